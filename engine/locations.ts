/**
 * Atomic locations and their histories: which stores a load might read. The model's history.ts has
 * the theory. Stores enter modification order as they are executed; the last HISTORY_STORES are
 * kept, in a ring that grows with use.
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
 */
import { HISTORY_STORES } from "../src/layout/numbers.ts";
import { dropAccesses } from "./access-lists.ts";
import { assignClock, dropClock } from "./clocks.ts";
import { unsettleLoads } from "./loads.ts";
import { copyWords, give, take } from "./pool.ts";
import { anyInBytes, cellOf, hasRecord, LOCATIONS, recordAt, setBytes } from "./records.ts";
import { NEVER } from "./seq-cst.ts";

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
}

/** Its first ring follows it. */
@unmanaged
export class Location {
  base: u32;
  bytes: u32;
  /** Ring of stores. */
  ring: usize;
  newest: usize;
  /** A power of two. */
  capacity: u8;
  /** Where in the ring the newest store lies. */
  newestAt: u8;
  count: u8;
}

const STORE_BYTES: u32 = 32;
/** Stores are aligned to their widest word. */
const HEADER_BYTES: u32 = 24;
/** What memory held and one store: more than that few locations see. */
const FIRST_STORES: u8 = 2;
const LOCATION_BYTES: u32 = HEADER_BYTES + FIRST_STORES * STORE_BYTES;

/** Store `index` of a location, counted back from the newest, which is 0. */
export function storeAt(location: Location, index: u32): Store {
  const place = (<u32>location.newestAt - index) & (<u32>location.capacity - 1);
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
  if (location.count == location.capacity && location.capacity < <u32>HISTORY_STORES)
    grow(location);
  location.newestAt = (location.newestAt + 1) & (location.capacity - 1);
  if (location.count < location.capacity) location.count++;
  changed(location);
  const next = storeAt(location, 0);
  location.newest = changetype<usize>(next);
  dropAccesses(next.readers);
  next.value = value;
  next.known = true;
  next.isPlain = false;
  next.epoch = epoch;
  next.era = era;
  next.readEra = NEVER;
  next.readers = 0;
  return next;
}

/** The newest store is the only one, and its value is what memory holds. */
export function beginAnew(location: Location): void {
  const newest = storeAt(location, 0);
  location.count = 1;
  changed(location);
  dropAccesses(newest.readers);
  newest.known = false;
  newest.isPlain = false;
  newest.epoch = 0;
  newest.era = NEVER;
  newest.readEra = NEVER;
  newest.readers = 0;
}

/** What was loaded until now says nothing of the next load. */
function changed(location: Location): void {
  unsettleLoads(location.base, location.bytes);
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

function remove(location: Location): void {
  setBytes(location.base, location.bytes, 0, LOCATIONS);
  drop(location);
}

/** The location of a byte becomes one of each of its bytes, with S of the newest store. */
function split(address: u32): void {
  const whole = locationOfByte(address);
  if (!whole || whole.bytes == 1) return;
  for (let i: u32 = 0; i < whole.bytes; i++) {
    const first = storeAt(create(whole.base + i, 1), 0);
    first.released = assignClock(0, storeAt(whole, 0).released);
  }
  drop(whole);
}

function create(address: u32, bytes: u32): Location {
  const location = changetype<Location>(take(LOCATION_BYTES));
  location.base = address;
  location.bytes = bytes;
  location.capacity = FIRST_STORES;
  location.ring = firstRing(location);
  location.newest = location.ring;
  location.count = 1;
  beginAnew(location);
  setBytes(address, bytes, changetype<usize>(location), LOCATIONS);
  return location;
}

function firstRing(location: Location): usize {
  return changetype<usize>(location) + HEADER_BYTES;
}

function giveRing(location: Location): void {
  if (location.ring == firstRing(location)) return;
  give(location.ring, <u32>location.capacity * STORE_BYTES);
}

/** Doubles the ring of a location that is full: its stores, oldest first, then room. */
function grow(location: Location): void {
  const ring = take(<u32>location.capacity * 2 * STORE_BYTES);
  for (let i: u32 = 0; i < location.count; i++) {
    const from = changetype<usize>(storeAt(location, location.count - 1 - i));
    copyWords(ring + i * STORE_BYTES, from, STORE_BYTES >> 2);
  }
  giveRing(location);
  location.ring = ring;
  location.newestAt = location.count - 1;
  location.capacity *= 2;
}

function drop(location: Location): void {
  unsettleLoads(location.base, location.bytes);
  for (let i: u32 = 0; i < location.capacity; i++) {
    const old = changetype<Store>(location.ring + i * STORE_BYTES);
    dropClock(old.released);
    dropAccesses(old.readers);
  }
  giveRing(location);
  give(changetype<usize>(location), LOCATION_BYTES);
}
