/**
 * What a program does before it calls the engine, and the engine, answer as the model does.
 * `ANTECEDE_STREAMS` and `ANTECEDE_SEED` choose how many streams, and which.
 */
import { after, test } from "node:test";
import { EngineDetector, EngineLocksetDetector } from "../../src/binding/engine-detector.ts";
import type { DetectorEvent } from "../../src/detector/event.ts";
import { DEFAULT_DETECTOR, type DetectorOptions } from "../../src/detector/options.ts";
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

const OF_SIZES = { ...DEFAULT_DETECTOR, mixedSizesRace: true };

function equalsModel(
  kind: string,
  streamOf: (seed: number) => readonly DetectorEvent[],
  judgedBy: DetectorOptions = DEFAULT_DETECTOR,
): void {
  test(`a program with inline checks equals the model on ${STREAMS} ${kind}`, async () => {
    const place = await inProgram(judgedBy);
    const engine = new EngineDetector(ARENA + ARENA_BYTES, { place, judgedBy });
    for (let seed = FIRST_SEED; seed < FIRST_SEED + STREAMS; seed++) {
      try {
        agree(engine, streamOf(seed), judgedBy.mixedSizesRace);
      } catch (error) {
        throw new Error(`seed ${seed}: ${(error as Error).message}`);
      }
    }
  });
}

equalsModel("random streams", (seed) => seededStream(seed, STEPS, { staleReads: seed % 2 === 0 }));
equalsModel("streams over arrays", (seed) => arrayStream(seed, STEPS / 2));
equalsModel("streams of atomic operations", (seed) => atomicStream(seed, STEPS / 4));
equalsModel(
  "random streams where mixed sizes race",
  (seed) => seededStream(seed, STEPS, { staleReads: seed % 2 === 0, mixedSizesRace: true }),
  OF_SIZES,
);
equalsModel(
  "streams of atomic operations where mixed sizes race",
  (seed) => atomicStream(seed, STEPS / 4),
  OF_SIZES,
);

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
