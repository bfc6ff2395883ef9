/**
 * Atomic locations and their histories: which stores a load might read. The model's history.ts has
 * the theory. Stores enter modification order as they are executed; the last HISTORY_STORES are
 * kept, SHORT_HISTORY of most where there are many: the newest in the location itself, where most
 * loads need nothing else, those before it in a ring that grows with use.
 *
 *   Store
 *   0   value      what it stored
 *   8   released   S: what an acquire that reads it joins (atomics.ts)
 *   12  epoch      of the storing thread, before the tick; 0: what memory held at first
 *   16  era        of a seq_cst store, else NEVER (seq-cst.ts)
 *   20  readEra    of the first seq_cst read of it, else NEVER
 *   24  readers    epochs of the reads that exclude more than is excluded already (accesses.ts)
 *   28  known      whether the value is known
 *   29  isPlain    whether S was part of C when it was stored
 *   30  part       which part of the operation that made it the location is (`partOf`); told only
 *                  of stores that may have released something
 */
import { HISTORY_STORES, LONG_HISTORIES, SHORT_HISTORY } from "../src/layout/numbers.ts";
import { dropAccesses } from "./access-lists.ts";
import { change } from "./budget.ts";
import { assignClock, dropClock } from "./clocks.ts";
import { unsettleLoads } from "./loads.ts";
import { copyWords, give, take } from "./pool.ts";
import { anyInBytes, cellOf, hasRecord, LOCATIONS, recordAt, setBytes } from "./records.ts";
import { NEVER } from "./seq-cst.ts";
import { unsettleStore } from "./stores.ts";

@unmanaged
export class Store {
  value: i64;
  released: usize;
  epoch: u32;
  era: u32;
  readEra: u32;
  readers: u32;
  known: bool;
  /** Made by a store, not by a read-modify-write: S was part of its thread's C. */
  isPlain: bool;
  part: u16;
}

/** The newest store follows it, and its first ring. */
@unmanaged
export class Location {
  base: u32;
  bytes: u32;
  /** Ring of the stores before the newest. */
  ring: usize;
  /** A power of two. */
  capacity: u8;
  /** Where in the ring the last store before the newest lies. */
  lastAt: u8;
  /** Of all stores. */
  count: u8;
  /** Whether it may have more than SHORT_HISTORY of them, as LONG_HISTORIES may at once. */
  isLong: bool;
}

const STORE_BYTES: u32 = 32;
/** Stores are aligned to their widest word. */
const HEADER_BYTES: u32 = 16;
/** What memory held: few locations see more than that and one store. */
const FIRST_CAPACITY: u8 = 1;
const RING_AT: u32 = HEADER_BYTES + STORE_BYTES;
const LOCATION_BYTES: u32 = RING_AT + FIRST_CAPACITY * STORE_BYTES;

/** Where a location begins in the range of an operation, and how many bytes that has. */
export function partOf(offset: u32, bytes: u32): u16 {
  return <u16>((offset << 8) | bytes);
}

export function newestOf(location: Location): Store {
  return changetype<Store>(changetype<usize>(location) + HEADER_BYTES);
}

/** Store `index` of a location, counted back from the newest, which is 0. */
export function storeAt(location: Location, index: u32): Store {
  if (index == 0) return newestOf(location);
  const place = (<u32>location.lastAt + 1 - index) & (<u32>location.capacity - 1);
  return changetype<Store>(location.ring + place * STORE_BYTES);
}

/** The location of exactly these bytes, if there is one. */
export function find(address: u32, bytes: u32): Location | null {
  const location = locationOfByte(address);
  if (location && location.base == address && location.bytes == bytes) return location;
  return null;
}

/**
 * The location of exactly these bytes, made if none overlaps. Null if sizes are mixed: then each
 * byte has its own location, begun anew.
 */
export function locate(address: u32, bytes: u32): Location | null {
  const location = locationOfByte(address);
  if (location) {
    if (location.base == address && location.bytes == bytes) return location;
    return splitAt(address, bytes);
  }
  if (anyInBytes(address, bytes, LOCATIONS)) return splitAt(address, bytes);
  return create(address, bytes);
}

/** Each byte's own location, begun anew; returned if the byte is one. */
function splitAt(address: u32, bytes: u32): Location | null {
  for (let i: u32 = 0; i < bytes; i++) split(address + i);
  for (let i: u32 = 0; i < bytes; i++) {
    const location = locationOfByte(address + i);
    if (location) beginAnew(location);
    else create(address + i, 1);
  }
  return bytes == 1 ? locationOfByte(address) : null;
}

export function locationOfByte(address: u32): Location | null {
  const cell = cellOf(address);
  if (!hasRecord(cell)) return null;
  return changetype<Location | null>(load<usize>(recordAt(cell) + ((address & 3) << 2), LOCATIONS));
}

/** The next store in modification order; its `released` is still the one that it replaces. */
export function append(location: Location, value: i64, epoch: u32, era: u32): Store {
  unsettle(location);
  return appendAgain(location, value, epoch, era);
}

/** The same of a store that leaves settled what is settled (stores.ts). */
export function appendAgain(location: Location, value: i64, epoch: u32, era: u32): Store {
  if (location.count > location.capacity) grow(location);
  location.lastAt = (location.lastAt + 1) & (location.capacity - 1);
  if (location.count < SHORT_HISTORY || mayBeLonger(location)) location.count++;
  const next = newestOf(location);
  const last = storeAt(location, 1);
  const released = last.released;
  dropAccesses(last.readers);
  const to = changetype<usize>(last);
  const from = changetype<usize>(next);
  v128.store(to, v128.load(from));
  v128.store(to, v128.load(from, STORE_BYTES / 2), STORE_BYTES / 2);
  next.released = released;
  if (next.value != value) change();
  next.value = value;
  next.known = true;
  next.isPlain = false;
  next.part = partOf(0, location.bytes);
  next.epoch = epoch;
  next.era = era;
  next.readEra = NEVER;
  next.readers = 0;
  return next;
}

let longHistories: u32 = 0;

function mayBeLonger(location: Location): bool {
  if (location.isLong) return location.count < <u32>HISTORY_STORES;
  if (longHistories == LONG_HISTORIES) return false;
  longHistories++;
  location.isLong = true;
  return true;
}

/** The newest store is the only one, and its value is what memory holds; S and its part stay. */
export function beginAnew(location: Location): void {
  const newest = newestOf(location);
  location.count = 1;
  unsettle(location);
  dropAccesses(newest.readers);
  newest.known = false;
  newest.isPlain = false;
  newest.epoch = 0;
  newest.era = NEVER;
  newest.readEra = NEVER;
  newest.readers = 0;
}

/** A history of nothing but what memory holds is forgotten; what remains of a location is split. */
export function forget(address: u32, bytes: u32): void {
  const end = address + bytes;
  for (let at = address; at < end; at++) {
    const location = locationOfByte(at);
    if (!location) continue;
    if (location.base < address || location.base + location.bytes > end) split(at);
    remove(locationOfByte(at) as Location);
  }
}

/** What was settled of the location is not any more. */
function unsettle(location: Location): void {
  unsettleLoads(location.base, location.bytes);
  unsettleStore(location.base);
}

function remove(location: Location): void {
  setBytes(location.base, location.bytes, 0, LOCATIONS);
  drop(location);
}

/** The location of a byte becomes one of each of its bytes, with S of the newest store. */
function split(address: u32): void {
  const whole = locationOfByte(address);
  if (!whole || whole.bytes == 1) return;
  for (let i: u32 = 0; i < whole.bytes; i++) {
    const first = newestOf(create(whole.base + i, 1));
    first.part = partOf(i, whole.bytes);
    first.released = assignClock(0, newestOf(whole).released);
  }
  drop(whole);
}

function create(address: u32, bytes: u32): Location {
  const location = changetype<Location>(take(LOCATION_BYTES));
  location.base = address;
  location.bytes = bytes;
  location.capacity = FIRST_CAPACITY;
  location.ring = firstRing(location);
  location.count = 1;
  beginAnew(location);
  setBytes(address, bytes, changetype<usize>(location), LOCATIONS);
  return location;
}

function firstRing(location: Location): usize {
  return changetype<usize>(location) + RING_AT;
}

function giveRing(location: Location): void {
  if (location.ring == firstRing(location)) return;
  give(location.ring, <u32>location.capacity * STORE_BYTES);
}

/** Doubles the ring of a location that is full: its stores, oldest first, then room. */
function grow(location: Location): void {
  const capacity: u32 = location.capacity;
  const ring = take(capacity * 2 * STORE_BYTES);
  for (let i: u32 = 0; i < capacity; i++) {
    const from = changetype<usize>(storeAt(location, capacity - i));
    copyWords(ring + i * STORE_BYTES, from, STORE_BYTES >> 2);
  }
  giveRing(location);
  location.ring = ring;
  location.lastAt = <u8>(capacity - 1);
  location.capacity *= 2;
}

function drop(location: Location): void {
  unsettle(location);
  dropStore(newestOf(location));
  for (let i: u32 = 0; i < location.capacity; i++) {
    dropStore(changetype<Store>(location.ring + i * STORE_BYTES));
  }
  giveRing(location);
  if (location.isLong) longHistories--;
  give(changetype<usize>(location), LOCATION_BYTES);
}

function dropStore(old: Store): void {
  dropClock(old.released);
  dropAccesses(old.readers);
}
