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

function name(thread: number): string {
  return thread === 0 ? "the main thread" : `T${thread}`;
}
