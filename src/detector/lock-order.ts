/** Who takes which lock while holding which: what the lock-order graph is made of. */

/**
 * "read behind writers": for reading, of a lock whose readers wait while a writer waits; such a
 * reader may wait for another that holds it, where it otherwise would not.
 */
export type LockMode = "write" | "read" | "read behind writers";

export interface LockUse {
  /** The lock's number: its address may be another lock's later. */
  readonly lock: number;
  readonly mode: LockMode;
}

/**
 * A thread that holds `held` waits for a lock, and gets it: the lock dependency of Joshi et al.
 * (PLDI 2009, section 3).
 */
export interface Taking extends LockUse {
  readonly thread: number;
  /** In the order in which it took them; never empty. */
  readonly held: readonly LockUse[];
}

/** Cycles that can't become a deadlock, and which of them are wanted nevertheless. */
export interface CycleRules {
  /** Another lock is held around two of its acquisitions. */
  readonly gated: boolean;
  /** One thread makes two of its acquisitions. */
  readonly sameThread: boolean;
  /** One of its acquisitions comes before another whichever way locks are taken. */
  readonly ordered: boolean;
}

/** Only cycles that some schedule can make a deadlock. */
export const NO_EXCEPTIONS: CycleRules = { gated: false, sameThread: false, ordered: false };

/** Acquisitions, by index, each of which waits for a lock that the next one holds. */
export type LockCycle = readonly number[];

/** Whether who asks for a lock in one mode waits for who holds it in the other. */
export function excludes(wanted: LockMode, held: LockMode): boolean {
  return wanted !== "read" || held === "write";
}

/** Whether two threads can't hold a lock at once. */
export function isExclusive(one: LockMode, other: LockMode): boolean {
  return one === "write" || other === "write";
}

/** What a cycle is: its locks in order, whichever comes first. Two with the same are one. */
export function cycleKey(locks: readonly number[]): string {
  const first = locks.indexOf(Math.min(...locks));
  return [...locks.slice(first), ...locks.slice(0, first)].join(" ");
}
