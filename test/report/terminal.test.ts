/** What a report is like on a terminal: coloured, as wide as that, with links. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { stripVTControlCharacters } from "node:util";
import { formatRun } from "../../src/report/text.ts";
import { wrapLine } from "../../src/report/wrap.ts";
import { options } from "./reports.ts";
import * as samples from "./samples.ts";

const findings = [{ ...samples.race, sequential: { shows: "no" as const, runs: 32 } }];
const result = { ...samples.racy, findings };
const plain = formatRun(result, options);
const words = (text: string) => stripVTControlCharacters(text).split(/\s+/);

describe("in a terminal's width", () => {
  for (const columns of [40, 60, 80]) {
    test(`of ${columns}, sentences fit, and no word is lost`, () => {
      const text = formatRun(result, { ...options, columns, colour: true });
      assert.deepEqual(words(text), words(plain));
      const sentences = stripVTControlCharacters(text)
        .split("\n")
        .filter((line) => /^ {2}(?:Why|Weak memory):|^ {4}[^#\s]/.test(line));
      assert.ok(sentences.length > 2);
      for (const line of sentences) assert.ok(line.length <= columns, line);
    });
  }

  test("what is to be copied stays in one line", () => {
    const command = `antecede run ${"-DA=1 ".repeat(20)}counter.c`;
    const text = formatRun(result, { ...options, columns: 60, command });
    assert.ok(text.includes(`  See it again: ${command} --seed 1\n`));
  });

  test("source lines are cut around the caret, in wide ones they are whole", () => {
    const source = `${" ".repeat(20)}first = ${"long + ".repeat(15)}@;`;
    const stack = [{ function: "f", file: "f.c", line: 1, column: 134, inlined: false }];
    const access = { ...samples.race.access, stack };
    const excerptIn = (columns: number) => {
      const one = { ...samples.racy, findings: [{ ...samples.race, access }] };
      const readSource = () => source;
      const lines = formatRun(one, { ...options, columns, readSource }).split("\n");
      const at = lines.findIndex((line) => line.startsWith("  At f.c:1"));
      return lines.slice(at + 1, at + 3);
    };
    for (const columns of [60, 100, 200]) {
      const [text = "", caret = ""] = excerptIn(columns);
      assert.ok(text.length <= columns, text);
      assert.equal(text.charAt(caret.indexOf("^")), "@");
      assert.equal(text.includes("…"), columns < 200);
    }
  });

  test("nothing is wrapped where there is no terminal", () => {
    assert.equal(formatRun(result, { ...options, columns: 0 }), plain);
    assert.equal(
      formatRun(result, { ...options, colour: true }).split("\n").length,
      plain.split("\n").length,
    );
  });
});

describe("a line", () => {
  test("is divided at spaces, and continued further in", () => {
    const line = "  Why: one two three four five six seven eight nine";
    assert.deepEqual(wrapLine(line, 40), [
      "  Why: one two three four five six seven",
      "    eight nine",
    ]);
  });

  test("that fits, or that is a frame or source, is left alone", () => {
    const long = "word ".repeat(30).trimEnd();
    for (const line of ["  Why: short", `    #0 ${long}`, `      12 | ${long}`, ""]) {
      assert.deepEqual(wrapLine(line, 60), [line]);
    }
  });

  test("with a word that is longer than the terminal has that word in a line of its own", () => {
    const word = "x".repeat(100);
    assert.deepEqual(wrapLine(`  Why: ${word} b`, 60), ["  Why:", `    ${word}`, "    b"]);
  });
});

describe("links", () => {
  const linked = formatRun(result, { ...options, linkTo: (file) => `file:///src/${file}` });

  test("lead from each frame and place to its file, and change nothing that is seen", () => {
    const link = "\u001b]8;;file:///src/counter.c\u001b\\counter.c:7:9\u001b]8;;\u001b\\";
    assert.ok(linked.includes(`    #0 increment ${link}\n`));
    assert.ok(linked.includes(`  At ${link}, write by thread T1:`));
    assert.equal(stripVTControlCharacters(linked), plain);
  });

  test("are closed in the line that they begin in", () => {
    for (const line of linked.split("\n")) {
      const ends = line.split("\u001b]8;;").length - 1;
      assert.equal(ends % 2, 0, line);
    }
  });

  test("stand at no frame without a file", () => {
    const stack = [{ function: "f", inlined: false }];
    const access = { ...samples.race.access, stack };
    const one = { ...samples.racy, findings: [{ ...samples.race, access }] };
    const text = formatRun(one, { ...options, linkTo: () => "file:///x" });
    assert.ok(text.includes("    #0 f <null>\n"));
  });
});
