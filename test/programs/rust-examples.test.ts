/** The examples in Rust, against the table that the README shows. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { isRace } from "../../src/detector/finding.ts";
import { close } from "../../src/toolchain/client.ts";
import { buildProgram, judgeProgram } from "./judge.ts";
import { noRust } from "./rust-toolchain.ts";

const FOLDER = fileURLToPath(new URL("../../examples/rust/", import.meta.url));

interface Example {
  readonly file: string;
  readonly verdict: "race" | "clean";
  readonly racesOn: readonly string[];
  readonly stdout?: string;
}

const examples = JSON.parse(readFileSync(join(FOLDER, "verdicts.json"), "utf8")) as Example[];

after(close);

test("every example is in the table, under a name that says its verdict", () => {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith(".rs"));
  assert.deepEqual(examples.map(({ file }) => file).sort(), files.sort());
  for (const { file, verdict } of examples) assert.ok(file.endsWith(`-${verdict}.rs`), file);
});

describe("examples/rust", { skip: noRust }, () => {
  for (const { file, verdict, racesOn, stdout } of examples) {
    test(file, async () => {
      const program = await buildProgram(join(FOLDER, file));
      const judged = await judgeProgram(program, FOLDER);
      const { findings, exitCode } = judged.result;
      assert.equal(exitCode, verdict === "clean" ? 0 : 66);
      const races = findings.filter(isRace);
      assert.equal(races.length, findings.length);
      const places = races.map(({ place }) => (place.kind === "global" ? place.name : place.kind));
      assert.deepEqual([...new Set(places)].sort(), [...racesOn].sort());
      if (stdout !== undefined) assert.equal(judged.stdout, stdout);
      // Both accesses are shown in the user's own code, by names without hashes.
      for (const { access, previous } of races) {
        for (const { function: name, file: shown, line } of [...access.stack, ...previous.stack]) {
          assert.equal(shown, file);
          assert.ok(line !== undefined && line > 0);
          assert.match(name, /^<?[a-z_]+::/);
          assert.doesNotMatch(name, /_R|[0-9a-f]{16}/);
        }
      }
    });
  }
});
