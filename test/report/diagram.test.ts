/** The diagram as text: a column a thread, arrows on the line of the acquire. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Trace } from "../../src/detector/trace.ts";
import { painter } from "../../src/report/colour.ts";
import { diagramLines } from "../../src/report/diagram.ts";
import { longRun, messagePassing } from "../viewer/synthetic.ts";

const paint = painter(false);

function linesOf(trace: Trace, columns: number): string[] {
  return diagramLines(trace, 0, { paint, columns });
}

test("a short run is drawn from creation to the race", () => {
  assert.deepEqual(linesOf(messagePassing(), 90).slice(1), [
    "          main                      T1                        T2 reader",
    "       1  ┬ create T1",
    "       2  ├────────────────────────▶┬ begins",
    "       3  ┬ create T2               │",
    "       4  ├──────────────────────────────────────────────────▶┬ begins",
    "       5  │                         │                         ◇ load flag → 0 (relaxed)",
    "       7  │                         ■ lock mutex              │",
    "  >    8  │                         ● write data = 42         │",
    "       9  │                         □ unlock mutex            │",
    "      10  │                         ◆ store flag = 1 (relaxe… │",
    "      11  │                         │                         ◇ load flag → 0 (relaxed, s…",
    "      12  │                         │                         ◇ load flag → 1 (relaxed)",
    "  >   13  │                         ├╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌▷○ read data → 42",
    "      14  │                         ┴ ends                    │",
    "",
  ]);
});

test("no line is wider than the terminal, and none is more than a screen needs", () => {
  for (const columns of [64, 80, 100, 160, 300]) {
    for (const trace of [messagePassing(), longRun(2000, 3), longRun(2000, 12)]) {
      const lines = linesOf(trace, columns);
      for (const line of lines.slice(1)) assert.ok([...line].length <= columns, line);
      assert.equal(lines.filter((line) => line.startsWith("  >")).length, 2);
      assert.ok(lines.length <= 44, String(lines.length));
    }
  }
});

test("what is left out is counted", () => {
  const lines = linesOf(longRun(2000, 6), 120);
  const events = lines.flatMap((line) => /^ {2}[ >] +(\d+) /.exec(line)?.[1] ?? []).map(Number);
  const left = lines.flatMap((line) => / (\d+) more$/.exec(line)?.[1] ?? []).map(Number);
  const [first = 0, last = 0] = [events[0], events.at(-1)];
  assert.ok(left.length > 0);
  assert.equal(events.length + left.reduce((sum, count) => sum + count, 0), last - first + 1);
});

test("colours and control characters: the first are ours, the others never the program's", () => {
  const trace = messagePassing();
  const evil = trace.objects.map((object) => ({ ...object, name: "x\u001b[2J\n" }));
  const lines = linesOf({ ...trace, objects: evil }, 100);
  assert.ok(lines.every((line) => !/\p{Cc}/u.test(line)));
  const coloured = diagramLines(trace, 0, { paint: painter(true), columns: 100 });
  assert.equal(coloured.filter((line) => line.startsWith("\u001b[1m\u001b[34m  >")).length, 2);
});

test("without both accesses there is nothing to draw", () => {
  const trace = messagePassing();
  const races = trace.races.map((race) => ({ ...race, first: -1 }));
  assert.deepEqual(linesOf({ ...trace, races }, 100), []);
  assert.deepEqual(diagramLines(trace, -1, { paint, columns: 100 }), []);
});
