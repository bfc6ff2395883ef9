/**
 * The engine answers as the model does on random streams. Every second stream has stale reads.
 * `ANTECEDE_STREAMS` and `ANTECEDE_SEED` choose how many streams, and which.
 */
import { test } from "node:test";
import fc from "fast-check";
import { EngineDetector } from "../../src/binding/engine-detector.ts";
import { DEFAULT_DETECTOR } from "../../src/detector/options.ts";
import { ARENA, ARENA_BYTES, seededStream, streams } from "../detector/streams.ts";
import { agree } from "./agree.ts";

const STREAMS = Number(process.env.ANTECEDE_STREAMS ?? 100_000);
const FIRST_SEED = Number(process.env.ANTECEDE_SEED ?? 1);
const SHRUNK_STREAMS = 2_000;
const STEPS = 40;
const MEMORY_BYTES = 2 * (ARENA + ARENA_BYTES);

const engine = new EngineDetector(MEMORY_BYTES);
const ofSizes = new EngineDetector(MEMORY_BYTES, {
  judgedBy: { ...DEFAULT_DETECTOR, mixedSizesRace: true },
});

for (const staleReads of [false, true]) {
  const which = staleReads ? "with stale reads" : "without stale reads";
  test(`the engine equals the model on shrinking random streams ${which}`, () => {
    fc.assert(
      fc.property(streams({ maxSteps: STEPS, staleReads }), (events) => {
        agree(engine, events);
        agree(ofSizes, events, true);
      }),
      {
        seed: FIRST_SEED,
        numRuns: SHRUNK_STREAMS / 2,
      },
    );
  });
}

test(`the engine equals the model on ${STREAMS} seeded streams`, () => {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + STREAMS; seed++) {
    const events = seededStream(seed, STEPS, { staleReads: seed % 2 === 0 });
    try {
      agree(engine, events);
      agree(ofSizes, events, true);
    } catch (error) {
      throw new Error(`seed ${seed}: ${(error as Error).message}`);
    }
  }
});
