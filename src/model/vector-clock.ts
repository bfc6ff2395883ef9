/**
 * Vector clocks and epochs.
 *
 * Lamport (CACM 1978) defines happens-before; Mattern and Fidge (1988) represent it: a thread t
 * keeps a vector C with, for each thread, how much of that thread's past happens before t's next
 * step. Flanagan and Freund (FastTrack, PLDI 2009, section 3) notice that one access needs only
 * one entry of the vector, its epoch thread@clock, and that
 *
 *     access a happens before the next step of t   iff   epoch(a) ≤ C_t
 *
 * where c@s ≤ C means c ≤ C[s]. That is the invariant of this room; test/model compares it with
 * the transitive closure of the happens-before graph.
 *
 * What we change: entries belong to slots, not to threads, because slots are used again
 * (threads.ts), and a clock advances only after a release (Miri's data_race; tsan11, section 3.2).
 * Between two releases no other thread can learn of one access without learning of none or all
 * that precede the next release, so one number for all of them loses nothing.
 *
 * The fence entry. Besides, a vector knows the last seq_cst fence that happens before (seq-cst.ts),
 * by its number in the total order S. Knowing a fence of S is knowing those before it, for what S
 * asks of loads, so one number is enough; it behaves as the entry of one more slot, S's own, and
 * is joined with the others.
 *
 * The order. A second list of clocks, by slot as the first: what happens before by edges that no
 * lock made. Two critical sections of one lock come in some order in each run, and often could as
 * well come in the other; what starts a thread, joins it, or passes a semaphore, a barrier or an
 * atomic on comes before in every run in which the same loads read the same stores. The lock-order
 * graph (lock-order.ts) asks this list whether two acquisitions can overlap.
 *
 * Vectors are values: a function returns a new one or one of its arguments. The paper's `S := C`
 * is then an assignment. The engine packs an epoch into a word (layout/numbers.ts) and compares
 * words; here an epoch is a pair, and "numerically smaller" is: by slot, then by clock.
 */
import type { Epoch } from "../detector/detector.ts";

export interface VectorClock {
  /** By slot; 0 and beyond the end: nothing of that slot is known. No zeros at the end. */
  readonly clocks: readonly number[];
  /** The number of the last seq_cst fence that happens before; 0: none does. */
  readonly fence: number;
  /** As `clocks`, of edges that no lock made. */
  readonly order: readonly number[];
}

/** ⊥, the clock that knows nothing. */
export const EMPTY: VectorClock = { clocks: [], fence: 0, order: [] };

export function entryOf(clock: VectorClock, slot: number): number {
  return clock.clocks[slot] ?? 0;
}

/** Epoch ≤ C: the access happens before what the owner of the clock does next. */
export function knows(clock: VectorClock, epoch: Epoch): boolean {
  return epoch.clock <= entryOf(clock, epoch.slot);
}

/** Whether the epoch comes before what the owner of the clock does next, by no lock's edge. */
export function knowsWithoutLocks({ order }: VectorClock, epoch: Epoch): boolean {
  return epoch.clock <= (order[epoch.slot] ?? 0);
}

/** C1 ⊔ C2: the pointwise maximum. */
export function join(left: VectorClock, right: VectorClock): VectorClock {
  return joinOrder(joinFromLock(left, right), right);
}

/** The same of what a lock released: its order stays behind. */
export function joinFromLock(left: VectorClock, right: VectorClock): VectorClock {
  const clocks = maximum(left.clocks, right.clocks);
  return { clocks, fence: Math.max(left.fence, right.fence), order: left.order };
}

/** C with the order of another. */
export function joinOrder(left: VectorClock, right: VectorClock): VectorClock {
  return { ...left, order: maximum(left.order, right.order) };
}

function maximum(left: readonly number[], right: readonly number[]): readonly number[] {
  const [longer, shorter] = left.length >= right.length ? [left, right] : [right, left];
  if (shorter.length === 0) return longer;
  return longer.map((clock, slot) => Math.max(clock, shorter[slot] ?? 0));
}

/** C[slot := clock]. */
export function withEpoch({ clocks, fence, order }: VectorClock, epoch: Epoch): VectorClock {
  return { clocks: withEntry(clocks, epoch), fence, order: withEntry(order, epoch) };
}

function withEntry(list: readonly number[], epoch: Epoch): readonly number[] {
  const clocks = Array.from(list);
  while (clocks.length < epoch.slot) clocks.push(0);
  clocks[epoch.slot] = epoch.clock;
  return clocks;
}

/** C with a later fence of S. */
export function withFence(clock: VectorClock, fence: number): VectorClock {
  return { ...clock, fence };
}

export function isSame(left: Epoch, right: Epoch): boolean {
  return left.slot === right.slot && left.clock === right.clock;
}

/** For sorting: the order of packed epochs. */
export function compare(left: Epoch, right: Epoch): number {
  return left.slot - right.slot || left.clock - right.clock;
}
