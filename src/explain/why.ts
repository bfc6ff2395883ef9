/** One sentence on why nothing orders two accesses. */
import type { Access } from "../detector/finding.ts";

export interface Unordered {
  readonly access: Access;
  readonly previous: Access;
  /** Last epoch of the earlier thread that the later one had heard of; 0 if none. */
  readonly known: number;
  /** A use after free whose free happens before it. */
  readonly ordered: boolean;
}

export function whyUnordered({ access, previous, known, ordered }: Unordered): string {
  const later = name(access.thread);
  const earlier = name(previous.thread);
  if (ordered) return `the block was freed before ${later} used it, and nothing allocated it anew`;
  const past =
    known === 0
      ? `${later} has acquired nothing that ${earlier} released`
      : `${later} has acquired nothing that ${earlier} released since its ${previous.kind}`;
  return `${past}${lockText(access, previous)}`;
}

function lockText(access: Access, previous: Access): string {
  const mine = new Set(access.heldLocks.map(({ lock }) => lock));
  const theirs = new Set(previous.heldLocks.map(({ lock }) => lock));
  if (mine.size === 0 && theirs.size === 0) return "";
  if (theirs.size === 0) return `; ${name(previous.thread)} held no lock`;
  if (mine.size === 0) return `; ${name(access.thread)} held no lock`;
  if (mine.isDisjointFrom(theirs)) return "; they held different locks";
  return "; the lock that both held was held for reading only";
}

export interface Unprotected {
  readonly access: Access;
  readonly previous: Access;
  /** C(v) before the access, as indices into the finding's locks; undefined: all locks. */
  readonly candidates: readonly number[] | undefined;
  /** Whether the detector knows the order of this run too. */
  readonly isHybrid: boolean;
}

/** One sentence on why no lock protects a variable any more. */
export function whyUnprotected(unprotected: Unprotected): string {
  const { access, isHybrid } = unprotected;
  const after = isHybrid ? ": this run ordered the accesses, another need not" : "";
  const held = access.heldLocks.map(({ lock, mode }) => `M${lock}${forReading(mode)}`);
  const now = `${name(access.thread)} holds ${held.length === 0 ? "no lock" : held.join(", ")}`;
  return `lock discipline broken${after}; ${before(unprotected)}, and ${now}`;
}

function before({ previous, candidates }: Unprotected): string {
  if (candidates === undefined) {
    return `${name(previous.thread)} used it before`;
  }
  if (candidates.length === 0) return "it was shared without a lock, for reading only until now";
  const locks = candidates.map((lock) => `M${lock}`).join(", ");
  return `every access before, since it was shared, held ${locks}`;
}

function forReading(mode: "read" | "write"): string {
  return mode === "read" ? " for reading only" : "";
}

function name(thread: number): string {
  return thread === 0 ? "the main thread" : `T${thread}`;
}
