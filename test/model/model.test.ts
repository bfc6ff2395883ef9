/** The model passes the suite of all happens-before detectors. */
import { HappensBefore } from "../../src/model/happens-before.ts";
import { runDetectorSuite } from "../detector/suite.ts";

runDetectorSuite("model", () => new HappensBefore());
