/**
 * Sets of epochs, interned: equal sets have one number, as Eraser interns locksets (TOCS 1997,
 * section 3.1.2). A read-shared granule then costs one word, where FastTrack allocates a vector
 * clock, and the step from one set to the next is a cached look-up: arrays that many threads read
 * go through the same few sets.
 *
 * A set lies at `table[number]`: count, then epochs in ascending order.
 */
import { TAG } from "../src/layout/numbers.ts";
import { give, take } from "./pool.ts";
import { epoch, isOrdered, stamp } from "./threads.ts";

/** Cache of transitions: set or epoch, stamp -> next. Direct-mapped. */
const CACHE_ENTRIES: i32 = 1024;
const cache: usize = memory.data(CACHE_ENTRIES * 12);

let table: usize = 0;
let capacity: u32 = 0;
let count: u32 = 1;
/** Open addressing; 0 is empty. Twice as many places as `capacity`. */
let index: usize = 0;
let scratch: usize = 0;
let scratchCapacity: u32 = 0;

export function setOf(reads: u32): usize {
  return load<usize>(table + ((reads & ~TAG) << 2));
}

/** The reads after one more by the current thread: those not ordered before it, and itself. */
export function withCurrent(reads: u32): u32 {
  const place: usize = cache + ((reads * 0x9e3779b1) >>> 22) * 12;
  if (load<u32>(place) == reads && load<u32>(place, 4) == stamp) {
    return load<u32>(place, 8);
  }
  const next = computeNext(reads);
  store<u32>(place, reads);
  store<u32>(place, stamp, 4);
  store<u32>(place, next, 8);
  return next;
}

/** Whether the current epoch is in the set: then a further read changes nothing. */
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
  for (let i: u32 = 0; i < size; i++) {
    const e = load<u32>(set + 4 + (i << 2));
    if (e == epoch) return reads;
    if (isOrdered(e)) continue;
    if (!placed && e > epoch) {
      store<u32>(scratch + (kept++ << 2), epoch);
      placed = true;
    }
    store<u32>(scratch + (kept++ << 2), e);
  }
  if (!placed) store<u32>(scratch + (kept++ << 2), epoch);
  return kept == 1 ? epoch : intern(kept);
}

/** The smallest epoch of `reads` that does not happen before the current thread, or 0. */
export function firstUnordered(reads: u32): u32 {
  if ((reads & TAG) == 0) return reads == 0 || isOrdered(reads) ? 0 : reads;
  const set = setOf(reads);
  const size = load<u32>(set);
  for (let i: u32 = 0; i < size; i++) {
    const e = load<u32>(set + 4 + (i << 2));
    if (!isOrdered(e)) return e;
  }
  return 0;
}

/** Whether the current epoch is one of `reads`. */
export function containsCurrent(reads: u32): bool {
  return reads == epoch || ((reads & TAG) != 0 && withCurrent(reads) == reads);
}

function intern(size: u32): u32 {
  let hash: u32 = size;
  for (let i: u32 = 0; i < size; i++) {
    hash = (hash ^ load<u32>(scratch + (i << 2))) * 0x01000193;
    hash ^= hash >>> 15;
  }
  if (count == capacity || capacity == 0) grow();
  const mask = (capacity << 1) - 1;
  let place = hash & mask;
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
  memory.copy(set + 4, scratch, size << 2);
  store<usize>(table + (count << 2), set);
  store<u32>(index + (place << 2), count);
  return count++ | TAG;
}

function grow(): void {
  const wider: u32 = capacity == 0 ? 1024 : capacity << 1;
  const newTable = take(wider << 2);
  memory.copy(newTable, table, capacity << 2);
  if (capacity != 0) {
    give(table, capacity << 2);
    give(index, capacity << 3);
  }
  table = newTable;
  index = take(wider << 3);
  capacity = wider;
  const mask = (wider << 1) - 1;
  for (let number: u32 = 1; number < count; number++) {
    const set = load<usize>(table + (number << 2));
    const size = load<u32>(set);
    let hash: u32 = size;
    for (let i: u32 = 0; i < size; i++) {
      hash = (hash ^ load<u32>(set + 4 + (i << 2))) * 0x01000193;
      hash ^= hash >>> 15;
    }
    let place = hash & mask;
    while (load<u32>(index + (place << 2)) != 0) place = (place + 1) & mask;
    store<u32>(index + (place << 2), number);
  }
}

function reserveScratch(size: u32): void {
  if (size <= scratchCapacity) return;
  if (scratchCapacity != 0) give(scratch, scratchCapacity << 2);
  scratchCapacity = max<u32>(64, size << 1);
  scratch = take(scratchCapacity << 2);
}
