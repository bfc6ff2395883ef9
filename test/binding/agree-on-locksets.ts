/** Whether an engine's lockset detector answers as the model's, event by event, on one stream. */
import assert from "node:assert/strict";
import { EngineLocksetDetector } from "../../src/binding/engine-detector.ts";
import type { LocksetDetector, LocksetState } from "../../src/detector/detector.ts";
import type { DetectorEvent } from "../../src/detector/event.ts";
import type { DetectorOptions } from "../../src/detector/options.ts";
import { Hybrid } from "../../src/model/hybrid.ts";
import { Lockset } from "../../src/model/lockset.ts";
import { ProgramOrder } from "../../src/model/order.ts";
import { ARENA, ARENA_BYTES, describeStream } from "../detector/streams.ts";

const MEMORY_BYTES = 2 * (ARENA + ARENA_BYTES);

/**
 * What is shown, what is possible, and at the end the state of every byte. Returns whether anything
 * was possible.
 *
 * @param engine a new one, unless said otherwise
 */
export function agree(
  events: readonly DetectorEvent[],
  options: DetectorOptions,
  engine = new EngineLocksetDetector(MEMORY_BYTES, options),
): boolean {
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

function modelOf({ name, refineOn }: DetectorOptions): LocksetDetector {
  return name === "hybrid"
    ? new Hybrid({ refineOn })
    : new Lockset(new ProgramOrder(), { refineOn });
}

function same(actual: ReturnType<LocksetDetector["apply"]>, expected: typeof actual): boolean {
  const none = expected.shown === undefined && expected.possible === undefined;
  if (none) return actual.shown === undefined && actual.possible === undefined;
  return JSON.stringify(actual) === JSON.stringify(expected);
}

function textOf(state: LocksetState): string {
  return JSON.stringify(state);
}
