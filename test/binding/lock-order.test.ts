/**
 * The engine's lock-order graph is the model's on random streams: the same acquisitions, the same
 * order between them, the same cycles, under all rules. `ANTECEDE_STREAMS` and `ANTECEDE_SEED`
 * choose how many streams, and which.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { EngineDetector } from "../../src/binding/engine-detector.ts";
import type { DetectorEvent } from "../../src/detector/event.ts";
import type { CycleRules } from "../../src/detector/lock-order.ts";
import { HappensBefore } from "../../src/model/happens-before.ts";
import { lockStreams, seededLockStream } from "../detector/lock-streams.ts";
import { ARENA, describeStream } from "../detector/streams.ts";

/** Lock streams are longer than others: a tenth as many. */
const STREAMS = Math.ceil(Number(process.env.ANTECEDE_STREAMS ?? 100_000) / 10);
const FIRST_SEED = Number(process.env.ANTECEDE_SEED ?? 1);
const STEPS = 60;
const MEMORY_BYTES = 4 * ARENA;

const RULES: readonly CycleRules[] = [
  { gated: false, sameThread: false, ordered: false },
  { gated: true, sameThread: false, ordered: false },
  { gated: false, sameThread: true, ordered: false },
  { gated: false, sameThread: false, ordered: true },
];

/** Returns how many cycles there were by the strictest rules. */
function agree(events: readonly DetectorEvent[]): number {
  const engine = new EngineDetector(MEMORY_BYTES);
  const model = new HappensBefore();
  for (const event of events) {
    model.apply(event);
    engine.apply(event);
  }
  const story = describeStream(events);
  const takings = model.takings();
  assert.deepEqual(engine.takings(), takings, story);
  for (const earlier of takings.keys()) {
    for (const later of takings.keys()) {
      const expected = model.isTakenBefore(earlier, later);
      const actual = engine.isTakenBefore(earlier, later);
      if (actual !== expected) assert.equal(actual, expected, `${earlier}, ${later} of\n${story}`);
    }
  }
  for (const rules of RULES) {
    const name = `${JSON.stringify(rules)}\n${story}`;
    assert.deepEqual([...engine.cycles(rules)].sort(), [...model.cycles(rules)].sort(), name);
  }
  return model.cycles({ gated: false, sameThread: false, ordered: false }).size;
}

test("the engine's lock order equals the model's on shrinking random streams", () => {
  fc.assert(
    fc.property(lockStreams(STEPS), (events) => {
      agree(events);
    }),
    { seed: FIRST_SEED, numRuns: 1000 },
  );
});

test(`the engine's lock order equals the model's on ${STREAMS} seeded streams`, () => {
  let cycles = 0;
  for (let seed = FIRST_SEED; seed < FIRST_SEED + STREAMS; seed++) {
    try {
      cycles += agree(seededLockStream(seed, STEPS));
    } catch (error) {
      throw new Error(`seed ${seed}: ${(error as Error).message}`);
    }
  }
  assert.ok(cycles > STREAMS / 100, `${cycles} cycles: too few to compare anything`);
});
