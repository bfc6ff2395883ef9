/**
 * What a program does before it calls the engine, and the engine, answer as the model does.
 * `ANTECEDE_STREAMS` and `ANTECEDE_SEED` choose how many streams, and which.
 */
import { after, test } from "node:test";
import { EngineDetector, EngineLocksetDetector } from "../../src/binding/engine-detector.ts";
import { DEFAULT_DETECTOR } from "../../src/detector/options.ts";
import { close } from "../../src/toolchain/client.ts";
import { arrayStream } from "../detector/array-streams.ts";
import { atomicStream } from "../detector/atomic-streams.ts";
import { ARENA, ARENA_BYTES, seededStream } from "../detector/streams.ts";
import { agree } from "./agree.ts";
import { agree as agreeOnLocksets } from "./agree-on-locksets.ts";
import { inProgram } from "./in-program.ts";

/** A program's memory is cleared for each stream: they are slower than the engine's own. */
const STREAMS = Math.ceil(Number(process.env.ANTECEDE_STREAMS ?? 100_000) / 20);
const FIRST_SEED = Number(process.env.ANTECEDE_SEED ?? 1);
const STEPS = 40;

after(close);

const STREAM_KINDS = {
  "random streams": (seed: number) => seededStream(seed, STEPS, { staleReads: seed % 2 === 0 }),
  "streams over arrays": (seed: number) => arrayStream(seed, STEPS / 2),
  "streams of atomic operations": (seed: number) => atomicStream(seed, STEPS / 4),
};

for (const [kind, streamOf] of Object.entries(STREAM_KINDS)) {
  test(`a program with inline checks equals the model on ${STREAMS} ${kind}`, async () => {
    const place = await inProgram(DEFAULT_DETECTOR);
    const engine = new EngineDetector(ARENA + ARENA_BYTES, { place });
    for (let seed = FIRST_SEED; seed < FIRST_SEED + STREAMS; seed++) {
      try {
        agree(engine, streamOf(seed));
      } catch (error) {
        throw new Error(`seed ${seed}: ${(error as Error).message}`);
      }
    }
  });
}

for (const refineOn of ["access", "write"] as const) {
  test(`a program with lockset's checks equals the model: refined on ${refineOn}`, async () => {
    const options = { name: "lockset", refineOn } as const;
    const place = await inProgram(options);
    const engine = new EngineLocksetDetector(ARENA + ARENA_BYTES, options, place);
    for (let seed = FIRST_SEED; seed < FIRST_SEED + STREAMS / 2; seed++) {
      try {
        engine.restart();
        agreeOnLocksets(seededStream(seed, STEPS, { locks: true }), options, engine);
      } catch (error) {
        throw new Error(`seed ${seed}: ${(error as Error).message}`);
      }
    }
  });
}
