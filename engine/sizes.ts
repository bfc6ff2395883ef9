/**
 * The atomic accesses of a byte by their ranges, where mixed sizes race (the model's bytes.ts has
 * the rule). Bytes that are accessed by one range only need none: it is their shared's
 * (accesses.ts). As soon as they are accessed by another, each byte gets a list, one entry for each
 * range.
 */
import { ACCESS_ATOMIC_READ } from "../src/layout/numbers.ts";
import {
  addAccess,
  copyAccesses,
  dropAccesses,
  firstUnorderedAccess,
  markList,
} from "./access-lists.ts";
import { give, take } from "./pool.ts";

@unmanaged
class OfSize {
  base: u32;
  bytes: u32;
  writes: u32;
  reads: u32;
  next: usize;
}

/** The list of accesses that all had this range. */
export function sizesOf(writes: u32, reads: u32, base: u32, bytes: u32): usize {
  const one = newSize(0, base, bytes);
  one.writes = copyAccesses(writes);
  one.reads = copyAccesses(reads);
  return changetype<usize>(one);
}

/** The smallest write of another range that does not happen before the current thread, or 0. */
export function writeOfOther(sizes: usize, base: u32, bytes: u32): u32 {
  let first: u32 = 0;
  for (let at = sizes; at != 0; at = changetype<OfSize>(at).next) {
    const one = changetype<OfSize>(at);
    if (!isOf(one, base, bytes)) first = earlier(first, firstUnorderedAccess(one.writes));
  }
  return first;
}

/** The same of reads. */
export function readOfOther(sizes: usize, base: u32, bytes: u32): u32 {
  let first: u32 = 0;
  for (let at = sizes; at != 0; at = changetype<OfSize>(at).next) {
    const one = changetype<OfSize>(at);
    if (!isOf(one, base, bytes)) first = earlier(first, firstUnorderedAccess(one.reads));
  }
  return first;
}

/** The list with the current thread's access to this range. */
export function addToSizes(sizes: usize, base: u32, bytes: u32, access: i32): usize {
  let at = sizes;
  while (at != 0 && !isOf(changetype<OfSize>(at), base, bytes)) at = changetype<OfSize>(at).next;
  const one = at == 0 ? newSize(sizes, base, bytes) : changetype<OfSize>(at);
  if (access == ACCESS_ATOMIC_READ) one.reads = addAccess(one.reads);
  else one.writes = addAccess(one.writes);
  return at == 0 ? changetype<usize>(one) : sizes;
}

export function dropSizes(sizes: usize): void {
  for (let at = sizes; at != 0; ) {
    const one = changetype<OfSize>(at);
    at = one.next;
    dropAccesses(one.writes);
    dropAccesses(one.reads);
    give(changetype<usize>(one), offsetof<OfSize>());
  }
}

/** Tells for each access that it is still recorded. */
export function markSizes(sizes: usize): void {
  for (let at = sizes; at != 0; at = changetype<OfSize>(at).next) {
    markList(changetype<OfSize>(at).writes);
    markList(changetype<OfSize>(at).reads);
  }
}

function newSize(next: usize, base: u32, bytes: u32): OfSize {
  const one = changetype<OfSize>(take(offsetof<OfSize>()));
  one.base = base;
  one.bytes = bytes;
  one.next = next;
  return one;
}

function isOf(one: OfSize, base: u32, bytes: u32): bool {
  return one.base == base && one.bytes == bytes;
}

function earlier(one: u32, other: u32): u32 {
  if (one == 0 || (other != 0 && other < one)) return other;
  return one;
}
