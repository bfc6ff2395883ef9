/**
 * The reads of a granule or byte that later writes must follow, in one word:
 *
 *   0                 none
 *   an epoch          one
 *   TAG | number      a set of epochs, interned: equal sets have one number, as Eraser interns
 *                     locksets (TOCS 1997, section 3.1.2). Arrays that many threads read go through
 *                     the same few sets, so a read-shared granule costs this word only, where
 *                     FastTrack allocates a vector clock.
 *   TAG | OWN | block a list of this granule's own, changed in place: for variables that threads
 *                     read again and again with new epochs, which would intern a set each time
 *
 * An interned set lies at `table[number]`: count, then epochs in ascending order. A list of its own
 * is
 *
 *   0   capacity   4   count   8   `view` (threads.ts) when it was last brought up to date; or 0
 *   12  which of the epochs is then the running thread's   16…   epochs in any order
 *
 * While the view is the same, another read by the thread changes its own epoch and nothing else.
 * More than FEW_READS epochs lie by slot, 0 where a slot has none, and the count is BY_SLOT: then
 * another read never changes anything else.
 */
import { CLOCK_BITS, FEW_READS, TAG } from "../src/layout/numbers.ts";
import { copyWords, give, grown, take } from "./pool.ts";
import {
  epoch,
  isOrdered,
  markEpoch,
  setSharedHit,
  sharedHit,
  stamp,
  turnView,
  view,
} from "./threads.ts";
import { hashWords, reserveScratch, scratch, sortWords } from "./words.ts";

export const OWN: u32 = 0x40000000;
const LIST_HEADER_BYTES: u32 = 16;
const LIST_VIEW: usize = 8;
const LIST_OWN: usize = 12;
const BY_SLOT: u32 = 0xffffffff;

/** Cache of transitions: set or epoch, stamp -> next. Direct-mapped. */
const CACHE_ENTRIES: i32 = 1024;
const cache: usize = memory.data(CACHE_ENTRIES * 12);

let table: usize = 0;
let capacity: u32 = 0;
let count: u32 = 1;
/** Open addressing; 0 is empty. Twice as many places as `capacity`. */
let index: usize = 0;

function setOf(reads: u32): usize {
  return load<usize>(table + ((reads & ~TAG) << 2));
}

/**
 * The reads after one more by the current thread: those not ordered before it, and itself; of more
 * than FEW_READS all but its own last one. A list of the granule's own is changed in place: the
 * caller must store the result over `reads`.
 */
export function withCurrent(reads: u32): u32 {
  if (isOwn(reads)) return listWithCurrent(reads, false);
  const place: usize = cache + ((reads * 0x9e3779b1) >>> 22) * 12;
  if (load<u32>(place) == reads && load<u32>(place, 4) == stamp) return load<u32>(place, 8);
  const next = computeNext(reads);
  // A list belongs to one granule: the next with the same reads gets another.
  if (isOwn(next)) return next;
  store<u32>(place, reads);
  store<u32>(place, stamp, 4);
  store<u32>(place, next, 8);
  return next;
}

function isOwn(reads: u32): bool {
  return (reads & (TAG | OWN)) == (TAG | OWN);
}

function computeNext(reads: u32): u32 {
  if ((reads & TAG) == 0) {
    if (reads == 0 || isOrdered(reads)) return epoch;
    reserveScratch(2);
    store<u32>(scratch, min(reads, epoch));
    store<u32>(scratch, max(reads, epoch), 4);
    return intern(2);
  }
  const set = setOf(reads);
  const size = load<u32>(set);
  reserveScratch(size + 1);
  let kept: u32 = 0;
  let placed = false;
  let readBefore = false;
  for (let i: u32 = 0; i < size; i++) {
    const e = load<u32>(set + 4 + (i << 2));
    if (e == epoch) return reads;
    const isOwnLast = slotOf(e) == slotOf(epoch);
    if (isOwnLast || (size <= FEW_READS && isOrdered(e))) {
      readBefore = readBefore || isOwnLast;
      continue;
    }
    if (!placed && e > epoch) {
      store<u32>(scratch + (kept++ << 2), epoch);
      placed = true;
    }
    store<u32>(scratch + (kept++ << 2), e);
  }
  if (!placed) store<u32>(scratch + (kept++ << 2), epoch);
  if (kept == 1) return epoch;
  return readBefore ? listFromScratch(kept) : intern(kept);
}

function slotOf(e: u32): u32 {
  return e >> CLOCK_BITS;
}

function listFromScratch(size: u32): u32 {
  if (size > FEW_READS) return layBySlot(size);
  const list = newList(size + 2);
  store<u32>(list, size, 4);
  copyWords(list + LIST_HEADER_BYTES, scratch, size);
  return <u32>list | TAG | OWN;
}

/** A list by slot, of the epochs in `scratch`. */
function layBySlot(size: u32): u32 {
  let last: u32 = 0;
  for (let i: u32 = 0; i < size; i++) last = max(last, slotOf(load<u32>(scratch + (i << 2))));
  const list = newList(last + 1);
  store<u32>(list, BY_SLOT, 4);
  for (let i: u32 = 0; i < size; i++) {
    const e = load<u32>(scratch + (i << 2));
    store<u32>(placeOf(list, slotOf(e)), e);
  }
  return <u32>list | TAG | OWN;
}

function newList(room: u32): usize {
  const list = take(LIST_HEADER_BYTES + (room << 2));
  store<u32>(list, room);
  return list;
}

function placeOf(list: usize, slot: u32): usize {
  return list + LIST_HEADER_BYTES + (slot << 2);
}

/** How many words of a list may hold epochs. */
function sizeOf(list: usize): u32 {
  const count = load<u32>(list, 4);
  return count == BY_SLOT ? load<u32>(list) : count;
}

/** A list by slot with the current thread's read. */
function renewBySlot(list: usize): u32 {
  const slot = slotOf(epoch);
  const room = load<u32>(list);
  if (slot >= room) {
    const wider = newList(max(slot + 1, room << 1));
    copyWords(wider + 4, list + 4, room + (LIST_HEADER_BYTES >> 2) - 1);
    give(list, LIST_HEADER_BYTES + (room << 2));
    list = wider;
  }
  store<u32>(placeOf(list, slot), epoch);
  return <u32>list | TAG | OWN;
}

/**
 * `withCurrent` if `reads` is a list of the granule's own, else 0.
 *
 * @param stays it will be read again and again, and stays a list
 */
export function listed(reads: u32, stays: bool): u32 {
  return isOwn(reads) ? listWithCurrent(reads, stays) : 0;
}

/**
 * `withCurrent` of an epoch that is not ordered before the thread, as a list at once: threads use
 * an object in turns, and each turn would intern a set.
 */
export function listOfTwo(reads: u32): u32 {
  const list = newList(4);
  store<u32>(list, reads, LIST_HEADER_BYTES);
  append(list, 1);
  return <u32>list | TAG | OWN;
}

/** The current thread's read behind the `kept` first of a list. */
function append(list: usize, kept: u32): void {
  store<u32>(list + (kept << 2), epoch, LIST_HEADER_BYTES);
  store<u32>(list, kept + 1, 4);
  store<u32>(list, view, LIST_VIEW);
  store<u32>(list, kept, LIST_OWN);
}

/** One more read by the current thread, if the list is up to date. */
function renewCurrent(reads: u32): bool {
  const list = <usize>(reads & ~(TAG | OWN));
  if (load<u32>(list, LIST_VIEW) != view) return false;
  store<u32>(list + (load<u32>(list, LIST_OWN) << 2), epoch, LIST_HEADER_BYTES);
  return true;
}

function listWithCurrent(reads: u32, stays: bool): u32 {
  if (renewCurrent(reads)) return reads;
  const list = <usize>(reads & ~(TAG | OWN));
  const size = load<u32>(list, 4);
  if (size == BY_SLOT) return renewBySlot(list);
  let kept: u32 = 0;
  for (let i: u32 = 0; i < size; i++) {
    const e = load<u32>(list + (i << 2), LIST_HEADER_BYTES);
    if (e == epoch) return reads;
    if (!isOrdered(e)) store<u32>(list + (kept++ << 2), e, LIST_HEADER_BYTES);
  }
  if (kept == 0 && !stays && isAloneWith(list, size)) {
    dropReads(reads);
    return epoch;
  }
  if (kept < min(load<u32>(list), FEW_READS)) {
    append(list, kept);
    return reads;
  }
  reserveScratch(kept + 1);
  copyWords(scratch, list + LIST_HEADER_BYTES, kept);
  store<u32>(scratch + (kept << 2), epoch);
  dropReads(reads);
  return listFromScratch(kept + 1);
}

/**
 * Whether the list has but a read of the thread's own, from an earlier turn. What threads read in
 * turns, each after what the others did, keeps its list: else each turn would intern a set.
 */
function isAloneWith(list: usize, size: u32): bool {
  if (size != 1 || load<u32>(list, LIST_VIEW) >= turnView) return false;
  return slotOf(load<u32>(list, LIST_HEADER_BYTES)) == slotOf(epoch);
}

/** The reads are no longer needed: a list of the granule's own is given back. */
export function dropReads(reads: u32): void {
  if (!isOwn(reads)) return;
  const list = <usize>(reads & ~(TAG | OWN));
  give(list, LIST_HEADER_BYTES + (load<u32>(list) << 2));
}

/** The same reads in a form that several bytes may share. */
export function shareReads(reads: u32): u32 {
  if (!isOwn(reads)) return reads;
  const list = <usize>(reads & ~(TAG | OWN));
  const words = sizeOf(list);
  let size: u32 = 0;
  reserveScratch(words);
  for (let i: u32 = 0; i < words; i++) {
    const e = load<u32>(placeOf(list, i));
    if (e != 0) store<u32>(scratch + (size++ << 2), e);
  }
  sortWords(scratch, size);
  dropReads(reads);
  return size == 1 ? load<u32>(scratch) : intern(size);
}

/** Tells for each epoch of `reads` that it is still recorded. */
export function markReads(reads: u32): void {
  if (reads == 0) return;
  if ((reads & TAG) == 0) return markEpoch(reads);
  const own = isOwn(reads);
  const block = own ? <usize>(reads & ~(TAG | OWN)) : setOf(reads);
  const size = own ? sizeOf(block) : load<u32>(block);
  const epochs: usize = own ? block + LIST_HEADER_BYTES : block + 4;
  for (let i: u32 = 0; i < size; i++) {
    const e = load<u32>(epochs + (i << 2));
    if (e != 0) markEpoch(e);
  }
}

/** The smallest epoch of `reads` that does not happen before the current thread, or 0. */
export function firstUnordered(reads: u32): u32 {
  if ((reads & TAG) == 0) return reads == 0 || isOrdered(reads) ? 0 : reads;
  const own = isOwn(reads);
  const block = own ? <usize>(reads & ~(TAG | OWN)) : setOf(reads);
  const size = own ? sizeOf(block) : load<u32>(block);
  const epochs: usize = own ? block + LIST_HEADER_BYTES : block + 4;
  let first: u32 = 0;
  for (let i: u32 = 0; i < size; i++) {
    const e = load<u32>(epochs + (i << 2));
    if (!isOrdered(e) && (first == 0 || e < first)) first = e;
  }
  return first;
}

/** Whether the current epoch is one of `reads`. */
export function containsCurrent(reads: u32): bool {
  if (reads == epoch) return true;
  if ((reads & TAG) == 0) return false;
  if (isOwn(reads)) return listContainsCurrent(reads);
  if (reads == sharedHit) return true;
  if (withCurrent(reads) != reads) return false;
  setSharedHit(reads);
  return true;
}

function listContainsCurrent(reads: u32): bool {
  const list = <usize>(reads & ~(TAG | OWN));
  if (load<u32>(list, LIST_VIEW) == view) {
    return load<u32>(list + (load<u32>(list, LIST_OWN) << 2), LIST_HEADER_BYTES) == epoch;
  }
  const size = load<u32>(list, 4);
  if (size == BY_SLOT) {
    return slotOf(epoch) < load<u32>(list) && load<u32>(placeOf(list, slotOf(epoch))) == epoch;
  }
  for (let i: u32 = 0; i < size; i++) {
    if (load<u32>(list + (i << 2), LIST_HEADER_BYTES) == epoch) return true;
  }
  return false;
}

function intern(size: u32): u32 {
  if (count == capacity || capacity == 0) grow();
  const mask = (capacity << 1) - 1;
  let place = hashWords(size, scratch, size) & mask;
  while (true) {
    const number = load<u32>(index + (place << 2));
    if (number == 0) return add(size, place);
    if (equals(load<usize>(table + (number << 2)), size)) return number | TAG;
    place = (place + 1) & mask;
  }
}

function equals(set: usize, size: u32): bool {
  return load<u32>(set) == size && memory.compare(set + 4, scratch, size << 2) == 0;
}

function add(size: u32, place: u32): u32 {
  const set = take((size + 1) << 2);
  store<u32>(set, size);
  copyWords(set + 4, scratch, size);
  store<usize>(table + (count << 2), set);
  store<u32>(index + (place << 2), count);
  return count++ | TAG;
}

function grow(): void {
  const wider: u32 = capacity == 0 ? 1024 : capacity << 1;
  table = grown(table, capacity << 2, wider << 2);
  if (index != 0) give(index, capacity << 3);
  index = take(wider << 3);
  capacity = wider;
  const mask = (wider << 1) - 1;
  for (let number: u32 = 1; number < count; number++) {
    const set = load<usize>(table + (number << 2));
    const size = load<u32>(set);
    let place = hashWords(size, set + 4, size) & mask;
    while (load<u32>(index + (place << 2)) != 0) place = (place + 1) & mask;
    store<u32>(index + (place << 2), number);
  }
}
