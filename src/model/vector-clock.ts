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
 * Vectors are values: a function returns a new one or one of its arguments. The paper's `S := C`
 * is then an assignment. The engine packs an epoch into a word (layout/numbers.ts) and compares
 * words; here an epoch is a pair, and "numerically smaller" is: by slot, then by clock.
 */
import type { Epoch } from "../detector/detector.ts";

/** Clocks by slot; 0 and beyond the end: nothing of that slot is known. No zeros at the end. */
export type VectorClock = readonly number[];

/** ⊥, the clock that knows nothing. */
export const EMPTY: VectorClock = [];

export function entryOf(clock: VectorClock, slot: number): number {
  return clock[slot] ?? 0;
}

/** Epoch ≤ C: the access happens before what the owner of the clock does next. */
export function knows(clock: VectorClock, epoch: Epoch): boolean {
  return epoch.clock <= entryOf(clock, epoch.slot);
}

/** C1 ⊔ C2: the pointwise maximum. */
export function join(left: VectorClock, right: VectorClock): VectorClock {
  const [longer, shorter] = left.length >= right.length ? [left, right] : [right, left];
  if (shorter.length === 0) return longer;
  return longer.map((clock, slot) => Math.max(clock, entryOf(shorter, slot)));
}

/** C[slot := clock]. */
export function withEpoch(clock: VectorClock, epoch: Epoch): VectorClock {
  const changed = Array.from(clock);
  while (changed.length < epoch.slot) changed.push(0);
  changed[epoch.slot] = epoch.clock;
  return changed;
}

export function isSame(left: Epoch, right: Epoch): boolean {
  return left.slot === right.slot && left.clock === right.clock;
}

/** For sorting: the order of packed epochs. */
export function compare(left: Epoch, right: Epoch): number {
  return left.slot - right.slot || left.clock - right.clock;
}
