/**
 * Plain accesses: FastTrack (Flanagan & Freund, PLDI 2009, figure 5), exact for each byte.
 *
 *   read same epoch, write same epoch     in loops already in the program (function-code.ts)
 *   read exclusive, write exclusive       both words of the cell ordered before the thread
 *   read share, read shared               interned sets (sets.ts)
 *   the same in a range                   two granules at once (alike.ts)
 *   everything else                       `readRange`, `writeRange`: granule by granule
 *
 * A read after a write of the same thread in the same epoch is not recorded: whatever races with
 * it races with the write.
 */
import {
  ACCESS_ATOMIC_READ,
  ACCESS_ATOMIC_WRITE,
  ACCESS_FREE,
  ACCESS_READ,
  ACCESS_VPTR,
  ACCESS_WRITE,
  CELL_BEYOND,
  CELL_EXEMPT,
  CELL_FREED,
  CELL_GUARD,
  CELL_NULL,
  FAULT_BEYOND,
  FAULT_GUARD,
  FAULT_NULL,
  SHADOW_BASE,
  TAG,
} from "../src/layout/numbers.ts";
import { dropAccesses, firstUnorderedAccess } from "./access-lists.ts";
import { Accesses, accessesOfByte, splitAccesses, UNKNOWN } from "./accesses.ts";
import { readAlike, writeAlike } from "./alike.ts";
import { isExcused } from "./excuses.ts";
import { fault, observe, race } from "./host.ts";
import { ignoresReads, ignoresWrites } from "./ignoring.ts";
import { forget } from "./locations.ts";
import { present } from "./pages.ts";
import {
  ACCESSES,
  cellOf,
  collapse,
  ensureRecord,
  hasRecord,
  LOCATIONS,
  READS,
  recordAt,
} from "./records.ts";
import { containsCurrent, dropReads, firstUnordered, listed, withCurrent } from "./sets.ts";
import { dropSizes } from "./sizes.ts";
import {
  epoch,
  isOrdered,
  sameRead,
  sameReadToo,
  setOrderedRead,
  setOrderedWrite,
  setSameRead,
  sharedHit,
} from "./threads.ts";
import { isWatched, slow, watching } from "./watch.ts";

let eventStart: u32 = 0;
let eventBytes: u32 = 0;
let eventAccess: i32 = 0;
/** ACCESS_VPTR while the event is one of a pointer to virtual functions. */
let eventOfVptr: i32 = 0;
/** Whether the event has had its race. */
export let eventRaced: bool = false;

/** Starts an event; only its first race is reported. */
export function beginEvent(start: u32, bytes: u32, access: i32): void {
  eventStart = start;
  eventBytes = bytes;
  eventAccess = access | eventOfVptr;
  eventRaced = false;
}

export function conflict(at: u32, previous: u32, access: i32, ordered: bool): void {
  if (eventRaced) return;
  // A cell without a record stands for four bytes alike, of which others may not be excused.
  const end = hasRecord(cellOf(at)) ? at + 1 : min((at & ~3) + 4, eventStart + eventBytes);
  while (isExcused(eventStart, at)) {
    if (++at == end) return;
  }
  eventRaced = true;
  race(eventStart, eventBytes, eventAccess, at, previous, access, ordered ? 1 : 0);
}

/** Tells a replay that the shadow took the event's access to this granule. */
export function took(cell: usize): void {
  if (isWatched(cell)) observe(eventStart, eventBytes, eventAccess, epoch);
}

// Hooks of one size: their steps are counted by the program (budget.ts).

export function read4(address: u32): void {
  if ((address & 3) != 0 || !readWhole(SHADOW_BASE + (address << 1))) readRange(address, 4);
}

export function write4(address: u32): void {
  if ((address & 3) != 0 || !writeWhole(SHADOW_BASE + (address << 1))) writeRange(address, 4);
}

export function read8(address: u32): void {
  if ((address & 3) != 0) return readRange(address, 8);
  const cell: usize = SHADOW_BASE + (address << 1);
  if (!readWhole(cell) || !readWhole(cell + 8)) readRange(address, 8);
}

export function write8(address: u32): void {
  if ((address & 3) != 0) return writeRange(address, 8);
  const cell: usize = SHADOW_BASE + (address << 1);
  if (!writeWhole(cell) || !writeWhole(cell + 8)) writeRange(address, 8);
}

/** An unaligned access may lie in two granules, of which `readPart` looks at the first only. */
export function read2(address: u32): void {
  if ((address & 3) == 3) return readRange(address, 2);
  readPart(address, 2);
}

export function write2(address: u32): void {
  if ((address & 3) == 3) return writeRange(address, 2);
  writePart(address, 2);
}

/** `bytes` is 1 or 2, within one granule. */
export function readPart(address: u32, bytes: u32): void {
  const cell = cellOf(address);
  if (!isReadKnown(cell) && !readQuickly(cell, address, bytes)) readRange(address, bytes);
}

/** All of the cell is as after a read by the thread. */
function isReadKnown(cell: usize): bool {
  const words = load<u64>(cell);
  const isOfEpoch = <u32>words == epoch || <u32>(words >>> 32) == epoch;
  return isOfEpoch || words == sameRead || words == sameReadToo;
}

export function writePart(address: u32, bytes: u32): void {
  const cell = cellOf(address);
  if (load<u32>(cell) != epoch && !writeQuickly(cell, address, bytes)) writeRange(address, bytes);
}

/** A virtual call reads the pointer of its object. */
export function readVptr(address: u32): void {
  if ((address & 3) == 0 && readWhole(cellOf(address))) return;
  eventOfVptr = ACCESS_VPTR;
  readRange(address, 4);
  eventOfVptr = 0;
}

/** A constructor or destructor sets it. */
export function writeVptr(address: u32): void {
  if ((address & 3) == 0 && writeWhole(cellOf(address))) return;
  eventOfVptr = ACCESS_VPTR;
  writeRange(address, 4);
  eventOfVptr = 0;
}

/** FastTrack's common read cases on a plain cell; false if it is none of them. */
function readWhole(cell: usize): bool {
  const words = load<u64>(cell);
  const w = <u32>words;
  const r = <u32>(words >>> 32);
  if (w == epoch || r == epoch || words == sameRead || words == sameReadToo) return true;
  if (r == sharedHit && (w & TAG) == 0) {
    setSameRead(words);
    return true;
  }
  if (slow || (w | r) == 0 || (w & TAG) != 0 || !isOrdered(w)) return false;
  if ((r & TAG) != 0) {
    const reads = listed(r, false);
    if (reads == 0) return false;
    if (reads != r) store<u32>(cell, reads, 4);
    // The list has this epoch: until the next one, whoever meets these words needs nothing.
    else setSameRead(words);
    return true;
  }
  if (!isOrdered(r)) return false;
  setOrderedRead(words);
  // Both words at once: the next access loads them so, and would wait for half of them.
  store<u64>(cell, ((<u64>epoch) << 32) | w);
  return true;
}

/** FastTrack's common write cases on a plain cell; false if it is none of them. */
function writeWhole(cell: usize): bool {
  const words = load<u64>(cell);
  const w = <u32>words;
  if (w == epoch) return true;
  const r = <u32>(words >>> 32);
  if (slow || (w | r) == 0 || ((w | r) & TAG) != 0) return false;
  if (!isOrdered(w) || !isOrdered(r)) return false;
  setOrderedWrite(words);
  store<u64>(cell, <u64>epoch);
  return true;
}

// Bytes of one granule, in the common cases: nothing atomic has been there, and all is ordered.

/** What it leaves undone, if it returns false, is left to `readRange`. */
function readQuickly(cell: usize, address: u32, bytes: u32): bool {
  if (!isQuick(cell)) return false;
  const end = address + bytes;
  const record = ensureRecord(cell);
  for (; address < end; address++) {
    const at = record + ((address & 3) << 2);
    const w = load<u32>(at);
    const r = load<u32>(at, READS);
    if (w == epoch || r == epoch) continue;
    if ((w & TAG) != 0) return false;
    if (r == sharedHit) continue;
    if (!isOrdered(w) || load<usize>(at, ACCESSES) != 0) return false;
    const isSet = (r & TAG) != 0;
    if (!isSet && !isOrdered(r)) return false;
    const reads = isSet ? listed(r, false) : epoch;
    if (reads == 0) return false;
    store<u32>(at, reads, READS);
  }
  if ((end & 3) == 0) collapse(cell);
  return true;
}

function writeQuickly(cell: usize, address: u32, bytes: u32): bool {
  if (!isQuick(cell)) return false;
  const end = address + bytes;
  const record = ensureRecord(cell);
  for (; address < end; address++) {
    const at = record + ((address & 3) << 2);
    const w = load<u32>(at);
    const r = load<u32>(at, READS);
    if (((w | r) & TAG) != 0 || !isOrdered(w) || !isOrdered(r)) return false;
    if ((load<usize>(at, ACCESSES) | load<usize>(at, LOCATIONS)) != 0) return false;
    store<u32>(at, epoch);
    store<u32>(at, 0, READS);
  }
  if ((end & 3) == 0) collapse(cell);
  return true;
}

/** It has a record, or both words are ordered before the thread. */
function isQuick(cell: usize): bool {
  if (slow) return false;
  if (hasRecord(cell)) return true;
  const w = load<u32>(cell);
  const r = load<u32>(cell, 4);
  return (w | r) != 0 && ((w | r) & TAG) == 0 && isOrdered(w) && isOrdered(r);
}

// Ranges: any address and length.

export function readRange(address: u32, bytes: u32): void {
  if (ignoresReads) return passOver(address, bytes, ACCESS_READ);
  beginEvent(address, bytes, ACCESS_READ);
  const end = address + bytes;
  for (address = readAlike(address, end); address < end; address = readAlike(address, end)) {
    const next = min((address & ~3) + 4, end);
    readGranule(address, next);
    address = next;
  }
}

export function writeRange(address: u32, bytes: u32): void {
  if (ignoresWrites) return passOver(address, bytes, ACCESS_WRITE);
  beginEvent(address, bytes, ACCESS_WRITE);
  const end = address + bytes;
  for (address = writeAlike(address, end); address < end; address = writeAlike(address, end)) {
    const next = min((address & ~3) + 4, end);
    writeGranule(address, next);
    address = next;
  }
}

/** Bytes `address` to `end`, within one granule: mostly whole, of FastTrack's common cases. */
function readGranule(address: u32, end: u32): void {
  const cell = cellOf(address);
  const isWhole = end - address == 4;
  if (isWhole ? readWhole(cell) : isReadKnown(cell)) return;
  present(cell);
  if (isWhole && !isSpecial(cell)) readCell(cell, address);
  else readBytes(cell, address, end);
}

function writeGranule(address: u32, end: u32): void {
  const cell = cellOf(address);
  const isWhole = end - address == 4;
  if (isWhole ? writeWhole(cell) : load<u32>(cell) == epoch) return;
  present(cell);
  if (isWhole && !isSpecial(cell)) writeCell(cell, address);
  else writeBytes(cell, address, end);
}

/** An access that is ignored: it may still fault, and a plain write still ends histories. */
function passOver(address: u32, bytes: u32, access: i32): void {
  beginEvent(address, bytes, access);
  const end = address + bytes;
  while (address < end) {
    const next = min((address & ~3) + 4, end);
    const cell = cellOf(address);
    present(cell);
    const isMemory = !meetsNoMemory(cell, address);
    if (isMemory && access == ACCESS_WRITE) forget(address, next - address);
    address = next;
  }
}

export function isSpecial(cell: usize): bool {
  return (load<u32>(cell) & TAG) != 0;
}

function readCell(cell: usize, address: u32): void {
  const w = load<u32>(cell);
  const r = load<u32>(cell, 4);
  if (w == epoch || containsCurrent(r)) return;
  if (!isOrdered(w)) conflict(address, w, ACCESS_WRITE, false);
  store<u32>(cell, withCurrent(r), 4);
  if (watching) took(cell);
}

function writeCell(cell: usize, address: u32): void {
  const w = load<u32>(cell);
  if (w == epoch) return;
  if (!isOrdered(w)) conflict(address, w, ACCESS_WRITE, false);
  const r = load<u32>(cell, 4);
  const reader = firstUnordered(r);
  if (reader != 0) conflict(address, reader, ACCESS_READ, false);
  dropReads(r);
  store<u64>(cell, <u64>epoch);
  if (watching) took(cell);
}

/** Faults and exempt granules end here; returns whether the access is done. */
export function meetsNoMemory(cell: usize, address: u32): bool {
  const w = load<u32>(cell);
  if (w == CELL_EXEMPT) return true;
  if (w == CELL_NULL || w == CELL_GUARD || w == CELL_BEYOND) {
    const kind = w == CELL_NULL ? FAULT_NULL : w == CELL_GUARD ? FAULT_GUARD : FAULT_BEYOND;
    // A handler of the program's may leave by a jump, past whoever called this.
    eventOfVptr = 0;
    fault(kind, address, eventAccess);
    return true;
  }
  return false;
}

/** The same, and whole freed granules. */
function meetsNoObject(cell: usize, address: u32): bool {
  if (meetsNoMemory(cell, address)) return true;
  if (load<u32>(cell) != CELL_FREED) return false;
  useAfterFree(address, load<u32>(cell, 4));
  return true;
}

export function useAfterFree(address: u32, word: u32): void {
  const freed = word & ~TAG;
  conflict(address, freed, ACCESS_FREE, isOrdered(freed));
}

/** Bytes `address` to `end`, within one granule. */
function readBytes(cell: usize, address: u32, end: u32): void {
  if (meetsNoObject(cell, address)) return;
  const record = ensureRecord(cell);
  let changed = false;
  for (; address < end; address++) {
    const at = record + ((address & 3) << 2);
    const w = load<u32>(at);
    if (w == CELL_FREED) {
      useAfterFree(address, load<u32>(at, READS));
      continue;
    }
    const r = load<u32>(at, READS);
    if (w == epoch || containsCurrent(r)) continue;
    checkWrites(address, w);
    store<u32>(at, withCurrent(r), READS);
    changed = true;
  }
  if (watching && changed) took(cell);
  // The last byte of a run: the granule may be whole again.
  if ((end & 3) == 0) collapse(cell);
}

function writeBytes(cell: usize, address: u32, end: u32): void {
  if (meetsNoObject(cell, address)) return;
  const record = ensureRecord(cell);
  const start = address;
  let changed = false;
  splitUnevenly(start, end);
  for (; address < end; address++) {
    const at = record + ((address & 3) << 2);
    const w = load<u32>(at);
    if (w == CELL_FREED) {
      useAfterFree(address, load<u32>(at, READS));
      continue;
    }
    if (w == epoch) continue;
    checkWrites(address, w);
    const r = load<u32>(at, READS);
    checkReads(address, r);
    dropReads(r);
    store<u32>(at, epoch);
    store<u32>(at, 0, READS);
    forgetAtomics(address);
    changed = true;
  }
  // C++20 [intro.races]/5: a plain store heads no release sequence, and ends every history.
  forget(start, end - start);
  if (watching && changed) took(cell);
  if ((end & 3) == 0) collapse(cell);
}

/** W and AW of a byte happen before the current thread, or the event races. */
export function checkWrites(address: u32, w: u32): void {
  if (!isOrdered(w)) conflict(address, w, ACCESS_WRITE, false);
  const shared = accessesOfByte(address);
  if (!shared) return;
  // What is checked is about to be changed.
  shared.plainWrite = UNKNOWN;
  const writer = firstUnorderedAccess(shared.writes);
  if (writer != 0) conflict(address, writer, ACCESS_ATOMIC_WRITE, false);
}

/** R and AR of a byte happen before the current thread, or the event races. */
export function checkReads(address: u32, r: u32): void {
  const reader = firstUnordered(r);
  if (reader != 0) conflict(address, reader, ACCESS_READ, false);
  const shared = accessesOfByte(address);
  if (!shared) return;
  const atomicReader = firstUnorderedAccess(shared.reads);
  if (atomicReader != 0) conflict(address, atomicReader, ACCESS_ATOMIC_READ, false);
}

/** A plain write replaces all atomic accesses of its byte: what races with them races with it. */
function forgetAtomics(address: u32): void {
  const shared = accessesOfByte(address);
  // Accesses that bytes share are checked for each of its bytes before they go.
  if (!shared || address != shared.base + shared.bytes - 1) return;
  dropAccesses(shared.writes);
  dropAccesses(shared.reads);
  dropSizes(shared.sizes);
  shared.sizes = 0;
  shared.writes = 0;
  shared.reads = 0;
}

/** Splits accesses of whose bytes the event changes some bytes and leaves others. */
function splitUnevenly(start: u32, end: u32): void {
  for (let address = start; address < end; address++) {
    const shared = accessesOfByte(address);
    if (!shared || shared.bytes == 1) continue;
    // Decided at the first of its bytes that the event meets, before any of them changes.
    if (address != shared.base && address != eventStart) continue;
    if (changesEvenly(shared)) continue;
    splitAccesses(shared.base, shared.bytes);
  }
}

/** All bytes are the event's, none is freed, and all or none were written in this epoch. */
function changesEvenly(shared: Accesses): bool {
  const last = shared.base + shared.bytes;
  if (shared.base < eventStart || last > eventStart + eventBytes) return false;
  let same: u32 = 0;
  for (let address = shared.base; address < last; address++) {
    const w = load<u32>(recordAt(cellOf(address)) + ((address & 3) << 2));
    if (w == CELL_FREED) return false;
    if (w == epoch) same++;
  }
  return same == 0 || same == shared.bytes;
}
