/**
 * Records: the state of a granule whose four bytes differ, or which holds an atomic location or
 * the clock of a synchronization object. Miri keeps atomics apart from the common cell in the
 * same way (MemoryCellClocks), so that plain memory stays small.
 *
 *   offset 0   W of the four bytes: epoch or CELL_FREED
 *   offset 16  R of the four bytes: epoch or read set; with CELL_FREED the tagged epoch of the free
 *   offset 32  the atomic accesses of each byte (accesses.ts), or 0
 *   offset 48  the atomic location of each byte (locations.ts), or 0
 *   offset 64  S of the synchronization object whose key is this granule, or 0
 */
import { CELL_RECORD, GRANULE_BYTES, SHADOW_BASE, TAG } from "../src/layout/numbers.ts";
import { present } from "./pages.ts";
import { give, take } from "./pool.ts";
import { dropReads, shareReads } from "./sets.ts";

export const RECORD_BYTES: u32 = 68;
export const READS: usize = 16;
export const ACCESSES: usize = 32;
export const LOCATIONS: usize = 48;
export const SYNC: usize = 64;

export function cellOf(address: u32): usize {
  return SHADOW_BASE + ((address & ~(GRANULE_BYTES - 1)) << 1);
}

export function hasRecord(cell: usize): bool {
  return load<u32>(cell) == CELL_RECORD;
}

export function recordAt(cell: usize): usize {
  return load<u32>(cell, 4) & ~TAG;
}

/** The record of a cell, made from its two words if it had none. */
export function ensureRecord(cell: usize): usize {
  present(cell);
  if (hasRecord(cell)) return recordAt(cell);
  const record = take(RECORD_BYTES);
  const w = load<u32>(cell);
  const r = (w & TAG) == 0 ? shareReads(load<u32>(cell, 4)) : load<u32>(cell, 4);
  v128.store(record, i32x4.splat(w));
  v128.store(record, i32x4.splat(r), READS);
  store<u32>(cell, CELL_RECORD);
  store<u32>(cell, <u32>record | TAG, 4);
  return record;
}

/** Stores `value` for each of the bytes, in their records' words at `offset`. */
export function setBytes(address: u32, bytes: u32, value: usize, offset: usize): void {
  for (const end = address + bytes; address < end; ) {
    const record = ensureRecord(cellOf(address)) + offset;
    const next = min((address & ~3) + 4, end);
    if (next - address == GRANULE_BYTES) {
      v128.store(record, i32x4.splat(<u32>value));
      address = next;
    }
    for (; address < next; address++) store<usize>(record + ((address & 3) << 2), value);
  }
}

/** Whether a byte has something in its record's word at `offset`. */
export function anyInBytes(address: u32, bytes: u32, offset: usize): bool {
  for (const end = address + bytes; address < end; ) {
    const cell = cellOf(address);
    const next = min((address & ~3) + 4, end);
    if (hasRecord(cell)) {
      const record = recordAt(cell) + offset;
      if (!v128.any_true(v128.load(record))) address = next;
      for (; address < next; address++) {
        if (load<usize>(record + ((address & 3) << 2)) != 0) return true;
      }
    }
    address = next;
  }
  return false;
}

/** Turns a record whose bytes are alike again, and which holds nothing else, back into a cell. */
export function collapse(cell: usize): void {
  const record = recordAt(cell);
  if (load<u32>(record, SYNC) != 0) return;
  if (v128.any_true(v128.or(v128.load(record, ACCESSES), v128.load(record, LOCATIONS)))) return;
  if (!areAlike(record)) return;
  const w = load<u32>(record);
  const r = load<u32>(record, READS);
  give(record, RECORD_BYTES);
  store<u32>(cell, w);
  store<u32>(cell, r, 4);
}

/** All four bytes have the same W and the same R. */
export function areAlike(record: usize): bool {
  const w = v128.load(record);
  const r = v128.load(record, READS);
  const differ = v128.or(
    v128.xor(w, i32x4.splat(load<u32>(record))),
    v128.xor(r, i32x4.splat(load<u32>(record, READS))),
  );
  return !v128.any_true(differ);
}

/** A freed byte has an epoch in the place of its reads. */
export function dropReadsOf(w: u32, r: u32): void {
  if ((w & TAG) == 0) dropReads(r);
}
