/**
 * The life of memory: blocks begin and end, stacks are fresh, guards forbid. Allocation and
 * deallocation are kinds of write (as in Miri's data_race). Pages are set as a whole (pages.ts).
 */
import {
  ACCESS_ALLOCATE,
  ACCESS_FREE,
  ACCESS_WRITE,
  CELL_FREED,
  CELL_RECORD,
  SHADOW_BASE,
  TAG,
} from "../src/layout/numbers.ts";
import { dropRange } from "./accesses.ts";
import { freeAlike, setAlike } from "./alike.ts";
import { dropClock } from "./clocks.ts";
import { forget } from "./locations.ts";
import {
  expand,
  isTouched,
  PAGE_BITS,
  PAGE_BYTES,
  PAGE_SHADOW_BYTES,
  pageR,
  pageW,
  present,
  setPage,
} from "./pages.ts";
import { give } from "./pool.ts";
import {
  cellOf,
  collapse,
  dropReadsOf,
  ensureRecord,
  hasRecord,
  READS,
  RECORD_BYTES,
  recordAt,
  SYNC,
} from "./records.ts";
import { dropReads, firstUnordered } from "./sets.ts";
import {
  beginEvent,
  checkReads,
  checkWrites,
  conflict,
  isSpecial,
  took,
  useAfterFree,
} from "./shadow.ts";
import { epoch, isOrdered } from "./threads.ts";
import { watching } from "./watch.ts";

/** A heap block begins: a kind of write (as in Miri) that nothing before can race with. */
export function allocate(address: u32, bytes: u32): void {
  beginEvent(address, bytes, ACCESS_ALLOCATE);
  setRange(address, bytes, epoch, 0);
}

/** The range is as never touched: a fresh stack, a block of thread-local storage. */
export function clear(address: u32, bytes: u32): void {
  // Of a stack most pages were never touched; in lockset mode plain accesses leave no trace.
  const end = address + bytes;
  while (address < end) {
    const next = min((address | (PAGE_BYTES - 1)) + 1, end);
    const cell = cellOf(address);
    if (isTouched(cell) || pageW(cell) != 0) setRange(address, next - address, 0, 0);
    address = next;
  }
}

/** An access to the range means what `tag` says: CELL_NULL, CELL_GUARD, CELL_EXEMPT. */
export function forbid(address: u32, bytes: u32, tag: u32): void {
  setRange(address, bytes, tag, 0);
}

/** No address has it. */
const NO_PAGE: u32 = u32.MAX_VALUE;

function setRange(address: u32, bytes: u32, w: u32, r: u32): void {
  const end = address + bytes;
  // An allocation is an access; that memory is as never touched, or forbidden, is none.
  const tells = watching && w == epoch;
  for (let page: u32 = NO_PAGE; address < end; ) {
    if (isWholePage(address, end)) {
      resetPage(cellOf(address), w, r);
      if (tells) tookPage(address);
      address += PAGE_BYTES;
      continue;
    }
    const next = min((address & ~3) + 4, end);
    const cell = cellOf(address);
    if (address >>> PAGE_BITS != page) {
      page = address >>> PAGE_BITS;
      expand(cell);
    }
    const alike = setAlike(address, min((page + 1) << PAGE_BITS, end), w, r);
    if (alike != address) {
      address = alike;
      continue;
    }
    if (next - address == 4) resetCell(cell, w, r);
    else setBytes(cell, address, next, w, r);
    address = next;
    if (tells) took(cell);
  }
}

function isWholePage(address: u32, end: u32): bool {
  return (address & (PAGE_BYTES - 1)) == 0 && end - address >= PAGE_BYTES;
}

function tookPage(address: u32): void {
  for (let at = address; at < address + PAGE_BYTES; at += 4) took(cellOf(at));
}

function setBytes(cell: usize, address: u32, end: u32, w: u32, r: u32): void {
  const record = ensureRecord(cell);
  for (; address < end; address++) {
    forgetAtomics(address, 1);
    const at = record + ((address & 3) << 2);
    dropReadsOf(load<u32>(at), load<u32>(at, READS));
    store<u32>(at, w);
    store<u32>(at, r, READS);
  }
  dropClock(load<usize>(record, SYNC));
  store<usize>(record, 0, SYNC);
  collapse(cell);
}

/** Words that no cell has. */
const NO_WORDS: u64 = u64.MAX_VALUE;

/** A heap block ends: checked as a write, after which every access is a use after free. */
export function deallocate(address: u32, bytes: u32): void {
  beginEvent(address, bytes, ACCESS_FREE);
  const end = address + bytes;
  const freed = epoch | TAG;
  let ordered: u64 = NO_WORDS;
  while (address < end) {
    const alike = freeAlike(address, end, ordered);
    if (alike != address) {
      address = alike;
      continue;
    }
    if (isWholePage(address, end) && !isTouched(cellOf(address))) {
      freeUntouchedPage(address, freed);
      address += PAGE_BYTES;
      continue;
    }
    const next = min((address & ~3) + 4, end);
    const cell = cellOf(address);
    present(cell);
    if (!isSpecial(cell) && areOrdered(cell)) ordered = load<u64>(cell);
    freeBytes(cell, address, next);
    if (watching) took(cell);
    if (!hasRecord(cell) && !isSpecial(cell)) resetCell(cell, CELL_FREED, freed);
    address = next;
  }
}

/** Both words of a plain cell are ordered before the thread. */
function areOrdered(cell: usize): bool {
  return isOrdered(load<u32>(cell)) && firstUnordered(load<u32>(cell, 4)) == 0;
}

/** All cells of the page are alike: one check is as good as a thousand. */
function freeUntouchedPage(address: u32, freed: u32): void {
  const cell = cellOf(address);
  const w = pageW(cell);
  if (w == CELL_FREED) return useAfterFree(address, pageR(cell));
  if (w != epoch && !isOrdered(w)) conflict(address, w, ACCESS_WRITE, false);
  resetPage(cell, CELL_FREED, freed);
  if (watching) tookPage(address);
}

function freeBytes(cell: usize, address: u32, end: u32): void {
  const w = load<u32>(cell);
  if (w == CELL_FREED) return useAfterFree(address, load<u32>(cell, 4));
  if (w != CELL_RECORD && end - address == 4) return checkFree(address, w, load<u32>(cell, 4));
  const record = ensureRecord(cell);
  if (end - address == 4 && !hasFreedByte(record)) {
    for (let byte = address; byte < end; byte++) {
      const at = record + ((byte & 3) << 2);
      checkFree(byte, load<u32>(at), load<u32>(at, READS));
    }
    dropRecord(cell);
    store<u32>(cell, CELL_FREED);
    store<u32>(cell, epoch | TAG, 4);
    return;
  }
  for (let byte = address; byte < end; byte++) {
    const at = record + ((byte & 3) << 2);
    if (load<u32>(at) == CELL_FREED) {
      useAfterFree(byte, load<u32>(at, READS));
      forget(byte, 1);
      continue;
    }
    checkFree(byte, load<u32>(at), load<u32>(at, READS));
    setBytesFreed(record, byte, epoch | TAG);
  }
  dropClock(load<usize>(record, SYNC));
  store<usize>(record, 0, SYNC);
  collapse(cell);
}

function hasFreedByte(record: usize): bool {
  return v128.any_true(i32x4.eq(v128.load(record), i32x4.splat(CELL_FREED)));
}

/** Atomic accesses and history of a range are over. */
function forgetAtomics(address: u32, bytes: u32): void {
  dropRange(address, bytes);
  forget(address, bytes);
}

function setBytesFreed(record: usize, byte: u32, freed: u32): void {
  forgetAtomics(byte, 1);
  const at = record + ((byte & 3) << 2);
  dropReads(load<u32>(at, READS));
  store<u32>(at, CELL_FREED);
  store<u32>(at, freed, READS);
}

function checkFree(address: u32, w: u32, r: u32): void {
  if (w == epoch) return;
  checkWrites(address, w);
  checkReads(address, r);
}

/** Forgets all of a granule and gives it new words. The page must have been expanded. */
function resetCell(cell: usize, w: u32, r: u32): void {
  if (hasRecord(cell)) dropRecord(cell);
  else dropReadsOf(load<u32>(cell), load<u32>(cell, 4));
  store<u32>(cell, w);
  store<u32>(cell, r, 4);
}

/** Gives back a cell's record and all that hangs on it; the cell must be set afterwards. */
function dropRecord(cell: usize): void {
  const record = recordAt(cell);
  const address = (<u32>cell - SHADOW_BASE) >> 1;
  forgetAtomics(address, 4);
  for (let byte: usize = 0; byte < 16; byte += 4) {
    dropReadsOf(load<u32>(record + byte), load<u32>(record + byte, READS));
  }
  dropClock(load<usize>(record, SYNC));
  give(record, RECORD_BYTES);
}

/** Sets all cells of the page that begins at `cell`. */
function resetPage(cell: usize, w: u32, r: u32): void {
  if (isTouched(cell)) wipe(cell);
  setPage(cell, w, r);
}

function wipe(start: usize): void {
  for (let cell = start; cell < start + PAGE_SHADOW_BYTES; cell += 8) {
    if (hasRecord(cell)) dropRecord(cell);
    else dropReadsOf(load<u32>(cell), load<u32>(cell, 4));
  }
  memory.fill(start, 0, PAGE_SHADOW_BYTES);
}
