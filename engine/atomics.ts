/**
 * Atomic operations, fences and synchronization objects: who releases what to whom, and which store
 * a load reads. tsan11 (Lidbury & Donaldson, POPL 2017) with C++20's release sequences (P0982) and
 * its order of seq_cst operations (P0668). The model's atomics.ts has the theory and the names.
 */
import {
  ACCESS_ATOMIC_READ,
  ACCESS_ATOMIC_WRITE,
  ACCESS_READ,
  ACCESS_WRITE,
  ACQ_REL,
  CELL_FREED,
  CLOCK_BITS,
  RELAXED,
  RELEASE,
  SEQ_CST,
  STRENGTH_ACQUIRE,
  STRENGTH_RELAXED,
  STRENGTH_SEQ_CST,
  TAG,
} from "../src/layout/numbers.ts";
import { addAccess, appendAccess } from "./access-lists.ts";
import { Accesses, accessesAt, accessesOfByte, createAccesses, splitAccesses } from "./accesses.ts";
import { change } from "./budget.ts";
import { choose, decidesElse, drawsStale } from "./choices.ts";
import { assignClock, dropClock, joinInto } from "./clocks.ts";
import { hasExcuses } from "./excuses.ts";
import { ignoresSync } from "./ignoring.ts";
import {
  append,
  appendAgain,
  beginAnew,
  find,
  Location,
  locate,
  locationOfByte,
  newestOf,
  partOf,
  Store,
  storeAt,
} from "./locations.ts";
import { mixedSizesRace } from "./mode.ts";
import { present } from "./pages.ts";
import {
  findAgain,
  noteRead,
  noteWrite,
  quickFind,
  location as quickLocation,
  settleRead,
  settleStored,
  settleStores,
} from "./quick.ts";
import {
  areAlike,
  cellOf,
  collapse,
  ensureRecord,
  hasRecord,
  READS,
  recordAt,
  SYNC,
} from "./records.ts";
import { era, fenceSeqCst, NEVER } from "./seq-cst.ts";
import { firstUnordered } from "./sets.ts";
import { beginEvent, conflict, meetsNoMemory, took, useAfterFree } from "./shadow.ts";
import { addToSizes, readOfOther, sizesOf, writeOfOther } from "./sizes.ts";
import { readsStale, storedNewest } from "./stale.ts";
import { isSettled } from "./stores.ts";
import {
  acquire,
  acquireFromLock,
  acquireGathered,
  current,
  epoch,
  gather,
  isOrdered,
  keepsOrder,
  tickCurrent,
} from "./threads.ts";
import { saysSomethingNew, visibleCount } from "./visibility.ts";
import { watching } from "./watch.ts";

/** A load's choice is the engine's. */
export const ANY_STORE: i32 = -1;
/** A compare-exchange goes on: it succeeds if the newest value is the expected one. */
export const NO_FAILURE: i32 = -1;

function acquires(order: i32): bool {
  // Consume is treated as acquire, as every compiler does (C++20 [atomics.order] note).
  return order != RELAXED && order != RELEASE;
}

function releases(order: i32): bool {
  return order == RELEASE || order == ACQ_REL || order == SEQ_CST;
}

/** A thread whose synchronization is ignored orders nothing by it. */
function orderOf(asked: i32): i32 {
  return ignoresSync ? RELAXED : asked;
}

function strengthOf(order: i32): i32 {
  if (order == SEQ_CST) return STRENGTH_SEQ_CST;
  return acquires(order) ? STRENGTH_ACQUIRE : STRENGTH_RELAXED;
}

// Operations on an address.

/** Returns the value of the store that it reads: `index`, counted back from the newest. */
export function atomicLoad(address: u32, bytes: u32, asked: i32, newest: i64, index: i32): i64 {
  const order = orderOf(asked);
  const isQuick = quickFind(address, bytes);
  if (!isQuick && isNoObject(address, bytes, ACCESS_ATOMIC_READ)) return newest;
  const location = isQuick ? quickLocation : locate(address, bytes);
  if (!location) {
    loadMixed(address, bytes, order);
    return newest;
  }
  learn(location, newest);
  // What may be read is decided before the load acquires anything.
  const chosen = index == ANY_STORE ? choiceOf(location, order) : <u32>index;
  if (chosen != 0) readsStale(address, bytes, order, chosen);
  const read = storeAt(location, chosen);
  readStore(read, order, isQuick ? read.released : releasedTo(read, partOf(0, bytes)));
  if (isQuick && noteRead()) {
    if (chosen == 0) settleRead(strengthOf(order));
  } else {
    recordAtomic(address, bytes, ACCESS_ATOMIC_READ);
  }
  return chosen == 0 ? newest : read.value;
}

/** Values wider than a word are not kept: of those the newest is read. */
const WIDEST_VALUE_BYTES: u32 = 8;

function choiceOf(location: Location, order: i32): u32 {
  if (location.count == 1 || location.bytes > WIDEST_VALUE_BYTES) return 0;
  const last = newestOf(location);
  // The thread knows the newest store, which excludes all others.
  if (last.epoch != 0 && isOrdered(last.epoch)) return 0;
  const isStale = drawsStale();
  if (!isStale && !decidesElse) return 0;
  return choose(visibleCount(location, order == SEQ_CST), isStale);
}

function loadMixed(address: u32, bytes: u32, order: i32): void {
  for (let i: u32 = 0; i < bytes; i++) {
    const read = newestOfByte(address + i);
    readStore(read, order, releasedTo(read, partOf(i, bytes)));
  }
  recordAtomic(address, bytes, ACCESS_ATOMIC_READ);
}

/**
 * Which store a compare-exchange reads if it fails, or NO_FAILURE. It is a load then (C++20
 * [atomics.types.operations]/21), and may read any visible store but of the expected value; if it
 * is weak and fails spuriously (/24), any visible store.
 */
export function failureChoice(
  address: u32,
  bytes: u32,
  order: i32,
  expected: i64,
  newest: i64,
  spurious: bool,
): i32 {
  const atNewest = newest == expected && !spurious ? NO_FAILURE : 0;
  if (isSettled(address, bytes, STRENGTH_RELAXED)) return atNewest;
  const location = find(address, bytes);
  if (!location) return atNewest;
  const chosen = choiceOf(location, order);
  if (chosen == 0) return atNewest;
  if (storeAt(location, chosen).value == expected && !spurious) return atNewest;
  return <i32>chosen;
}

export function atomicStore(address: u32, bytes: u32, asked: i32, old: i64, value: i64): void {
  const order = orderOf(asked);
  const again = findAgain(address, bytes, STRENGTH_RELAXED);
  if (again || (quickFind(address, bytes) && isNewestKnown() && noteWrite())) {
    const next = again ? nextAgain(order, value) : nextOf(quickLocation, order, value);
    release(next, order);
    if (releases(order)) tickCurrent();
    if (again) return;
    // S of the store is part of the thread's own past.
    if (keepsOrder) return;
    settleStored(STRENGTH_ACQUIRE);
    settleRepeated(STRENGTH_ACQUIRE);
    return;
  }
  if (isNoObject(address, bytes, ACCESS_ATOMIC_WRITE)) return;
  recordAtomic(address, bytes, ACCESS_ATOMIC_WRITE);
  const location = locate(address, bytes);
  if (location) {
    learn(location, old);
    storeNext(location, order, value);
    storedNewest(address, bytes, order, false);
  } else {
    for (let i: u32 = 0; i < bytes; i++) {
      const byte = locationOfByte(address + i) as Location;
      storeNext(byte, order, value);
      beginAnewAs(byte, partOf(i, bytes));
    }
  }
  if (releases(order)) tickCurrent();
}

/** C++20 [atomics.order]/10: a read-modify-write reads the newest. */
export function atomicRmw(address: u32, bytes: u32, asked: i32, old: i64, value: i64): void {
  const order = orderOf(asked);
  const strength = min(strengthOf(order), STRENGTH_ACQUIRE);
  const again = findAgain(address, bytes, strength);
  if (again || (quickFind(address, bytes) && isNewestKnown())) {
    let isNoted: bool = true;
    if (!again) {
      const read = newestOf(quickLocation);
      if (!isPartOfClock(read)) acquireReleased(read.released, order);
      // What is read may order the plain accesses before.
      isNoted = noteWrite();
      if (!isNoted) recordAtomic(address, bytes, ACCESS_ATOMIC_WRITE);
    }
    const next = again ? nextAgain(order, value) : nextOf(quickLocation, order, value);
    update(next, order, storeAt(quickLocation, 1).released);
    if (releases(order)) tickCurrent();
    if (again) return;
    // S of the store is what it has joined, or gathered, and the thread's own past.
    if (!isNoted || keepsOrder) return;
    settleStored(strength);
    settleRepeated(strength);
    return;
  }
  if (isNoObject(address, bytes, ACCESS_ATOMIC_WRITE)) return;
  const location = locate(address, bytes);
  if (location) {
    learn(location, old);
    acquireReleased(releasedTo(newestOf(location), partOf(0, bytes)), order);
  } else {
    for (let i: u32 = 0; i < bytes; i++) {
      acquireReleased(releasedTo(newestOfByte(address + i), partOf(i, bytes)), order);
    }
  }
  recordAtomic(address, bytes, ACCESS_ATOMIC_WRITE);
  if (location) {
    updateNext(location, order, value, releasedTo(newestOf(location), partOf(0, bytes)));
    storedNewest(address, bytes, order, true);
  } else {
    for (let i: u32 = 0; i < bytes; i++) {
      const byte = locationOfByte(address + i) as Location;
      const part = partOf(i, bytes);
      updateNext(byte, order, value, releasedTo(newestOf(byte), part));
      beginAnewAs(byte, part);
    }
  }
  if (releases(order)) tickCurrent();
}

/** C++20 [atomics.fences]. A seq_cst fence acquires and releases, and enters S in between. */
export function fence(order: i32): void {
  // Who only waits for a value has no use for fences in between.
  change();
  if (ignoresSync) return;
  if (acquires(order)) acquireGathered();
  if (order == SEQ_CST) fenceSeqCst();
  if (!releases(order)) return;
  current.releaseFence = assignClock(current.releaseFence, current.clock);
  tickCurrent();
}

/** To be called when the thread has stored to what `quickFind` found. */
function settleRepeated(strength: i32): void {
  if ((storeAt(quickLocation, 1).epoch ^ epoch) >> CLOCK_BITS == 0) settleStores(strength);
}

// Rules for one store.

function isNewestKnown(): bool {
  return newestOf(quickLocation).known;
}

/** What a plain store before the event released is part of C already; of its order it need not. */
function isPartOfClock(read: Store): bool {
  return !keepsOrder && read.isPlain && isOrdered(read.epoch);
}

function newestOfByte(address: u32): Store {
  return newestOf(locationOfByte(address) as Location);
}

/** Whether events tell what memory holds: those of a program do, those of a test may not. */
let valuesTold: bool = true;

export function tellValues(told: bool): void {
  valuesTold = told;
}

/** The event tells what memory holds: the value of a newest store that the engine didn't see. */
function learn(location: Location, value: i64): void {
  const newest = newestOf(location);
  if (newest.known || !valuesTold) return;
  newest.value = value;
  newest.known = true;
}

/**
 * S of a store, as an operation takes it of which the location is this part: nothing if the store
 * is of another range, where mixed sizes race. What `quickFind` finds has had one range only, for
 * else its accesses would be kept by range (sizes.ts).
 */
function releasedTo(read: Store, part: u16): usize {
  return mixedSizesRace && read.part != part ? 0 : read.released;
}

/** An acquire joins S of the store read; a relaxed load keeps it for a later acquire fence. */
function acquireReleased(released: usize, order: i32): void {
  if (released == 0) return;
  if (acquires(order)) acquire(released);
  else gather(released);
}

function readStore(read: Store, order: i32, released: usize): void {
  if (!isPartOfClock(read)) acquireReleased(released, order);
  if (order == SEQ_CST) read.readEra = min(read.readEra, era);
  // After the acquire: a load that synchronizes with its store says nothing new.
  if (saysSomethingNew(read)) read.readers = appendAccess(read.readers);
}

function storeNext(location: Location, order: i32, value: i64): void {
  release(nextOf(location, order, value), order);
}

/** @param read S of the newest store, as far as the operation takes it */
function updateNext(location: Location, order: i32, value: i64, read: usize): void {
  update(nextOf(location, order, value), order, read);
}

function nextOf(location: Location, order: i32, value: i64): Store {
  return append(location, value, epoch, order == SEQ_CST ? era : NEVER);
}

/** To what `findAgain` found. */
function nextAgain(order: i32, value: i64): Store {
  return appendAgain(quickLocation, value, epoch, order == SEQ_CST ? era : NEVER);
}

/** A store heads a new release sequence: with C if it releases, else with the last fence's. */
function release(next: Store, order: i32): void {
  next.released = assignClock(next.released, releasedBy(order));
  next.isPlain = true;
}

/** A read-modify-write continues the sequence it reads from (P0982) and adds its own release. */
function update(next: Store, order: i32, read: usize): void {
  next.released = joinInto(assignClock(next.released, read), releasedBy(order));
}

/** The store just made to a byte, by an operation on more than that, is all that is kept. */
function beginAnewAs(byte: Location, part: u16): void {
  beginAnew(byte);
  newestOf(byte).part = part;
}

function releasedBy(order: i32): usize {
  return releases(order) ? current.clock : current.releaseFence;
}

// Races of atomic with plain accesses.

/** No object lies there: a fault, or memory whose accesses are no events. */
function isNoObject(address: u32, bytes: u32, access: i32): bool {
  const cell = cellOf(address);
  present(cell);
  if ((load<u32>(cell) & TAG) == 0) return false;
  beginEvent(address, bytes, access);
  return meetsNoMemory(cell, address);
}

function recordAtomic(address: u32, bytes: u32, access: i32): void {
  const whole = accessesAt(address, bytes);
  if (!whole) splitAccesses(address, bytes);
  beginEvent(address, bytes, access);
  if (whole && whole.sizes == 0) {
    checkPlain(address, bytes, access);
    return addTo(whole, access);
  }
  for (let i: u32 = 0; i < bytes; i++) {
    if (!accessesOfByte(address + i)) createAccesses(address + i, 1);
  }
  if (mixedSizesRace) return recordOfSize(address, bytes, access);
  checkPlain(address, bytes, access);
  for (let i: u32 = 0; i < bytes; i++) addTo(accessesOfByte(address + i) as Accesses, access);
}

/** Of bytes that are or were accessed by another range as well, one by one. */
function recordOfSize(address: u32, bytes: u32, access: i32): void {
  for (let at = address; at < address + bytes; at++) {
    const byte = accessesOfByte(at) as Accesses;
    if (byte.sizes == 0) byte.sizes = sizesOf(byte.writes, byte.reads, at, 1);
    checkByte(at, recordAt(cellOf(at)) + ((at & 3) << 2), access);
    const write = writeOfOther(byte.sizes, address, bytes);
    if (write != 0) conflict(at, write, ACCESS_ATOMIC_WRITE, false);
    if (access == ACCESS_ATOMIC_READ) continue;
    const read = readOfOther(byte.sizes, address, bytes);
    if (read != 0) conflict(at, read, ACCESS_ATOMIC_READ, false);
  }
  for (let at = address; at < address + bytes; at++) {
    const byte = accessesOfByte(at) as Accesses;
    byte.sizes = addToSizes(byte.sizes, address, bytes, access);
    addTo(byte, access);
    if (watching) took(cellOf(at));
  }
}

function addTo(accesses: Accesses, access: i32): void {
  if (access == ACCESS_ATOMIC_READ) {
    if (accesses.reads == epoch) return;
    accesses.reads = addAccess(accesses.reads);
  } else {
    if (accesses.writes == epoch) return;
    accesses.writes = addAccess(accesses.writes);
  }
  if (watching) took(cellOf(accesses.base));
}

function checkPlain(address: u32, bytes: u32, access: i32): void {
  const end = address + bytes;
  while (address < end) {
    const next = min((address & ~3) + 4, end);
    const record = recordAt(cellOf(address));
    // One check is as good as four.
    if (areAlike(record) && !hasExcuses) checkByte(address, record, access);
    else for (let at = address; at < next; at++) checkByte(at, record + ((at & 3) << 2), access);
    address = next;
  }
}

function checkByte(address: u32, byte: usize, access: i32): void {
  const w = load<u32>(byte);
  if (w == CELL_FREED) return useAfterFree(address, load<u32>(byte, READS));
  if (!isOrdered(w)) conflict(address, w, ACCESS_WRITE, false);
  if (access == ACCESS_ATOMIC_READ) return;
  const reader = firstUnordered(load<u32>(byte, READS));
  if (reader != 0) conflict(address, reader, ACCESS_READ, false);
}

// Synchronization objects: mutexes, barriers, semaphores, by the address of a granule.

export function acquireKey(key: u32): void {
  const cell = cellOf(key);
  if (ignoresSync) return;
  if (hasRecord(cell)) acquire(load<usize>(recordAt(cell), SYNC));
}

/** The same of a lock, whose edges are no part of the order. */
export function acquireLockKey(key: u32): void {
  const cell = cellOf(key);
  if (ignoresSync) return;
  if (hasRecord(cell)) acquireFromLock(load<usize>(recordAt(cell), SYNC));
}

/** S[key] := C. Unlocking: only the last owner's past is handed on. */
export function releaseStore(key: u32): void {
  if (ignoresSync) return;
  const record = ensureRecord(cellOf(key));
  store<usize>(record, assignClock(load<usize>(record, SYNC), current.clock), SYNC);
  change();
  tickCurrent();
}

/** S[key] joined with C. Several releases before one acquire: barriers, semaphores, readers. */
export function releaseMerge(key: u32): void {
  if (ignoresSync) return;
  const record = ensureRecord(cellOf(key));
  store<usize>(record, joinInto(load<usize>(record, SYNC), current.clock), SYNC);
  change();
  tickCurrent();
}

/** Drops the clocks of all keys in the range: the object begins or ends. */
export function forgetKeys(start: u32, bytes: u32): void {
  if (bytes == 0) return;
  for (let key = start & ~3; key < start + bytes; key += 4) {
    const cell = cellOf(key);
    if (!hasRecord(cell)) continue;
    const record = recordAt(cell);
    dropClock(load<usize>(record, SYNC));
    store<usize>(record, 0, SYNC);
    collapse(cell);
  }
}
