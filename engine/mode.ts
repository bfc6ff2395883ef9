/** Which detectors run: set once, before the first thread begins. */
import { HAPPENS_BEFORE, HYBRID } from "../src/layout/numbers.ts";

/** Locksets are kept, by Eraser's rules or by the hybrid's. */
export let isLockset: bool = false;
/** Together with happens-before. */
export let isHybrid: bool = false;
/** Reads are checked against C(v) and don't refine it. */
export let refinesOnWritesOnly: bool = false;
/**
 * Atomic accesses to overlapping bytes that aren't the same race (sizes.ts), and take nothing that
 * the other released (atomics.ts).
 */
export let mixedSizesRace: bool = false;

export function choose(detector: i32, onWritesOnly: bool, ofMixedSizes: bool): void {
  isLockset = detector != HAPPENS_BEFORE;
  isHybrid = detector == HYBRID;
  refinesOnWritesOnly = onWritesOnly;
  mixedSizesRace = ofMixedSizes;
}
