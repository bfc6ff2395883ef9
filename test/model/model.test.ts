/** The model passes the suites of all happens-before detectors and of weak memory. */
import { HappensBefore } from "../../src/model/happens-before.ts";
import { runDetectorSuite } from "../detector/suite.ts";
import { runWeakMemorySuite } from "../detector/weak-memory-suite.ts";

runDetectorSuite("model", () => new HappensBefore());
runWeakMemorySuite("model", () => new HappensBefore());
