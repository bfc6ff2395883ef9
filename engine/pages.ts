/**
 * Shadow by pages of 4 KiB of program memory, so that a large block or a stack costs nothing until
 * it is used. Each page has an entry: the W and R that all its cells have which are still 0, and
 * whether any cell was ever set. An untouched page of shadow is never written, hence never in
 * memory; setting all of a page is setting its default. Entries in use are linked, so that putting
 * the shadow back to its start costs as much as was touched.
 *
 * A cell of zeros thus means "as the page's default says". Slow paths call `present` first; fast
 * paths leave such cells to them.
 */
import { CELL_BEYOND, PROGRAM_MEMORY_LIMIT, SHADOW_BASE } from "../src/layout/numbers.ts";

export const PAGE_BITS: u32 = 12;
export const PAGE_BYTES: u32 = 1 << PAGE_BITS;
/** Two words of shadow for each four bytes. */
const PAGE_SHADOW_BITS: u32 = PAGE_BITS + 1;
export const PAGE_SHADOW_BYTES: u32 = 1 << PAGE_SHADOW_BITS;
/*
 * An entry:
 *
 *   0   W   4   R   8   whether a cell was set   12   the next entry in use; END of the last
 */
const ENTRY_BYTES: u32 = 16;
const TOUCHED: usize = 8;
const NEXT: usize = 12;
const END: u32 = 1;

/** The table of entries ends where the shadow begins. */
export const TABLE: u32 = SHADOW_BASE - (PROGRAM_MEMORY_LIMIT >> PAGE_BITS) * ENTRY_BYTES;

/** The entry that came into use last. */
let used: u32 = END;

function entryOf(cell: usize): usize {
  return TABLE + ((<u32>cell - SHADOW_BASE) >> PAGE_SHADOW_BITS) * ENTRY_BYTES;
}

/** The same, of a page that is about to change. */
function entryToUse(cell: usize): usize {
  const entry = entryOf(cell);
  if (load<u32>(entry, NEXT) != 0) return entry;
  store<u32>(entry, used, NEXT);
  used = <u32>entry;
  return entry;
}

/** Puts all pages back to their start. */
export function clearPages(): void {
  for (let entry = used; entry != END; ) {
    const next = load<u32>(entry, NEXT);
    if (load<u8>(entry, TOUCHED) != 0) {
      const page = (entry - TABLE) / ENTRY_BYTES;
      memory.fill(SHADOW_BASE + (page << PAGE_SHADOW_BITS), 0, PAGE_SHADOW_BYTES);
    }
    memory.fill(entry, 0, ENTRY_BYTES);
    entry = next;
  }
  used = END;
}

/** Cells from here on, counted from the shadow's base, belong to no memory of the program's. */
let beyond: u32 = u32.MAX_VALUE;

/** An instance that was used may have more memory than its program has got in this run. */
export function setBound(programBytes: u32): void {
  beyond = programBytes << 1;
}

/** Whether the cell is of no memory of the program's. */
export function isBeyond(cell: usize): bool {
  return <u32>cell - SHADOW_BASE >= beyond;
}

/** Makes a cell hold its own words. To be called before a slow path looks at one. */
export function present(cell: usize): void {
  if (load<u64>(cell) != 0) return;
  const entry = entryToUse(cell);
  store<u8>(entry, 1, TOUCHED);
  if (!isBeyond(cell)) store<u64>(cell, load<u64>(entry));
  else store<u32>(cell, CELL_BEYOND);
}

/** Before single cells of a page are set, perhaps to 0: 0 then means nothing else. */
export function expand(cell: usize): void {
  const entry = entryToUse(cell);
  store<u8>(entry, 1, TOUCHED);
  const initial = load<u64>(entry);
  if (initial == 0) return;
  store<u64>(entry, 0);
  const start = pageStart(cell);
  for (let at = start; at < start + PAGE_SHADOW_BYTES; at += 8) {
    if (load<u64>(at) == 0) store<u64>(at, initial);
  }
}

/** Gives all cells of a page one value. They must all be 0. */
export function setPage(cell: usize, w: u32, r: u32): void {
  const entry = entryToUse(cell);
  store<u32>(entry, w);
  store<u32>(entry, r, 4);
  store<u8>(entry, 0, TOUCHED);
}

/** Whether any cell of the page was set on its own; if not, all are as the first. */
export function isTouched(cell: usize): bool {
  return load<u8>(entryOf(cell), TOUCHED) != 0;
}

/** The default of an untouched page. */
export function pageW(cell: usize): u32 {
  return load<u32>(entryOf(cell));
}

export function pageR(cell: usize): u32 {
  return load<u32>(entryOf(cell), 4);
}

function pageStart(cell: usize): usize {
  return cell & ~(PAGE_SHADOW_BYTES - 1);
}
