/**
 * The atomic operations that programs do most: on an object that is accessed as a whole, with no
 * unordered plain access to it. Each does what atomics.ts would do, in fewer steps; whatever is out
 * of the common goes there.
 */
import { CELL_RECORD, TAG } from "../src/layout/numbers.ts";
import { addAccess, ownPlace, ownPlaceIn } from "./access-lists.ts";
import { Accesses, UNKNOWN } from "./accesses.ts";
import { settleLoad } from "./loads.ts";
import { Location } from "./locations.ts";
import { ACCESSES, cellOf, LOCATIONS, READS, recordAt } from "./records.ts";
import { telling } from "./stale.ts";
import { isSettled, settledAt, settleStore, storeAgain } from "./stores.ts";
import { epoch, isOrdered } from "./threads.ts";
import { watching } from "./watch.ts";

/** What `quickFind` found. */
export let location: Location = changetype<Location>(0);
export let accesses: Accesses = changetype<Accesses>(0);

/** Finds the location and the accesses of exactly these bytes; false if one is missing. */
export function quickFind(address: u32, bytes: u32): bool {
  const cell = cellOf(address);
  if (load<u32>(cell) != CELL_RECORD || watching || telling) return false;
  const byte = recordAt(cell) + ((address & 3) << 2);
  location = changetype<Location>(load<usize>(byte, LOCATIONS));
  accesses = changetype<Accesses>(load<usize>(byte, ACCESSES));
  if (changetype<usize>(location) == 0 || changetype<usize>(accesses) == 0) return false;
  if (location.base != address || location.bytes != bytes) return false;
  return accesses.base == address && accesses.bytes == bytes && accesses.sizes == 0;
}

/**
 * Finds the location of exactly these bytes, if the thread's stores to it are settled up to the
 * strength (stores.ts), and notes another one, which is to be appended by `appendAgain`.
 */
export function findAgain(address: u32, bytes: u32, strength: i32): bool {
  if (!isSettled(address, bytes, strength)) return false;
  location = changetype<Location>(settledAt(address));
  storeAgain(address, bytes);
  return true;
}

/** Notes the atomic read of what `quickFind` found, if no plain write is unordered with it. */
export function noteRead(): bool {
  if (!isPlainWriteOrdered()) return false;
  const reads = accesses.reads;
  if (reads != epoch) accesses.reads = addAccess(reads);
  return true;
}

/** The same load again settles nothing: its read has just been noted. */
export function settleRead(strength: i32): void {
  const word = (accesses.reads & TAG) == 0 ? wordOfReads() : ownPlace;
  settleLoad(accesses.base, accesses.bytes, strength, word);
}

/**
 * The thread has just stored to what `quickFind` found: its loads up to this strength settle
 * nothing.
 */
export function settleStored(strength: i32): void {
  const reads = accesses.reads;
  const word = isOneOrdered(reads) ? wordOfReads() : ownPlaceIn(reads);
  if (word != 0) settleLoad(accesses.base, accesses.bytes, strength, word);
}

/** The thread has stored to it twice, and is likely to do so again: these stores are settled. */
export function settleStores(strength: i32): void {
  const one = changetype<usize>(accesses) + offsetof<Accesses>("writes");
  const word = (accesses.writes & TAG) == 0 ? one : ownPlace;
  settleStore(location.base, location.bytes, strength, changetype<usize>(location), word);
}

function wordOfReads(): usize {
  return changetype<usize>(accesses) + offsetof<Accesses>("reads");
}

/** Notes the atomic write of what `quickFind` found, if no plain access is unordered with it. */
export function noteWrite(): bool {
  if (accesses.plainWrite == UNKNOWN) lookAtBytes();
  if (!isOneOrdered(accesses.plainWrite) || !isOneOrdered(accesses.plainReads)) return false;
  const writes = accesses.writes;
  if (writes != epoch) accesses.writes = addAccess(writes);
  return true;
}

function isOneOrdered(e: u32): bool {
  return (e & TAG) == 0 && isOrdered(e);
}

function isPlainWriteOrdered(): bool {
  if (accesses.plainWrite == UNKNOWN) lookAtBytes();
  return isOneOrdered(accesses.plainWrite);
}

/** Takes down W and R of the bytes if all have the same. */
function lookAtBytes(): void {
  const first = byteAt(accesses.base);
  const w = load<u32>(first);
  const r = load<u32>(first, READS);
  for (let i: u32 = 1; i < accesses.bytes; i++) {
    const byte = byteAt(accesses.base + i);
    if (load<u32>(byte) != w || load<u32>(byte, READS) != r) return;
  }
  accesses.plainWrite = w;
  accesses.plainReads = r;
}

function byteAt(address: u32): usize {
  return recordAt(cellOf(address)) + ((address & 3) << 2);
}
