/** The model passes the suites of all happens-before detectors, of weak memory and of locks. */
import { HappensBefore } from "../../src/model/happens-before.ts";
import { runLockSuite } from "../detector/lock-suite.ts";
import { runDetectorSuite, runMixedSizesSuite } from "../detector/suite.ts";
import { runWeakMemorySuite } from "../detector/weak-memory-suite.ts";

runDetectorSuite("model", () => new HappensBefore());
runMixedSizesSuite("model", () => new HappensBefore({}, { mixedSizesRace: true }));
runWeakMemorySuite("model", () => new HappensBefore());
runLockSuite("model", () => new HappensBefore());
