/** The engine's detectors: their numbers, the memory they need, and their states in words. */
import type { ToldState } from "../detector/detector.ts";
import type { DetectorName, DetectorOptions } from "../detector/options.ts";
import {
  HAPPENS_BEFORE,
  HYBRID,
  LOCKSET,
  LOCKSET_ALL,
  LOCKSET_BASE,
  LOCKSET_MEMORY_LIMIT,
  PROGRAM_MEMORY_LIMIT,
  SHADOW_BASE,
  STATE_BITS,
  STATE_EXCLUSIVE,
  STATE_MODIFIED,
  STATE_VIRGIN,
} from "../layout/numbers.ts";

const NUMBERS: Readonly<Record<DetectorName, number>> = {
  "happens-before": HAPPENS_BEFORE,
  lockset: LOCKSET,
  hybrid: HYBRID,
};

/** Makes an engine that has seen nothing judge by this detector. */
export function setDetector(
  engine: {
    setDetector(detector: number, refinesOnWritesOnly: number, mixedSizesRace: number): void;
  },
  { name, refineOn, mixedSizesRace }: DetectorOptions,
): void {
  engine.setDetector(NUMBERS[name], refineOn === "write" ? 1 : 0, mixedSizesRace ? 1 : 0);
}

/** The most memory that a program may have: locksets need shadow of their own. */
export function memoryLimitBytes(name: DetectorName): number {
  return name === "happens-before" ? PROGRAM_MEMORY_LIMIT : LOCKSET_MEMORY_LIMIT;
}

/** How far the engine's memory reaches for so much of the program's. */
export function engineBytes(name: DetectorName, programBytes: number): number {
  return name === "happens-before" ? SHADOW_BASE + programBytes * 2 : LOCKSET_BASE + programBytes;
}

interface Locksets {
  lockset_size(set: number): number;
  lockset_lock(set: number, at: number): number;
}

/** What a state of the engine's (STATE_BITS) means. */
export function toldState(engine: Locksets, word: number): ToldState {
  const kind = word & ((1 << STATE_BITS) - 1);
  if (kind === STATE_VIRGIN) return { state: "virgin", candidates: "all" };
  if (kind === STATE_EXCLUSIVE) return { state: "exclusive", candidates: "all" };
  const set = word >>> STATE_BITS;
  const numbers = Array.from({ length: engine.lockset_size(set) }, (_, at) =>
    engine.lockset_lock(set, at),
  );
  return {
    state: kind === STATE_MODIFIED ? "shared-modified" : "shared",
    candidates: set === LOCKSET_ALL ? "all" : numbers,
  };
}
