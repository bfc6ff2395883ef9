/**
 * Lists of atomic accesses: 0, an epoch, or bit 31 and the address of a list:
 *
 *   0   capacity   4   count, or BY_SLOT   8…   epochs
 *
 * A list has the last access of each thread that it has met. Of few threads they lie in the order
 * in which these came; of many by slot, 0 where a slot has none.
 */
import { CLOCK_BITS, TAG } from "../src/layout/numbers.ts";
import { knows } from "./clocks.ts";
import { copyWords, give, take } from "./pool.ts";
import { epoch, isOrdered, markEpoch } from "./threads.ts";

const HEADER_BYTES: u32 = 8;
const COUNT: usize = 4;
const FIRST_CAPACITY: u32 = 4;
/** A list of more threads lies by slot. */
const FEW_THREADS: u32 = 16;
const BY_SLOT: u32 = 0xffffffff;

/** Where in its list `addAccess` has put the current thread's access, if it returned a list. */
export let ownPlace: usize = 0;

/**
 * `accesses` with the current thread's in place of its last one. One alone gives way to one that
 * it happens before; a list keeps what it has, so that another access of a thread changes nothing
 * but the thread's own epoch (the model's bytes.ts says why all of this is enough).
 */
export function addAccess(accesses: u32): u32 {
  if ((accesses & TAG) == 0) {
    return accesses == 0 || isOrdered(accesses) ? epoch : withCurrent(accesses);
  }
  const place = ownPlaceIn(accesses);
  if (place == 0) return addNew(listOf(accesses));
  store<u32>(place, epoch);
  ownPlace = place;
  return accesses;
}

/** `accesses` with the current epoch added, of a thread that they lack. They never lie by slot. */
export function appendAccess(accesses: u32): u32 {
  if (accesses == 0) return epoch;
  return (accesses & TAG) == 0 ? withCurrent(accesses) : append(listOf(accesses));
}

function listOf(accesses: u32): usize {
  return <usize>(accesses & ~TAG);
}

/** Where the current thread's access lies in a list; 0 if there is none. */
export function ownPlaceIn(accesses: u32): usize {
  if ((accesses & TAG) == 0) return 0;
  const list = listOf(accesses);
  if (load<u32>(list, COUNT) == BY_SLOT) return ownPlaceBySlot(list);
  const end = endOf(list);
  for (let place = list + HEADER_BYTES; place < end; place += 4) {
    if ((load<u32>(place) ^ epoch) >> CLOCK_BITS == 0) return place;
  }
  return 0;
}

function ownPlaceBySlot(list: usize): usize {
  const slot = epoch >> CLOCK_BITS;
  const place = list + HEADER_BYTES + (slot << 2);
  return slot < load<u32>(list) && load<u32>(place) != 0 ? place : 0;
}

/** Behind the last epoch. */
function endOf(list: usize): usize {
  const count = load<u32>(list, COUNT);
  return list + HEADER_BYTES + ((count == BY_SLOT ? load<u32>(list) : count) << 2);
}

function append(list: usize): u32 {
  const size = load<u32>(list, COUNT);
  if (size == load<u32>(list)) list = widened(list, size << 1);
  ownPlace = list + HEADER_BYTES + (size << 2);
  store<u32>(ownPlace, epoch);
  store<u32>(list, size + 1, COUNT);
  return <u32>list | TAG;
}

/** A list of one access and the current one. */
function withCurrent(access: u32): u32 {
  const list = newList(FIRST_CAPACITY);
  store<u32>(list, access, HEADER_BYTES);
  store<u32>(list, 1, COUNT);
  return append(list);
}

function addNew(list: usize): u32 {
  const count = load<u32>(list, COUNT);
  if (count < FEW_THREADS) return append(list);
  return addBySlot(count == BY_SLOT ? list : layBySlot(list));
}

function layBySlot(list: usize): usize {
  const end = endOf(list);
  let last: u32 = 0;
  for (let from = list + HEADER_BYTES; from < end; from += 4) last = max(last, slotAt(from));
  const wider = newList(last + 1);
  store<u32>(wider, BY_SLOT, COUNT);
  for (let from = list + HEADER_BYTES; from < end; from += 4) {
    store<u32>(wider + HEADER_BYTES + (slotAt(from) << 2), load<u32>(from));
  }
  giveList(list);
  return wider;
}

function slotAt(place: usize): u32 {
  return load<u32>(place) >> CLOCK_BITS;
}

function addBySlot(list: usize): u32 {
  const slot = epoch >> CLOCK_BITS;
  const capacity = load<u32>(list);
  if (slot >= capacity) list = widened(list, max(slot + 1, capacity << 1));
  ownPlace = list + HEADER_BYTES + (slot << 2);
  store<u32>(ownPlace, epoch);
  return <u32>list | TAG;
}

/** Whether one of the accesses is in the clock. */
export function someKnown(accesses: u32, clock: usize): bool {
  if (accesses == 0) return false;
  if ((accesses & TAG) == 0) return knows(clock, accesses);
  const end = endOf(listOf(accesses));
  for (let place = listOf(accesses) + HEADER_BYTES; place < end; place += 4) {
    if (knows(clock, load<u32>(place))) return true;
  }
  return false;
}

/** The smallest epoch that does not happen before the current thread, or 0. */
export function firstUnorderedAccess(accesses: u32): u32 {
  if ((accesses & TAG) == 0) return accesses == 0 || isOrdered(accesses) ? 0 : accesses;
  const end = endOf(listOf(accesses));
  let first: u32 = 0;
  for (let place = listOf(accesses) + HEADER_BYTES; place < end; place += 4) {
    const e = load<u32>(place);
    if (!isOrdered(e) && (first == 0 || e < first)) first = e;
  }
  return first;
}

/** Tells for each access that it is still recorded. */
export function markList(accesses: u32): void {
  if ((accesses & TAG) == 0) {
    if (accesses != 0) markEpoch(accesses);
    return;
  }
  const end = endOf(listOf(accesses));
  for (let place = listOf(accesses) + HEADER_BYTES; place < end; place += 4) {
    if (load<u32>(place) != 0) markEpoch(load<u32>(place));
  }
}

export function dropAccesses(accesses: u32): void {
  if ((accesses & TAG) != 0) giveList(listOf(accesses));
}

export function copyAccesses(accesses: u32): u32 {
  if ((accesses & TAG) == 0) return accesses;
  const list = listOf(accesses);
  const copy = newList(load<u32>(list));
  copyWords(copy + COUNT, list + COUNT, load<u32>(list) + 1);
  return <u32>copy | TAG;
}

function newList(capacity: u32): usize {
  const list = take(HEADER_BYTES + (capacity << 2));
  store<u32>(list, capacity);
  return list;
}

function giveList(list: usize): void {
  give(list, HEADER_BYTES + (load<u32>(list) << 2));
}

function widened(list: usize, capacity: u32): usize {
  const wider = newList(capacity);
  copyWords(wider + COUNT, list + COUNT, load<u32>(list) + 1);
  giveList(list);
  return wider;
}
