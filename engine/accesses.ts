/**
 * Atomic accesses that no later plain access is known to follow, by shared:
 *
 *   writes, reads   0, an epoch, or bit 31 and the address of a list (capacity, count, epochs)
 *
 * Atomic accesses never race with each other (C++20 [intro.races]/21), so all of them that are not
 * ordered must be kept until a plain write follows them. Bytes that are accessed together share
 * one object; it is split where they no longer are.
 */
import { TAG } from "../src/layout/numbers.ts";
import { knows } from "./clocks.ts";
import { mixedSizesRace } from "./mode.ts";
import { give, take } from "./pool.ts";
import {
  ACCESSES,
  anyInBytes,
  cellOf,
  ensureRecord,
  hasRecord,
  recordAt,
  setBytes,
} from "./records.ts";
import { dropSizes, keepSize, markSizes } from "./sizes.ts";
import { epoch, isOrdered, markEpoch } from "./threads.ts";

@unmanaged
export class Accesses {
  base: u32;
  bytes: u32;
  writes: u32;
  reads: u32;
  /** W and R (records.ts) if all the bytes have the same; UNKNOWN, or not looked at. */
  plainWrite: u32;
  plainReads: u32;
  /** Of a byte that was accessed by several ranges, if that matters (sizes.ts); else 0. */
  sizes: usize;
}

/** No W is this. */
export const UNKNOWN: u32 = 0xffffffff;

/** The accesses of exactly these bytes, made if none overlap; null if sizes are mixed. */
export function accessesAt(address: u32, bytes: u32): Accesses | null {
  const cell = cellOf(address);
  const record = hasRecord(cell) ? recordAt(cell) : ensureRecord(cell);
  const found = load<usize>(record + ((address & 3) << 2), ACCESSES);
  if (found != 0) {
    const shared = changetype<Accesses>(found);
    if (shared.base == address && shared.bytes == bytes) return shared;
    return null;
  }
  if (anyInBytes(address, bytes, ACCESSES)) return null;
  return createAccesses(address, bytes);
}

export function accessesOfByte(address: u32): Accesses | null {
  const cell = cellOf(address);
  if (!hasRecord(cell)) return null;
  return changetype<Accesses | null>(load<usize>(recordAt(cell) + ((address & 3) << 2), ACCESSES));
}

export function createAccesses(address: u32, bytes: u32): Accesses {
  const shared = changetype<Accesses>(take(offsetof<Accesses>()));
  shared.base = address;
  shared.bytes = bytes;
  shared.plainWrite = UNKNOWN;
  setBytes(address, bytes, changetype<usize>(shared), ACCESSES);
  return shared;
}

/** Splits what overlaps the range into objects of one byte each. */
export function splitAccesses(address: u32, bytes: u32): void {
  for (let i: u32 = 0; i < bytes; i++) {
    const shared = accessesOfByte(address + i);
    if (shared && shared.bytes > 1) splitOne(shared);
  }
}

function splitOne(whole: Accesses): void {
  for (let i: u32 = 0; i < whole.bytes; i++) {
    const part = createAccesses(whole.base + i, 1);
    part.writes = copyAccesses(whole.writes);
    part.reads = copyAccesses(whole.reads);
    if (mixedSizesRace) keepSize(part, whole.base, whole.bytes);
  }
  dropAll(whole);
}

/** The bytes of a range lose their accesses: what they shared them with stays split. */
export function dropRange(address: u32, bytes: u32): void {
  const end = address + bytes;
  for (let at = address; at < end; at++) {
    const found = accessesOfByte(at);
    if (!found) continue;
    if (found.base < address || found.base + found.bytes > end) splitAccesses(at, 1);
    remove(accessesOfByte(at) as Accesses);
  }
}

function remove(shared: Accesses): void {
  setBytes(shared.base, shared.bytes, 0, ACCESSES);
  dropAll(shared);
}

function dropAll(shared: Accesses): void {
  dropAccesses(shared.writes);
  dropAccesses(shared.reads);
  dropSizes(shared);
  give(changetype<usize>(shared), offsetof<Accesses>());
}

// Accesses: which of them are kept, and which come first.

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

/** Tells for each access of a shared that it is still recorded. */
export function markAccesses(shared: usize): void {
  markList(changetype<Accesses>(shared).writes);
  markList(changetype<Accesses>(shared).reads);
  markSizes(changetype<Accesses>(shared));
}

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
