/**
 * The atomic accesses of a byte by their ranges, where mixed sizes race (the model's bytes.ts has the
 * rule). Bytes that are accessed by one range only need none: it is their shared's (accesses.ts).
 * As soon as they are accessed by another, each byte gets a list, one entry for each range.
 */
import { ACCESS_ATOMIC_READ, ACCESS_ATOMIC_WRITE } from "../src/layout/numbers.ts";
import {
  Accesses,
  addAccess,
  copyAccesses,
  dropAccesses,
  firstUnorderedAccess,
  markList,
} from "./accesses.ts";
import { give, take } from "./pool.ts";
import { conflict } from "./shadow.ts";

@unmanaged
class OfSize {
  base: u32;
  bytes: u32;
  writes: u32;
  reads: u32;
  next: usize;
}

/** All accesses so far had this range. */
export function keepSize(accesses: Accesses, base: u32, bytes: u32): void {
  const one = newSize(accesses, base, bytes);
  one.writes = copyAccesses(accesses.writes);
  one.reads = copyAccesses(accesses.reads);
}

/** Checks an access to the byte, of exactly `bytes` bytes at `base`, against those of others. */
export function checkSizes(byte: Accesses, base: u32, bytes: u32, access: i32): void {
  let write: u32 = 0;
  let read: u32 = 0;
  for (let at = byte.sizes; at != 0; at = changetype<OfSize>(at).next) {
    const one = changetype<OfSize>(at);
    if (one.base == base && one.bytes == bytes) continue;
    write = earlier(write, firstUnorderedAccess(one.writes));
    if (access == ACCESS_ATOMIC_WRITE) read = earlier(read, firstUnorderedAccess(one.reads));
  }
  if (write != 0) conflict(byte.base, write, ACCESS_ATOMIC_WRITE, false);
  if (read != 0) conflict(byte.base, read, ACCESS_ATOMIC_READ, false);
}

/** Takes the access down. */
export function addToSizes(byte: Accesses, base: u32, bytes: u32, access: i32): void {
  let one = find(byte, base, bytes);
  if (!one) one = newSize(byte, base, bytes);
  if (access == ACCESS_ATOMIC_READ) one.reads = addAccess(one.reads);
  else one.writes = addAccess(one.writes);
}

export function dropSizes(accesses: Accesses): void {
  for (let at = accesses.sizes; at != 0; ) {
    const one = changetype<OfSize>(at);
    at = one.next;
    dropAccesses(one.writes);
    dropAccesses(one.reads);
    give(changetype<usize>(one), offsetof<OfSize>());
  }
  accesses.sizes = 0;
}

/** Tells for each access that it is still recorded. */
export function markSizes(accesses: Accesses): void {
  for (let at = accesses.sizes; at != 0; at = changetype<OfSize>(at).next) {
    markList(changetype<OfSize>(at).writes);
    markList(changetype<OfSize>(at).reads);
  }
}

function find(byte: Accesses, base: u32, bytes: u32): OfSize | null {
  for (let at = byte.sizes; at != 0; at = changetype<OfSize>(at).next) {
    const one = changetype<OfSize>(at);
    if (one.base == base && one.bytes == bytes) return one;
  }
  return null;
}

function newSize(accesses: Accesses, base: u32, bytes: u32): OfSize {
  const one = changetype<OfSize>(take(offsetof<OfSize>()));
  one.base = base;
  one.bytes = bytes;
  one.next = accesses.sizes;
  accesses.sizes = changetype<usize>(one);
  return one;
}

function earlier(one: u32, other: u32): u32 {
  if (one == 0 || (other != 0 && other < one)) return other;
  return one;
}
