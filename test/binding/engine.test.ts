/** The engine passes the suite of all happens-before detectors. */
import { EngineDetector } from "../../src/binding/engine-detector.ts";
import { ARENA, ARENA_BYTES } from "../detector/streams.ts";
import { runDetectorSuite } from "../detector/suite.ts";

const MEMORY_BYTES = 2 * (ARENA + ARENA_BYTES);

runDetectorSuite("engine", () => new EngineDetector(MEMORY_BYTES));
