/** The models of lockset and hybrid pass their suite. */
import { Hybrid } from "../../src/model/hybrid.ts";
import { Lockset } from "../../src/model/lockset.ts";
import { ProgramOrder } from "../../src/model/order.ts";
import { runLocksetSuite } from "../detector/lockset-suite.ts";

runLocksetSuite("model", (kind, options) =>
  kind === "hybrid" ? new Hybrid(options) : new Lockset(new ProgramOrder(), options),
);
