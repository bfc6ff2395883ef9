/**
 * The suite that every happens-before detector passes: each rule as the smallest stream that shows
 * it. Cases are data; a detector's own test file calls `runDetectorSuite` and has nothing else.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Detector } from "../../src/detector/detector.ts";
import { ATOMIC_CASES } from "./cases-atomics.ts";
import { BYTE_CASES } from "./cases-bytes.ts";
import { IGNORED_CASES, KEY_CASES } from "./cases-keys.ts";
import { MIXED_SIZES_RACE } from "./cases-mixed-sizes.ts";
import { THREAD_CASES } from "./cases-threads.ts";
import type { DetectorCase } from "./events.ts";
import { describeStream } from "./streams.ts";

/** Those that the definition of happens-before can tell. */
export const CASES: readonly DetectorCase[] = [
  ...BYTE_CASES,
  ...ATOMIC_CASES,
  ...KEY_CASES,
  ...THREAD_CASES,
];

/** `skips`: names of cases that this detector can't pass, with the reason. */
export function runDetectorSuite(
  name: string,
  create: () => Detector,
  skips: Readonly<Record<string, string>> = {},
): void {
  describe(name, () => {
    for (const one of [...CASES, ...IGNORED_CASES]) {
      test(one.name, { skip: skips[one.name] ?? false }, () => passes(create(), one));
    }
  });
}

/** The same of detectors for which atomics of mixed sizes race. */
export function runMixedSizesSuite(name: string, create: () => Detector): void {
  describe(`${name}: atomics of mixed sizes race`, () => {
    for (const one of MIXED_SIZES_RACE) test(one.name, () => passes(create(), one));
  });
}

/** Applies a case's events; what comes back, and the state after, must be what it says. */
export function passes(detector: Detector, one: DetectorCase): void {
  const story = describeStream(one.events);
  for (const [at, event] of one.events.entries()) {
    assert.deepEqual(detector.apply(event), one.findings?.[at], `event ${at} of\n${story}`);
  }
  for (const [thread, [slot, clock]] of Object.entries(one.epochs ?? {})) {
    const epoch = detector.epochOf(Number(thread));
    assert.deepEqual(epoch, { slot, clock }, `epoch of T${thread} after\n${story}`);
  }
  for (const [thread, clock] of Object.entries(one.clocks ?? {})) {
    assert.deepEqual(detector.clockOf(Number(thread)), clock, `C of T${thread} after\n${story}`);
  }
  if (one.slotCount !== undefined) {
    assert.equal(detector.slotCount(), one.slotCount, `slots after\n${story}`);
  }
}
