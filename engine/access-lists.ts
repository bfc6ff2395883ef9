/**
 * Lists of atomic accesses: 0, an epoch, or bit 31 and the address of a list (capacity, count,
 * epochs). Which accesses are kept, and which of them come first.
 */
import { TAG } from "../src/layout/numbers.ts";
import { knows } from "./clocks.ts";
import { give, take } from "./pool.ts";
import { epoch, isOrdered, markEpoch } from "./threads.ts";

/** `accesses` without those ordered before the current thread, and with its epoch. */
export function addAccess(accesses: u32): u32 {
  if (accesses == 0 || accesses == epoch) return epoch;
  if ((accesses & TAG) == 0) {
    return isOrdered(accesses) ? epoch : withCurrent(accesses);
  }
  const list = <usize>(accesses & ~TAG);
  const size = load<u32>(list, 4);
  let kept: u32 = 0;
  for (let i: u32 = 0; i < size; i++) {
    const e = load<u32>(list + (i << 2), 8);
    // The own last access is ordered before this one, hence dropped like any other.
    if (!isOrdered(e)) store<u32>(list + (kept++ << 2), e, 8);
  }
  if (kept == 0) {
    dropAccesses(accesses);
    return epoch;
  }
  return append(list, kept);
}

function append(list: usize, size: u32): u32 {
  const room = load<u32>(list);
  if (size == room) {
    const wider = newList(room << 1);
    memory.copy(wider + 8, list + 8, size << 2);
    dropAccesses(<u32>list | TAG);
    list = wider;
  }
  store<u32>(list + (size << 2), epoch, 8);
  store<u32>(list, size + 1, 4);
  return <u32>list | TAG;
}

/** `accesses` with the current epoch added and nothing left out. */
export function appendAccess(accesses: u32): u32 {
  if (accesses == 0) return epoch;
  if ((accesses & TAG) != 0) {
    const list = <usize>(accesses & ~TAG);
    return append(list, load<u32>(list, 4));
  }
  return withCurrent(accesses);
}

/** A list of one access and the current one. */
function withCurrent(access: u32): u32 {
  const list = newList(4);
  store<u32>(list, access, 8);
  return append(list, 1);
}

/** Where the access lies that was added last. */
export function lastInList(accesses: u32): usize {
  const list = <usize>(accesses & ~TAG);
  return list + 4 + (load<u32>(list, 4) << 2);
}

/** Whether one of the accesses is in the clock. */
export function someKnown(accesses: u32, clock: usize): bool {
  if (accesses == 0) return false;
  if ((accesses & TAG) == 0) return knows(clock, accesses);
  const list = <usize>(accesses & ~TAG);
  const size = load<u32>(list, 4);
  for (let i: u32 = 0; i < size; i++) {
    if (knows(clock, load<u32>(list + (i << 2), 8))) return true;
  }
  return false;
}

/** The smallest epoch that does not happen before the current thread, or 0. */
export function firstUnorderedAccess(accesses: u32): u32 {
  if (accesses == 0) return 0;
  if ((accesses & TAG) == 0) return isOrdered(accesses) ? 0 : accesses;
  const list = <usize>(accesses & ~TAG);
  const size = load<u32>(list, 4);
  let first: u32 = 0;
  for (let i: u32 = 0; i < size; i++) {
    const e = load<u32>(list + (i << 2), 8);
    if (!isOrdered(e) && (first == 0 || e < first)) first = e;
  }
  return first;
}

/** Tells for each access that it is still recorded. */
export function markList(accesses: u32): void {
  if (accesses == 0) return;
  if ((accesses & TAG) == 0) return markEpoch(accesses);
  const list = <usize>(accesses & ~TAG);
  const size = load<u32>(list, 4);
  for (let i: u32 = 0; i < size; i++) markEpoch(load<u32>(list + (i << 2), 8));
}

export function dropAccesses(accesses: u32): void {
  if ((accesses & TAG) == 0) return;
  const list = <usize>(accesses & ~TAG);
  give(list, 8 + (load<u32>(list) << 2));
}

export function copyAccesses(accesses: u32): u32 {
  if ((accesses & TAG) == 0) return accesses;
  const list = <usize>(accesses & ~TAG);
  const copy = newList(load<u32>(list));
  memory.copy(copy + 4, list + 4, 4 + (load<u32>(list, 4) << 2));
  return <u32>copy | TAG;
}

function newList(capacity: u32): usize {
  const list = take(8 + (capacity << 2));
  store<u32>(list, capacity);
  return list;
}
