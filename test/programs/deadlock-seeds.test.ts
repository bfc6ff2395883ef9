/**
 * The textbook deadlocks of examples/c under many seeds: what is right is never reported, and what
 * is wrong is reported by each run, whether it hangs or not. `ANTECEDE_SEEDS` says how many.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { hasFindings } from "../../src/runtime/outcome.ts";
import { close } from "../../src/toolchain/client.ts";
import { buildProgram, runProgram } from "./judge.ts";

interface Example {
  readonly file: string;
  readonly verdict: "clean" | "deadlock" | "race";
  readonly source: string;
}

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "examples", "c");
const SEEDS = Number(process.env.ANTECEDE_SEEDS ?? 1000);

after(close);

const examples = (
  JSON.parse(readFileSync(join(FOLDER, "verdicts.json"), "utf8")) as Example[]
).filter(({ source }) => source === "deadlocks");

test("there are right and wrong versions", () => {
  assert.ok(examples.filter(({ verdict }) => verdict === "clean").length >= 9);
  assert.ok(examples.filter(({ verdict }) => verdict === "deadlock").length >= 5);
});

for (const { file, verdict } of examples) {
  const isWrong = verdict !== "clean";
  test(`${file} is ${isWrong ? "reported" : "silent"} under seeds 1 to ${SEEDS}`, async () => {
    const program = await buildProgram(join(FOLDER, file));
    const others: number[] = [];
    for (let seed = 1; seed <= SEEDS; seed++) {
      const { outcome } = await runProgram(program, FOLDER, { seed });
      if (hasFindings(outcome) !== isWrong) others.push(seed);
    }
    assert.deepEqual(others, []);
  });
}
