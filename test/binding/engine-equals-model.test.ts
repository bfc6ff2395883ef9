/**
 * The engine answers as the model does on random streams, both where mixed sizes race and where
 * they don't. Every second stream has stale reads.
 * `ANTECEDE_STREAMS` and `ANTECEDE_SEED` choose how many streams, and which.
 */
import { test } from "node:test";
import fc from "fast-check";
import { EngineDetector } from "../../src/binding/engine-detector.ts";
import { DEFAULT_DETECTOR } from "../../src/detector/options.ts";
import { ARENA, ARENA_BYTES, seededStream, streams } from "../detector/streams.ts";
import { agree } from "./agree.ts";

const STREAMS = Number(process.env.ANTECEDE_STREAMS ?? 75_000);
const FIRST_SEED = Number(process.env.ANTECEDE_SEED ?? 1);
const SHRUNK_STREAMS = 2_000;
const STEPS = 40;
const MEMORY_BYTES = 2 * (ARENA + ARENA_BYTES);

const engine = new EngineDetector(MEMORY_BYTES);
const ofSizes = new EngineDetector(MEMORY_BYTES, {
  judgedBy: { ...DEFAULT_DETECTOR, mixedSizesRace: true },
});

for (const staleReads of [false, true]) {
  for (const mixedSizesRace of [false, true]) {
    const which = JSON.stringify({ staleReads, mixedSizesRace });
    test(`the engine equals the model on shrinking random streams: ${which}`, () => {
      const options = { staleReads, mixedSizesRace };
      fc.assert(
        fc.property(streams({ maxSteps: STEPS, ...options }), (events) => {
          agree(mixedSizesRace ? ofSizes : engine, events, mixedSizesRace);
        }),
        { seed: FIRST_SEED, numRuns: SHRUNK_STREAMS / 2 },
      );
    });
  }
}

test(`the engine equals the model on ${STREAMS} seeded streams`, () => {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + STREAMS; seed++) {
    const staleReads = seed % 2 === 0;
    try {
      agree(engine, seededStream(seed, STEPS, { staleReads }));
      agree(ofSizes, seededStream(seed, STEPS, { staleReads, mixedSizesRace: true }), true);
    } catch (error) {
      throw new Error(`seed ${seed}: ${(error as Error).message}`);
    }
  }
});
