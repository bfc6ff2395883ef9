/** Which detector judges a run. */
import type { LocksetOptions } from "./detector.ts";

export const DETECTOR_NAMES = ["happens-before", "lockset", "hybrid"] as const;
/** Which rules judge a run: of its order, of its locks, or both. */
export type DetectorName = (typeof DETECTOR_NAMES)[number];

export interface DetectorOptions extends LocksetOptions {
  readonly name: DetectorName;
  /** Atomic accesses to overlapping bytes that are not the same race, as in Rust. */
  readonly mixedSizesRace?: boolean;
}

export const DEFAULT_DETECTOR: DetectorOptions = { name: "happens-before", refineOn: "access" };
