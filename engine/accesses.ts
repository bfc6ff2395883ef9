/**
 * Atomic accesses that no later plain access is known to follow, by shared:
 *
 *   writes, reads   lists of access-lists.ts
 *
 * Atomic accesses never race with each other (C++20 [intro.races]/21), so all of them that are not
 * ordered must be kept until a plain write follows them. Bytes that are accessed together share
 * one object; it is split where they no longer are.
 */
import { copyAccesses, dropAccesses, markList } from "./access-lists.ts";
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
import { dropSizes, markSizes, sizesOf } from "./sizes.ts";

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
    if (mixedSizesRace) part.sizes = sizesOf(whole.writes, whole.reads, whole.base, whole.bytes);
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
  dropSizes(shared.sizes);
  give(changetype<usize>(shared), offsetof<Accesses>());
}

/** Tells for each access of a shared that it is still recorded. */
export function markAccesses(shared: usize): void {
  markList(changetype<Accesses>(shared).writes);
  markList(changetype<Accesses>(shared).reads);
  markSizes(changetype<Accesses>(shared).sizes);
}
