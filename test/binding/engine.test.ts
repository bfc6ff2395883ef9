/** The engine passes the suites of all happens-before detectors and of locks. */
import { EngineDetector } from "../../src/binding/engine-detector.ts";
import { runLockSuite } from "../detector/lock-suite.ts";
import { ARENA, ARENA_BYTES } from "../detector/streams.ts";
import { runDetectorSuite } from "../detector/suite.ts";
import { runWeakMemorySuite } from "../detector/weak-memory-suite.ts";

const MEMORY_BYTES = 2 * (ARENA + ARENA_BYTES);
const create = (): EngineDetector => new EngineDetector(MEMORY_BYTES);

runDetectorSuite("engine", create);
runDetectorSuite(
  "engine, by the hooks of pointers to virtual functions",
  () => new EngineDetector(MEMORY_BYTES, { asVptr: true }),
);
runWeakMemorySuite("engine", create);
runLockSuite("engine", create);
