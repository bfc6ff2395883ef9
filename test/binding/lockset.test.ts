/** The engine's lockset and hybrid detectors pass their suite. */
import { EngineLocksetDetector } from "../../src/binding/engine-detector.ts";
import { runLocksetSuite } from "../detector/lockset-suite.ts";

const MEMORY_BYTES = 0x20000;

runLocksetSuite("engine", (name, options) => {
  return new EngineLocksetDetector(MEMORY_BYTES, { name, ...options });
});
