/** The suite of detectors with weak memory: what loads may read, and what they then acquire. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { WeakMemoryDetector } from "../../src/detector/detector.ts";
import { STALE_READ_CASES } from "./cases-stale-reads.ts";
import { VISIBILITY_CASES, type VisibilityCase } from "./cases-visibility.ts";
import { describeStream } from "./streams.ts";
import { passes } from "./suite.ts";

export function runWeakMemorySuite(name: string, create: () => WeakMemoryDetector): void {
  describe(`${name}: candidates`, () => {
    for (const one of VISIBILITY_CASES) test(one.name, () => findsCandidates(create(), one));
  });
  describe(`${name}: stale reads`, () => {
    for (const one of STALE_READ_CASES) test(one.name, () => passes(create(), one));
  });
}

function findsCandidates(detector: WeakMemoryDetector, one: VisibilityCase): void {
  for (const event of one.events) detector.apply(event);
  const expected = one.finds.map(([value, excludedBy], index) =>
    excludedBy === undefined
      ? { index, value, visible: true }
      : { index, value, visible: false, excludedBy },
  );
  const story = describeStream([...one.events, one.load]);
  assert.deepEqual(detector.loadCandidates(one.load), expected, story);
  assert.deepEqual(detector.loadCandidates(one.load), expected, "asking changes nothing");
}
