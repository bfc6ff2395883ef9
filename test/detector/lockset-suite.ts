/** The suite that every lockset detector passes; a detector's own test file only calls it. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { LocksetDetector, LocksetOptions } from "../../src/detector/detector.ts";
import { LOCKSET_CASES, type LocksetCase } from "./cases-lockset.ts";
import { describeStream } from "./streams.ts";

type Kind = "lockset" | "hybrid";

export function runLocksetSuite(
  name: string,
  create: (kind: Kind, options: LocksetOptions) => LocksetDetector,
): void {
  describe(name, () => {
    for (const one of LOCKSET_CASES) {
      test(`lockset: ${one.name}`, () => {
        passes(create("lockset", { refineOn: "access" }), one, one.lockset);
        passes(create("lockset", { refineOn: "write" }), one, one.onWrites);
      });
      test(`hybrid: ${one.name}`, () => {
        passes(create("hybrid", { refineOn: "access" }), one, one.hybrid);
      });
    }
  });
}

function passes(detector: LocksetDetector, one: LocksetCase, wanted: readonly number[] = []): void {
  const found = one.events.flatMap((event, at) =>
    detector.apply(event).possible === undefined ? [] : [at],
  );
  assert.deepEqual(found, wanted, describeStream(one.events));
}
