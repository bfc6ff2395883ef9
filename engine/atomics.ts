/**
 * Atomic operations, fences and synchronization objects: who releases what to whom. tsan11
 * (Lidbury & Donaldson, POPL 2017, section 3) with C++20's release sequences (P0982). One function
 * a rule; the model's atomics.ts has the same names.
 */
import {
  ACCESS_ATOMIC_READ,
  ACCESS_ATOMIC_WRITE,
  ACCESS_READ,
  ACCESS_WRITE,
  ACQ_REL,
  CELL_FREED,
  RELAXED,
  RELEASE,
  SEQ_CST,
} from "../src/layout/numbers.ts";
import { assignClock, dropClock, joinInto } from "./clocks.ts";
import {
  addAccess,
  create,
  Location,
  locate,
  locationOfByte,
  split,
} from "./locations.ts";
import { cellOf, collapse, ensureRecord, hasRecord, READS, recordAt, SYNC } from "./records.ts";
import { firstUnordered } from "./sets.ts";
import { beginEvent, conflict, eventRaced, took, useAfterFree } from "./shadow.ts";
import { acquire, current, epoch, isOrdered, stamp, tickCurrent } from "./threads.ts";
import { watching } from "./watch.ts";

function acquires(order: i32): bool {
  // Consume is treated as acquire, as every compiler does (C++20 [atomics.order] note).
  return order != RELAXED && order != RELEASE;
}

function releases(order: i32): bool {
  return order == RELEASE || order == ACQ_REL || order == SEQ_CST;
}

// Operations on an address.

export function atomicLoad(address: u32, bytes: u32, order: i32): void {
  const location = locateOrSplit(address, bytes);
  if (location) {
    const acquired = acquires(order);
    if (location.loadedAt == stamp && (location.loadAcquired || !acquired)) return;
    readSync(location, order);
    recordAtomic(address, bytes, ACCESS_ATOMIC_READ, location);
    // A load that races does so each time.
    location.loadedAt = eventRaced ? 0 : stamp;
    location.loadAcquired = acquired;
    return;
  }
  for (let i: u32 = 0; i < bytes; i++) readSync(byteLocation(address + i), order);
  recordAtomic(address, bytes, ACCESS_ATOMIC_READ, null);
}

export function atomicStore(address: u32, bytes: u32, order: i32): void {
  const location = locateOrSplit(address, bytes);
  recordAtomic(address, bytes, ACCESS_ATOMIC_WRITE, location);
  if (location) writeSync(location, order);
  else for (let i: u32 = 0; i < bytes; i++) writeSync(byteLocation(address + i), order);
  if (releases(order)) tickCurrent();
}

export function atomicRmw(address: u32, bytes: u32, order: i32): void {
  const location = locateOrSplit(address, bytes);
  if (location) readSync(location, order);
  else for (let i: u32 = 0; i < bytes; i++) readSync(byteLocation(address + i), order);
  recordAtomic(address, bytes, ACCESS_ATOMIC_WRITE, location);
  if (location) updateSync(location, order);
  else for (let i: u32 = 0; i < bytes; i++) updateSync(byteLocation(address + i), order);
  if (releases(order)) tickCurrent();
}

/** C++20 [atomics.fences]. A seq_cst fence acquires and releases. */
export function fence(order: i32): void {
  if (acquires(order)) acquire(current.acquireFence);
  if (!releases(order)) return;
  current.releaseFence = assignClock(current.releaseFence, current.clock);
  tickCurrent();
}

// Rules for S.

/** An acquire load joins S; a relaxed one keeps it for a later acquire fence. */
function readSync(location: Location, order: i32): void {
  if (location.sync == 0) return;
  if (acquires(order)) acquire(location.sync);
  else current.acquireFence = joinInto(current.acquireFence, location.sync);
}

/** A store heads a new release sequence: with C if it releases, else with the last fence's. */
function writeSync(location: Location, order: i32): void {
  const source = releases(order) ? current.clock : current.releaseFence;
  location.loadedAt = 0;
  location.sync = assignClock(location.sync, source);
}

/** A read-modify-write continues the sequence it reads from (P0982) and adds its own release. */
function updateSync(location: Location, order: i32): void {
  const source = releases(order) ? current.clock : current.releaseFence;
  location.loadedAt = 0;
  location.sync = joinInto(location.sync, source);
}

// Races of atomic with plain accesses.

function recordAtomic(address: u32, bytes: u32, access: i32, whole: Location | null): void {
  beginEvent(address, bytes, access);
  checkPlain(address, bytes, access);
  if (whole) return addTo(whole, access);
  for (let i: u32 = 0; i < bytes; i++) addTo(byteLocation(address + i), access);
}

function addTo(location: Location, access: i32): void {
  if (access == ACCESS_ATOMIC_READ) {
    if (location.reads == epoch) return;
    location.reads = addAccess(location.reads);
  } else {
    if (location.writes == epoch) return;
    location.writes = addAccess(location.writes);
  }
  if (watching) took(cellOf(location.base));
}

function checkPlain(address: u32, bytes: u32, access: i32): void {
  const end = address + bytes;
  while (address < end) {
    const next = min((address & ~3) + 4, end);
    const record = recordAt(cellOf(address));
    if (areAlike(record)) checkByte(address, record, access);
    else for (let at = address; at < next; at++) checkByte(at, record + ((at & 3) << 2), access);
    address = next;
  }
}

/** All four bytes have the same W and the same R: one check is as good as four. */
function areAlike(record: usize): bool {
  const w = load<u64>(record);
  const r = load<u64>(record, READS);
  return (
    w == load<u64>(record, 8) &&
    r == load<u64>(record, READS + 8) &&
    <u32>w == <u32>(w >>> 32) &&
    <u32>r == <u32>(r >>> 32)
  );
}

function checkByte(address: u32, byte: usize, access: i32): void {
  const w = load<u32>(byte);
  if (w == CELL_FREED) return useAfterFree(address, load<u32>(byte, READS));
  if (!isOrdered(w)) conflict(address, w, ACCESS_WRITE, false);
  if (access == ACCESS_ATOMIC_READ) return;
  const reader = firstUnordered(load<u32>(byte, READS));
  if (reader != 0) conflict(address, reader, ACCESS_READ, false);
}

/** The location of these bytes, or null where sizes are mixed: then each byte has its own. */
function locateOrSplit(address: u32, bytes: u32): Location | null {
  const location = locate(address, bytes);
  if (location) return location;
  split(address, bytes);
  for (let i: u32 = 0; i < bytes; i++) {
    if (!locationOfByte(address + i)) create(address + i, 1);
  }
  return null;
}

function byteLocation(address: u32): Location {
  return locationOfByte(address) as Location;
}

// Synchronization objects: mutexes, barriers, semaphores, by the address of a granule.

export function acquireKey(key: u32): void {
  const cell = cellOf(key);
  if (hasRecord(cell)) acquire(load<usize>(recordAt(cell), SYNC));
}

/** S[key] := C. Unlocking: only the last owner's past is handed on. */
export function releaseStore(key: u32): void {
  const record = ensureRecord(cellOf(key));
  store<usize>(record, assignClock(load<usize>(record, SYNC), current.clock), SYNC);
  tickCurrent();
}

/** S[key] joined with C. Several releases before one acquire: barriers, semaphores, readers. */
export function releaseMerge(key: u32): void {
  const record = ensureRecord(cellOf(key));
  store<usize>(record, joinInto(load<usize>(record, SYNC), current.clock), SYNC);
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
