/**
 * The engine answers as the model does, event by event, on random streams: markers, the stores that
 * a load may read and why it may not read others, epochs and vector clocks. Every second stream
 * has stale reads. `ANTECEDE_STREAMS` and `ANTECEDE_SEED` choose how many streams, and which.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { EngineDetector } from "../../src/binding/engine-detector.ts";
import type { LoadCandidate } from "../../src/detector/detector.ts";
import type { DetectorEvent } from "../../src/detector/event.ts";
import { HappensBefore } from "../../src/model/happens-before.ts";
import { ARENA, ARENA_BYTES, describeStream, seededStream, streams } from "../detector/streams.ts";

const STREAMS = Number(process.env.ANTECEDE_STREAMS ?? 100_000);
const FIRST_SEED = Number(process.env.ANTECEDE_SEED ?? 1);
const SHRUNK_STREAMS = 2_000;
const STEPS = 40;
const MEMORY_BYTES = 2 * (ARENA + ARENA_BYTES);

const engine = new EngineDetector(MEMORY_BYTES);

function agree(events: readonly DetectorEvent[]): void {
  engine.restart();
  const model = new HappensBefore();
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

for (const staleReads of [false, true]) {
  const which = staleReads ? "with stale reads" : "without stale reads";
  test(`the engine equals the model on shrinking random streams ${which}`, () => {
    fc.assert(fc.property(streams({ maxSteps: STEPS, staleReads }), agree), {
      seed: FIRST_SEED,
      numRuns: SHRUNK_STREAMS / 2,
    });
  });
}

test(`the engine equals the model on ${STREAMS} seeded streams`, () => {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + STREAMS; seed++) {
    const events = seededStream(seed, STEPS, { staleReads: seed % 2 === 0 });
    try {
      agree(events);
    } catch (error) {
      throw new Error(`seed ${seed}: ${(error as Error).message}`);
    }
  }
});
