/**
 * Sets of locks, interned (Eraser, TOCS 1997, section 3.2): programs use few different ones, so a
 * set is a number, and what becomes of two sets is looked up. Sets never change and are never
 * dropped.
 *
 *   table[number]   count, then lock numbers in ascending order
 *
 * Numbers: LOCKSET_EMPTY (0), LOCKSET_ALL (1: every lock there is), then in order of appearance.
 */
import { LOCKSET_ALL, LOCKSET_EMPTY } from "../src/layout/numbers.ts";
import { copyWords, give, grown, take } from "./pool.ts";
import { hashWords, reserveScratch, scratch } from "./words.ts";

/** Cache of results: left, right -> number. Direct-mapped; no key is 0, 0. */
const CACHE_ENTRIES: i32 = 1024;
let intersections: usize = 0;
let changes: usize = 0;

let table: usize = 0;
let capacity: u32 = 0;
let count: u32 = 2;
/** Open addressing; 0 is free. Twice as many places as `capacity`. */
let index: usize = 0;
/** By lock: the set of it alone, or 0. What most threads hold is one lock or none. */
let singles: usize = 0;
let singleCapacity: u32 = 0;

/** Before any set is made. Not static data: happens-before alone needs none of it. */
export function beginLocksets(): void {
  intersections = take(CACHE_ENTRIES * 12);
  changes = take(CACHE_ENTRIES * 12);
}

function placeOf(cache: usize, left: u32, right: u32): usize {
  const hash = (left * 0x9e3779b1) ^ (right * 0x85ebca6b);
  return cache + (hash >>> 22) * 12;
}

export function locksIn(set: u32): u32 {
  return set < 2 ? 0 : load<u32>(load<usize>(table + (set << 2)));
}

/** The lock's number; `at` counts from 0. */
export function lockIn(set: u32, at: u32): u32 {
  return load<u32>(load<usize>(table + (set << 2)) + (at << 2), 4);
}

export function intersect(left: u32, right: u32): u32 {
  if (left == right || right == LOCKSET_ALL) return left;
  if (left == LOCKSET_ALL) return right;
  if (left == LOCKSET_EMPTY || right == LOCKSET_EMPTY) return LOCKSET_EMPTY;
  const place = placeOf(intersections, left, right);
  if (load<u32>(place) == left && load<u32>(place, 4) == right) return load<u32>(place, 8);
  const result = computeIntersection(left, right);
  store<u32>(place, left);
  store<u32>(place, right, 4);
  store<u32>(place, result, 8);
  return result;
}

function computeIntersection(left: u32, right: u32): u32 {
  const leftCount = locksIn(left);
  const rightCount = locksIn(right);
  reserveScratch(leftCount);
  let kept: u32 = 0;
  let j: u32 = 0;
  for (let i: u32 = 0; i < leftCount; i++) {
    const lock = lockIn(left, i);
    while (j < rightCount && lockIn(right, j) < lock) j++;
    if (j < rightCount && lockIn(right, j) == lock) store<u32>(scratch + (kept++ << 2), lock);
  }
  return intern(kept);
}

/** The set with one more lock; itself if it has it. */
export function withLock(set: u32, lock: u32): u32 {
  if (set != LOCKSET_EMPTY) return changed(set, lock, true);
  if (lock >= singleCapacity) growSingles(lock);
  const place = singles + (lock << 2);
  if (load<u32>(place) == 0) store<u32>(place, changed(set, lock, true));
  return load<u32>(place);
}

function growSingles(lock: u32): void {
  const wider = max<u32>(256, max(lock + 1, singleCapacity << 1));
  singles = grown(singles, singleCapacity << 2, wider << 2);
  singleCapacity = wider;
}

export function withoutLock(set: u32, lock: u32): u32 {
  return changed(set, lock, false);
}

function changed(set: u32, lock: u32, isIn: bool): u32 {
  const change = (lock << 1) | (isIn ? 1 : 0);
  const place = placeOf(changes, set, change);
  if (load<u32>(place) == set && load<u32>(place, 4) == change) return load<u32>(place, 8);
  const size = locksIn(set);
  reserveScratch(size + 1);
  let kept: u32 = 0;
  for (let i: u32 = 0; i < size; i++) {
    const other = lockIn(set, i);
    if (other < lock) store<u32>(scratch + (kept++ << 2), other);
  }
  if (isIn) store<u32>(scratch + (kept++ << 2), lock);
  for (let i: u32 = 0; i < size; i++) {
    const other = lockIn(set, i);
    if (other > lock) store<u32>(scratch + (kept++ << 2), other);
  }
  const result = intern(kept);
  store<u32>(place, set);
  store<u32>(place, change, 4);
  store<u32>(place, result, 8);
  return result;
}

/** The number of the set in `scratch`. */
function intern(size: u32): u32 {
  if (size == 0) return LOCKSET_EMPTY;
  if (count >= capacity) grow();
  const mask = (capacity << 1) - 1;
  let place = hashWords(size, scratch, size) & mask;
  while (true) {
    const number = load<u32>(index + (place << 2));
    if (number == 0) return add(size, place);
    const set = load<usize>(table + (number << 2));
    if (load<u32>(set) == size && memory.compare(set + 4, scratch, size << 2) == 0) return number;
    place = (place + 1) & mask;
  }
}

function add(size: u32, place: u32): u32 {
  const set = take((size + 1) << 2);
  store<u32>(set, size);
  copyWords(set + 4, scratch, size);
  store<usize>(table + (count << 2), set);
  store<u32>(index + (place << 2), count);
  return count++;
}

function grow(): void {
  const wider: u32 = capacity == 0 ? 256 : capacity << 1;
  table = grown(table, capacity << 2, wider << 2);
  if (index != 0) give(index, capacity << 3);
  index = take(wider << 3);
  capacity = wider;
  const mask = (wider << 1) - 1;
  for (let number: u32 = 2; number < count; number++) {
    const set = load<usize>(table + (number << 2));
    const size = load<u32>(set);
    let place = hashWords(size, set + 4, size) & mask;
    while (load<u32>(index + (place << 2)) != 0) place = (place + 1) & mask;
    store<u32>(index + (place << 2), number);
  }
}
