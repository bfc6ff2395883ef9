/**
 * Atomic locations: the bytes that atomic operations of one size touch, with
 *
 *   S        what an acquire that reads the newest store joins: C of the release sequence's head
 *            (C++20 [intro.races]/5, P0982: only read-modify-writes continue a sequence)
 *   writes   epochs of atomic writes that no later plain access is known to follow
 *   reads    the same for atomic reads
 *
 * `writes` and `reads` are 0, an epoch, or bit 31 and the address of a list (capacity, count,
 * epochs). Atomic accesses never race with each other (C++20 [intro.races]/21), so all of them
 * that are not ordered must be kept until a plain write follows them.
 */
import { TAG } from "../src/layout/numbers.ts";
import { assignClock, dropClock } from "./clocks.ts";
import { give, take } from "./pool.ts";
import { cellOf, ensureRecord, hasRecord, LOCATIONS, recordAt } from "./records.ts";
import { epoch, isOrdered, markEpoch } from "./threads.ts";

@unmanaged
export class Location {
  base: u32;
  bytes: u32;
  sync: usize;
  writes: u32;
  reads: u32;
  /**
   * `stamp` at the last load, 0 if anything but loads has happened since. A load under the same
   * stamp changes nothing: spinning costs one comparison.
   */
  loadedAt: u32;
  /** Whether that load acquired. */
  loadAcquired: bool;
}

/** The location of exactly these bytes, made if none overlaps; null if sizes are mixed. */
export function locate(address: u32, bytes: u32): Location | null {
  const cell = cellOf(address);
  const record = hasRecord(cell) ? recordAt(cell) : ensureRecord(cell);
  const found = load<usize>(record + ((address & 3) << 2), LOCATIONS);
  if (found != 0) {
    const location = changetype<Location>(found);
    if (location.base == address && location.bytes == bytes) return location;
    return null;
  }
  if (overlapsAny(address, bytes)) return null;
  return create(address, bytes);
}

export function locationOfByte(address: u32): Location | null {
  const cell = cellOf(address);
  if (!hasRecord(cell)) return null;
  return changetype<Location | null>(load<usize>(recordAt(cell) + ((address & 3) << 2), LOCATIONS));
}

export function create(address: u32, bytes: u32): Location {
  const location = changetype<Location>(take(offsetof<Location>()));
  location.base = address;
  location.bytes = bytes;
  for (let i: u32 = 0; i < bytes; i++) setByte(address + i, changetype<usize>(location));
  return location;
}

/** Splits every location that overlaps the range into locations of one byte each. */
export function split(address: u32, bytes: u32): void {
  for (let i: u32 = 0; i < bytes; i++) {
    const location = locationOfByte(address + i);
    if (location && location.bytes > 1) splitOne(location);
  }
}

function splitOne(whole: Location): void {
  for (let i: u32 = 0; i < whole.bytes; i++) {
    const part = create(whole.base + i, 1);
    part.sync = assignClock(0, whole.sync);
    part.writes = copyAccesses(whole.writes);
    part.reads = copyAccesses(whole.reads);
  }
  dropLocation(whole);
}

/** A byte of a record loses its location: the rest of that location, if any, stays split. */
export function dropByte(record: usize, byte: u32): void {
  const found = load<usize>(record + (byte << 2), LOCATIONS);
  if (found == 0) return;
  const location = changetype<Location>(found);
  if (location.bytes > 1) {
    split(location.base, location.bytes);
    dropByte(record, byte);
    return;
  }
  store<usize>(record + (byte << 2), 0, LOCATIONS);
  dropLocation(location);
}

function dropLocation(location: Location): void {
  dropClock(location.sync);
  dropAccesses(location.writes);
  dropAccesses(location.reads);
  give(changetype<usize>(location), offsetof<Location>());
}

function overlapsAny(address: u32, bytes: u32): bool {
  for (let i: u32 = 1; i < bytes; i++) {
    if (locationOfByte(address + i)) return true;
  }
  return false;
}

function setByte(address: u32, location: usize): void {
  store<usize>(ensureRecord(cellOf(address)) + ((address & 3) << 2), location, LOCATIONS);
}

// Accesses: which of them are kept, and which come first.

/** `accesses` without those ordered before the current thread, and with its epoch. */
export function addAccess(accesses: u32): u32 {
  if (accesses == 0 || accesses == epoch) return epoch;
  if ((accesses & TAG) == 0) {
    if (isOrdered(accesses)) return epoch;
    const list = newList(4);
    store<u32>(list, 2, 4);
    store<u32>(list, accesses, 8);
    store<u32>(list, epoch, 12);
    return <u32>list | TAG;
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

/** Tells for each access of a location that it is still recorded. */
export function markAccesses(location: usize): void {
  markList(changetype<Location>(location).writes);
  markList(changetype<Location>(location).reads);
}

function markList(accesses: u32): void {
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

function copyAccesses(accesses: u32): u32 {
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
