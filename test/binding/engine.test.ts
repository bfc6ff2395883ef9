/** The engine passes the suites of all happens-before detectors and of locks. */
import { EngineDetector } from "../../src/binding/engine-detector.ts";
import { DEFAULT_DETECTOR } from "../../src/detector/options.ts";
import { runLockSuite } from "../detector/lock-suite.ts";
import { ARENA, ARENA_BYTES } from "../detector/streams.ts";
import { runDetectorSuite, runMixedSizesSuite } from "../detector/suite.ts";
import { runWeakMemorySuite } from "../detector/weak-memory-suite.ts";

const MEMORY_BYTES = 2 * (ARENA + ARENA_BYTES);
const OF_SIZES = { ...DEFAULT_DETECTOR, mixedSizesRace: true };
const create = (): EngineDetector => new EngineDetector(MEMORY_BYTES);

runDetectorSuite("engine", create);
runDetectorSuite(
  "engine, by the hooks of pointers to virtual functions",
  () => new EngineDetector(MEMORY_BYTES, { asVptr: true }),
);
runMixedSizesSuite("engine", () => new EngineDetector(MEMORY_BYTES, { judgedBy: OF_SIZES }));
runWeakMemorySuite("engine", create);
runLockSuite("engine", create);
