/**
 * What a program does before it calls the engine, and the engine, answer as the model does.
 * `ANTECEDE_STREAMS` and `ANTECEDE_SEED` choose how many streams, and which.
 */
import { after, test } from "node:test";
import { EngineDetector } from "../../src/binding/engine-detector.ts";
import { DEFAULT_DETECTOR } from "../../src/detector/options.ts";
import { close } from "../../src/toolchain/client.ts";
import { ARENA, ARENA_BYTES, seededStream } from "../detector/streams.ts";
import { agree } from "./agree.ts";
import { inProgram } from "./in-program.ts";

/** A program's memory is cleared for each stream: they are slower than the engine's own. */
const STREAMS = Math.ceil(Number(process.env.ANTECEDE_STREAMS ?? 100_000) / 20);
const FIRST_SEED = Number(process.env.ANTECEDE_SEED ?? 1);
const STEPS = 40;

after(close);

test(`a program with inline checks equals the model on ${STREAMS} seeded streams`, async () => {
  const place = await inProgram(DEFAULT_DETECTOR);
  const engine = new EngineDetector(ARENA + ARENA_BYTES, { place });
  for (let seed = FIRST_SEED; seed < FIRST_SEED + STREAMS; seed++) {
    try {
      agree(engine, seededStream(seed, STEPS, { staleReads: seed % 2 === 0 }));
    } catch (error) {
      throw new Error(`seed ${seed}: ${(error as Error).message}`);
    }
  }
});
