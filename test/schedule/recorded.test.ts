/**
 * A list of decisions is the run that it was taken down from: the same steps, races and output.
 * `ANTECEDE_RECORDED=monitor` chooses programs by a part of their path.
 */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import type { Decision } from "../../src/detector/decision.ts";
import { placesOf } from "../../src/runtime/races.ts";
import { Recorded } from "../../src/schedule/recorded.ts";
import { STRATEGY_NAMES } from "../../src/schedule/strategies.ts";
import { close } from "../../src/toolchain/client.ts";
import { buildProgram, type Ran, runProgram } from "../programs/judge.ts";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const FOLDERS = ["examples/c", "test/programs/threads", "test/programs/locks"];
const PART = process.env.ANTECEDE_RECORDED;
/** One program of so many is looked at. */
const EVERY = PART === undefined ? 7 : 1;
const SEEDS = [1, 2, 3];
const STEPS = 1_000_000;

after(close);

const programs = FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder))
    .filter((file) => file.endsWith(".c"))
    .sort()
    .map((file) => join(folder, file)),
).filter((file, index) => (PART === undefined ? index % EVERY === 0 : file.includes(PART)));

for (const file of programs) {
  test(`${file}: decisions taken down and followed give the same run`, async () => {
    const program = await buildProgram(join(ROOT, file));
    const folder = dirname(join(ROOT, file));
    for (const strategy of STRATEGY_NAMES) {
      for (const seed of SEEDS) {
        const same = { strategy, seed, maxSteps: STEPS, spuriousWakeups: seed === 2 };
        const plain = await runProgram(program, folder, same);
        const list: Decision[] = [];
        const recorded = await runProgram(program, folder, {
          ...same,
          decisions: { mode: "record", list },
        });
        assert.deepEqual(shown(recorded), shown(plain), `${strategy} ${seed}: taken down`);
        const followed = await runProgram(program, folder, {
          ...same,
          decisions: { mode: "follow", list },
        });
        assert.deepEqual(shown(followed), shown(plain), `${strategy} ${seed}: followed`);
      }
    }
  });
}

/** The outcome, its stacks as the places of the program in them, and the output. */
function shown({ outcome, stdout }: Ran): unknown {
  const text = JSON.stringify(outcome, (key, value) =>
    key === "stack" && typeof value === "string" ? placesOf(value) : value,
  );
  return [JSON.parse(text), stdout.toString("latin1")];
}

describe("a part of a list", () => {
  const at = (thread: number, step: number) => ({ thread, step });

  test("leaves the rest to the plain schedule", () => {
    const guide = new Recorded([]);
    assert.equal(guide.next(at(1, 10), [0, 1, 2], "point"), 1);
    assert.equal(guide.next(at(1, 10), [0, 2], "blocked"), 2);
    assert.equal(guide.next(at(2, 10), [0, 1, 2], "yield"), 0);
    assert.equal(guide.wake(at(1, 10), [3, 2]), 3);
    assert.equal(guide.choose("read", at(1, 10), 4), 0);
  });

  test("lets a thread that goes on for long give way", () => {
    const guide = new Recorded([]);
    const { steps } = guide.budget(at(1, 100));
    assert.equal(guide.next(at(1, 100 + steps), [1, 2], "quantum"), 2);
  });

  test("is asked at the very step that a decision names", () => {
    const guide = new Recorded([{ kind: "switch", thread: 1, step: 150, choice: 0 }]);
    assert.equal(guide.budget(at(1, 100)).steps, 50);
    assert.equal(guide.next(at(1, 150), [0, 1], "point"), 0);
    assert.equal(guide.next(at(1, 151), [0, 1], "point"), 1);
  });

  test("says which of its decisions the plain schedule would not have made", () => {
    const stay: Decision = { kind: "switch", thread: 0, step: 5, choice: 0 };
    const leave: Decision = { kind: "switch", thread: 0, step: 9, choice: 1 };
    const gone: Decision = { kind: "switch", thread: 0, step: 12, choice: 7 };
    const effective = new Set<Decision>();
    const guide = new Recorded([stay, leave, gone], effective);
    for (const step of [5, 9, 12]) guide.next(at(0, step), [0, 1], "point");
    assert.deepEqual([...effective], [leave]);
  });

  test("reads no older store than there is", () => {
    const guide = new Recorded([{ kind: "read", thread: 0, step: 3, choice: 5 }]);
    assert.equal(guide.choose("read", at(0, 3), 3), 2);
  });
});
