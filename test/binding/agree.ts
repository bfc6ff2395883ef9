/** Whether an engine answers as the model does, event by event, on one stream. */
import assert from "node:assert/strict";
import type { EngineDetector } from "../../src/binding/engine-detector.ts";
import type { LoadCandidate } from "../../src/detector/detector.ts";
import type { DetectorEvent } from "../../src/detector/event.ts";
import { HappensBefore } from "../../src/model/happens-before.ts";
import { describeStream } from "../detector/streams.ts";

/**
 * Markers, the stores that a load may read and why it may not read others, epochs and vector
 * clocks. The engine is made as new first. `mixedSizesRace`: it was told so.
 */
export function agree(
  engine: EngineDetector,
  events: readonly DetectorEvent[],
  mixedSizesRace = false,
): void {
  engine.restart();
  const model = new HappensBefore({}, { mixedSizesRace });
  const live = new Set([0]);
  events.forEach((event, index) => {
    const story = () => `event ${index} of\n${describeStream(events)}`;
    if (event.kind === "atomic load") {
      const found = withoutWide(model.loadCandidates(event), event.bytes);
      const claimed = withoutWide(engine.loadCandidates(event), event.bytes);
      if (!same(claimed, found)) assert.deepEqual(claimed, found, story());
    }
    const expected = model.apply(event);
    const actual = engine.apply(event);
    if (!same(actual, expected)) assert.deepEqual(actual, expected, story());
    if (event.kind === "spawn") live.add(event.child);
    if (event.kind === "end") live.delete(event.thread);
  });
  for (const thread of live) {
    expectSame(engine.epochOf(thread), model.epochOf(thread), events);
    expectSame(engine.clockOf(thread), model.clockOf(thread), events);
  }
  expectSame(engine.slotCount(), model.slotCount(), events);
}

/** The story of a stream is long: it is told when there is need. */
function expectSame(actual: unknown, expected: unknown, events: readonly DetectorEvent[]): void {
  if (!same(actual, expected)) assert.deepEqual(actual, expected, describeStream(events));
}

/** The engine keeps values of up to eight bytes. */
function withoutWide(found: readonly LoadCandidate[], bytes: number): readonly object[] {
  return bytes <= 8 ? found : found.map(({ value: _, ...rest }) => rest);
}

/** assert.deepEqual is slow. Values may be numbers or bigints; what is undefined is absent. */
function same(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) {
    return a === b || Number(a) === Number(b);
  }
  for (const key in a) if (!same(a[key as never], b[key as never])) return false;
  for (const key in b) if (!(key in a) && b[key as never] !== undefined) return false;
  return true;
}
