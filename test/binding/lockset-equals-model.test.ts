/**
 * The engine's lockset and hybrid detectors answer as the model's do, event by event, on random
 * streams with locks: what is shown, what is possible, and the state of every byte after it.
 * `ANTECEDE_STREAMS` and `ANTECEDE_SEED` choose how many streams, and which.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { EngineLocksetDetector } from "../../src/binding/engine-detector.ts";
import type { LocksetDetector, LocksetState } from "../../src/detector/detector.ts";
import type { DetectorEvent } from "../../src/detector/event.ts";
import type { DetectorOptions } from "../../src/detector/options.ts";
import { Hybrid } from "../../src/model/hybrid.ts";
import { Lockset } from "../../src/model/lockset.ts";
import { ProgramOrder } from "../../src/model/order.ts";
import { ARENA, ARENA_BYTES, describeStream, seededStream, streams } from "../detector/streams.ts";

const STREAMS = Number(process.env.ANTECEDE_STREAMS ?? 100_000);
const FIRST_SEED = Number(process.env.ANTECEDE_SEED ?? 1);
const SHRUNK_STREAMS = 500;
const STEPS = 40;
const MEMORY_BYTES = 2 * (ARENA + ARENA_BYTES);

const DETECTORS: readonly DetectorOptions[] = [
  { name: "lockset", refineOn: "access" },
  { name: "lockset", refineOn: "write" },
  { name: "hybrid", refineOn: "access" },
  { name: "hybrid", refineOn: "write" },
];

function modelOf({ name, refineOn }: DetectorOptions): LocksetDetector {
  return name === "hybrid"
    ? new Hybrid({ refineOn })
    : new Lockset(new ProgramOrder(), { refineOn });
}

/** Returns whether anything was possible. */
function agree(events: readonly DetectorEvent[], options: DetectorOptions): boolean {
  const engine = new EngineLocksetDetector(MEMORY_BYTES, options);
  const model = modelOf(options);
  let found = false;
  events.forEach((event, index) => {
    const story = () => `event ${index} of\n${describeStream(events)}`;
    const expected = model.apply(event);
    const actual = engine.apply(event);
    if (!same(actual, expected)) assert.deepEqual(actual, expected, story());
    found ||= expected.possible !== undefined;
    // All states at each event would be most of the time: the event's own, and all at the end.
    const bytes = index === events.length - 1 ? ARENA_BYTES : 0;
    for (let offset = 0; offset < bytes; offset++) {
      const expectedState = textOf(model.stateOf(ARENA + offset));
      const state = textOf(engine.stateOf(ARENA + offset));
      if (state !== expectedState) assert.equal(state, expectedState, `+${offset}, ${story()}`);
    }
  });
  return found;
}

function same(actual: ReturnType<LocksetDetector["apply"]>, expected: typeof actual): boolean {
  const none = expected.shown === undefined && expected.possible === undefined;
  if (none) return actual.shown === undefined && actual.possible === undefined;
  return JSON.stringify(actual) === JSON.stringify(expected);
}

function textOf(state: LocksetState): string {
  return JSON.stringify(state);
}

for (const options of DETECTORS) {
  const which = `${options.name}, refined on ${options.refineOn}`;
  test(`the engine equals the model on shrinking random streams: ${which}`, () => {
    fc.assert(
      fc.property(streams({ maxSteps: STEPS, locks: true }), (events) => {
        agree(events, options);
      }),
      { seed: FIRST_SEED, numRuns: SHRUNK_STREAMS },
    );
  });
}

test(`the engine equals the model on ${STREAMS} seeded streams with locks`, () => {
  let found = 0;
  for (let seed = FIRST_SEED; seed < FIRST_SEED + STREAMS; seed++) {
    const events = seededStream(seed, STEPS, { locks: true });
    const options = DETECTORS[seed % DETECTORS.length] ?? { name: "lockset", refineOn: "access" };
    try {
      if (agree(events, options)) found++;
    } catch (error) {
      throw new Error(`seed ${seed}, ${options.name}: ${(error as Error).message}`);
    }
  }
  assert.ok(found > STREAMS / 10, `only ${found} streams had anything possible`);
});
