/**
 * The wait-for graph (Holt, ACM Computing Surveys 1972): which threads can never go on, whatever
 * the others do. Only waits that end by what one certain thread does count: for a lock by the
 * giving back of those who hold it, for a thread by its end. Whoever waits for a condition or a
 * semaphore may still be woken by any thread.
 */
import type { LockMode } from "../detector/lock-order.ts";
import type { WaitKind } from "./fiber.ts";
import type { HeldRecord } from "./outcome.ts";

export interface WaitingThread {
  readonly thread: number;
  readonly kind: WaitKind;
  /** The lock's address. */
  readonly object: number;
  /** Of a wait for a thread: its number, if it is known. */
  readonly joins: number | undefined;
  /** Whether the wait ends by itself at some time. */
  readonly isTimed: boolean;
}

/**
 * Threads on a circle of the graph, those that wait for a lock which a thread that has ended still
 * holds, and those that wait for such threads; ascending.
 *
 * @param held locks of live threads
 * @param abandoned locks whose holders have ended
 */
export function stuckThreads(
  waiting: readonly WaitingThread[],
  held: readonly HeldRecord[],
  abandoned: readonly HeldRecord[],
): number[] {
  const stuck = new Map(
    waiting.filter(({ isTimed }) => !isTimed).map((wait) => [wait.thread, wait] as const),
  );
  // The greatest set in which each waits for one of the set: drop those that don't, until all do.
  for (let size = -1; size !== stuck.size; ) {
    size = stuck.size;
    for (const wait of [...stuck.values()]) {
      const isBlocked =
        blocks(wait, abandoned).length > 0 ||
        blockersOf(wait, held, waiting).some((blocker) => stuck.has(blocker));
      if (!isBlocked) stuck.delete(wait.thread);
    }
  }
  return [...stuck.keys()].sort((a, b) => a - b);
}

/** The threads without whose doing it can't go on. */
function blockersOf(
  wait: WaitingThread,
  held: readonly HeldRecord[],
  waiting: readonly WaitingThread[],
): number[] {
  if (wait.kind === "thread") return wait.joins === undefined ? [] : [wait.joins];
  const holders = blocks(wait, held).map(({ thread }) => thread);
  if (wait.kind !== "read lock" || holders.length > 0) return holders;
  // Held by readers at most: the lock prefers the writers that wait.
  return waiting
    .filter((other) => other.kind === "write lock" && other.object === wait.object)
    .map(({ thread }) => thread);
}

/** The holds that the wait is for. */
function blocks({ kind, object }: WaitingThread, held: readonly HeldRecord[]): HeldRecord[] {
  const isBlocking = BLOCKING[kind];
  if (!isBlocking) return [];
  return held.filter(({ lock, mode }) => lock === object && isBlocking(mode));
}

const any = (): boolean => true;
const writing = (mode: LockMode): boolean => mode === "write";

/** For each kind of lock, which holders keep who waits from going on. */
const BLOCKING: Readonly<Partial<Record<WaitKind, (mode: LockMode) => boolean>>> = {
  mutex: any,
  spinlock: any,
  "write lock": any,
  "read lock": writing,
};
