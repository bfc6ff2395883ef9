/**
 * Locks by number, as Eraser's locksets name them: from the first acquisition until the lock is
 * destroyed, or its memory begins or ends a life (the model's lock-numbers.ts).
 *
 * A hash table of chains by address. Since blocks of any size begin and end all the time, each page
 * counts its locks, and a range of pages without any is passed over.
 */
import { LOCKSET_MEMORY_LIMIT } from "../src/layout/numbers.ts";
import { give, grown, take } from "./pool.ts";

@unmanaged
class Lock {
  address: u32;
  number: u32;
  next: usize;
}

const PAGE_BITS: u32 = 12;
const FIRST_BUCKETS: u32 = 256;

let buckets: usize = 0;
let bucketCount: u32 = 0;
let alive: u32 = 0;
/** By page: how many locks live there. */
let pages: usize = 0;
/** By number: the address. */
let addresses: usize = 0;
let addressCapacity: u32 = 0;
let lastNumber: u32 = 0;

function bucketOf(address: u32): usize {
  return buckets + (((address * 0x9e3779b1) >>> 8) & (bucketCount - 1)) * 4;
}

/** The locks of late, by address: address, number. Direct-mapped; no lock has number 0. */
const RECENT_BITS: u32 = 6;
const recent: usize = memory.data(512);

function recentAt(address: u32): usize {
  return recent + (((address * 0x9e3779b1) >>> (32 - RECENT_BITS)) << 3);
}

/** The number of the lock at the address: its own, or a new one. */
export function lockNumber(address: u32): u32 {
  const place = recentAt(address);
  if (load<u32>(place) == address && load<u32>(place, 4) != 0) return load<u32>(place, 4);
  const number = findNumber(address);
  store<u32>(place, address);
  store<u32>(place, number, 4);
  return number;
}

function findNumber(address: u32): u32 {
  if (alive >= bucketCount) grow();
  const bucket = bucketOf(address);
  for (let at = load<usize>(bucket); at != 0; at = changetype<Lock>(at).next) {
    const lock = changetype<Lock>(at);
    if (lock.address == address) return lock.number;
  }
  const lock = changetype<Lock>(take(offsetof<Lock>()));
  lock.address = address;
  lock.number = ++lastNumber;
  lock.next = load<usize>(bucket);
  store<usize>(bucket, changetype<usize>(lock));
  alive++;
  const page = pageOf(address);
  store<u32>(page, load<u32>(page) + 1);
  remember(lock);
  return lock.number;
}

/** The address that a lock has or had. */
export function lockAddress(number: u32): u32 {
  return load<u32>(addresses + (number << 2));
}

/** All locks whose address lies in the range are destroyed. */
export function forgetLocks(start: u32, bytes: u32): void {
  if (alive == 0) return;
  const end = start + bytes;
  while (start < end) {
    const next = min((start | ((1 << PAGE_BITS) - 1)) + 1, end);
    if (load<u32>(pageOf(start)) != 0) {
      for (let address = start; address < next; address++) forgetLock(address);
    }
    start = next;
  }
}

function forgetLock(address: u32): void {
  if (load<u32>(recentAt(address)) == address) store<u32>(recentAt(address), 0, 4);
  for (let place = bucketOf(address); load<usize>(place) != 0; ) {
    const lock = changetype<Lock>(load<usize>(place));
    if (lock.address != address) {
      place = changetype<usize>(lock) + offsetof<Lock>("next");
      continue;
    }
    store<usize>(place, lock.next);
    give(changetype<usize>(lock), offsetof<Lock>());
    alive--;
    const page = pageOf(address);
    store<u32>(page, load<u32>(page) - 1);
    return;
  }
}

function pageOf(address: u32): usize {
  return pages + ((address >>> PAGE_BITS) << 2);
}

function remember(lock: Lock): void {
  if (lock.number >= addressCapacity) {
    const wider = max<u32>(256, addressCapacity << 1);
    addresses = grown(addresses, addressCapacity << 2, wider << 2);
    addressCapacity = wider;
  }
  store<u32>(addresses + (lock.number << 2), lock.address);
}

function grow(): void {
  if (pages == 0) pages = take((LOCKSET_MEMORY_LIMIT >> PAGE_BITS) << 2);
  const old = buckets;
  const oldCount = bucketCount;
  bucketCount = max(FIRST_BUCKETS, oldCount << 1);
  buckets = take(bucketCount << 2);
  for (let i: u32 = 0; i < oldCount; i++) {
    for (let at = load<usize>(old + (i << 2)); at != 0; ) {
      const lock = changetype<Lock>(at);
      at = lock.next;
      const bucket = bucketOf(lock.address);
      lock.next = load<usize>(bucket);
      store<usize>(bucket, changetype<usize>(lock));
    }
  }
  if (old != 0) give(old, oldCount << 2);
}
