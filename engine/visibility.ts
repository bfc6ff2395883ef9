/**
 * Which stores a load may read: the rules of the model's visibility.ts, in its order. A store or a
 * read of it that precedes the load excludes all older stores; what is visible is the newer end of
 * the history.
 */
import { someKnown } from "./access-lists.ts";
import { fenceOf, knows } from "./clocks.ts";
import { Location, Store, storeAt } from "./locations.ts";
import { era, NEVER, snapshot } from "./seq-cst.ts";
import { current } from "./threads.ts";

/** Number of no rule; the rules are numbered from 1 in the order of the model's table. */
export const NO_RULE: i32 = 0;

/** How many stores, from the newest back, the current thread's next load may read. */
export function visibleCount(location: Location, isSeqCst: bool): u32 {
  let index: u32 = 0;
  while (index + 1 < location.count) {
    if (excludingRule(storeAt(location, index), isSeqCst) != NO_RULE) break;
    index++;
  }
  return index + 1;
}

/** The first rule by which `later` excludes all stores older than it. */
export function excludingRule(later: Store, isSeqCst: bool): i32 {
  const clock = current.clock;
  if (isStoreIn(later, clock)) return 1;
  if (someKnown(later.readers, clock)) return 2;
  if (isSeqCst) {
    if (later.era != NEVER) return 3;
    if (later.readEra != NEVER) return 4;
    const beforeAnyFence = snapshot(era);
    if (isStoreIn(later, beforeAnyFence)) return 5;
    if (someKnown(later.readers, beforeAnyFence)) return 6;
  }
  const fence = fenceOf(clock);
  if (fence == 0) return NO_RULE;
  if (later.era < fence) return 7;
  if (later.readEra < fence) return 8;
  const beforeKnownFence = snapshot(fence);
  if (isStoreIn(later, beforeKnownFence)) return 9;
  return someKnown(later.readers, beforeKnownFence) ? 10 : NO_RULE;
}

/** Whether a read by the current thread excludes more than what is kept already. */
export function saysSomethingNew(read: Store): bool {
  return !isStoreIn(read, current.clock) && !someKnown(read.readers, current.clock);
}

export function isStoreIn(later: Store, clock: usize): bool {
  return later.epoch != 0 && knows(clock, later.epoch);
}
