/**
 * Ranges of plain accesses, as far as all granules are of FastTrack's common cases: both words of
 * the cell are of this epoch, of an earlier one of the same slot, of nobody, or what the last
 * access found to be ordered. Two cells are compared at once.
 */
import { CELL_FREED, CLOCK_BITS, TAG } from "../src/layout/numbers.ts";
import { cellOf } from "./records.ts";
import { OWN } from "./sets.ts";
import { epoch, orderedRead, orderedWrite, sameRead } from "./threads.ts";
import { slow, watching } from "./watch.ts";

const TWO_GRANULES: u32 = 8;
/** So many bytes are compared so at least. */
const WORTH_IT: u32 = 16;
const EIGHT_GRANULES: u32 = 32;
/** Words that no cell has. */
const NO_CELLS: v128 = i64x2.splat(-1);

/** Reads from `address` on; returns where a granule begins that needs more, or `end`. */
export function readAlike(address: u32, end: u32): u32 {
  if (end - address < WORTH_IT || (address & 3) != 0 || slow) return address;
  const own = i32x4.splat(epoch);
  // Cells mostly are as those before them.
  let last = NO_CELLS;
  let next = NO_CELLS;
  let changes: bool = false;
  while (address + TWO_GRANULES <= end) {
    const cells = cellOf(address);
    const words = v128.load(cells);
    if (v128.any_true(v128.xor(words, last))) {
      // W of this epoch stands for the read too.
      let stays = i64x2.shl(i32x4.eq(words, own), 32);
      if (!areOrdered(areOwnOrNone(words, own), words)) {
        const isShared = i64x2.eq(words, i64x2.splat(sameRead));
        if (!areOrdered(v128.or(areOrderedEach(words, own, orderedRead), isShared), words)) break;
        stays = v128.or(stays, isShared);
      }
      const isRecorded = v128.andnot(i32x4(0, -1, 0, -1), stays);
      last = words;
      next = v128.bitselect(own, words, isRecorded);
      changes = v128.any_true(v128.xor(next, last));
      if (changes) v128.store(cells, next);
      address += TWO_GRANULES;
    } else {
      address = replaceAll(address, end, last, next, changes);
    }
  }
  return address;
}

/** The same of writes. */
export function writeAlike(address: u32, end: u32): u32 {
  if (end - address < WORTH_IT || (address & 3) != 0 || slow) return address;
  const own = i32x4.splat(epoch);
  let last = NO_CELLS;
  let next = NO_CELLS;
  let changes: bool = false;
  while (address + TWO_GRANULES <= end) {
    const cells = cellOf(address);
    const words = v128.load(cells);
    if (v128.any_true(v128.xor(words, last))) {
      if (!areOrdered(areOrderedEach(words, own, orderedWrite), words)) break;
      const isWritten = v128.and(i32x4.eq(words, own), i32x4(-1, 0, -1, 0));
      const isSame = v128.or(isWritten, i64x2.shl(isWritten, 32));
      last = words;
      next = v128.bitselect(words, i64x2.splat(<u64>epoch), isSame);
      changes = v128.any_true(v128.xor(next, last));
      if (changes) v128.store(cells, next);
      address += TWO_GRANULES;
    } else {
      address = replaceAll(address, end, last, next, changes);
    }
  }
  return address;
}

/**
 * The same of the end of a block.
 *
 * @param ordered words of another cell that proved to be ordered before the thread
 */
export function freeAlike(address: u32, end: u32, ordered: u64): u32 {
  if (end - address < WORTH_IT || (address & 3) != 0 || watching) return address;
  const own = i32x4.splat(epoch);
  const freed = i64x2.splat(((<u64>(epoch | TAG)) << 32) | <u64>CELL_FREED);
  let last = NO_CELLS;
  while (address + TWO_GRANULES <= end) {
    const cells = cellOf(address);
    const words = v128.load(cells);
    if (v128.any_true(v128.xor(words, last))) {
      if (!areOrdered(areOrderedEach(words, own, ordered), words)) break;
      last = words;
      v128.store(cells, freed);
      address += TWO_GRANULES;
    } else {
      address = replaceAll(address, end, last, freed, true);
    }
  }
  return address;
}

/** Gives cells new words, as far as nothing hangs on them: neither a record nor a list. */
export function setAlike(address: u32, end: u32, w: u32, r: u32): u32 {
  if (end - address < WORTH_IT || (address & 3) != 0 || watching) return address;
  const next = i64x2.splat(((<u64>r) << 32) | <u64>w);
  let last = NO_CELLS;
  while (address + TWO_GRANULES <= end) {
    const cells = cellOf(address);
    const words = v128.load(cells);
    if (v128.any_true(v128.xor(words, last))) {
      if (!holdNothing(words)) break;
      last = words;
      v128.store(cells, next);
      address += TWO_GRANULES;
    } else {
      address = replaceAll(address, end, last, next, true);
    }
  }
  return address;
}

/**
 * From `address` on, cells that are `words` become `next`, the first two at least; returns where
 * others begin, or the end is near.
 */
function replaceAll(address: u32, end: u32, words: v128, next: v128, changes: bool): u32 {
  for (; address + EIGHT_GRANULES <= end; address += EIGHT_GRANULES) {
    const cells = cellOf(address);
    const firstFour = v128.or(
      v128.xor(v128.load(cells), words),
      v128.xor(v128.load(cells, 16), words),
    );
    const lastFour = v128.or(
      v128.xor(v128.load(cells, 32), words),
      v128.xor(v128.load(cells, 48), words),
    );
    if (v128.any_true(v128.or(firstFour, lastFour))) break;
    if (!changes) continue;
    v128.store(cells, next);
    v128.store(cells, next, 16);
    v128.store(cells, next, 32);
    v128.store(cells, next, 48);
  }
  for (; address + TWO_GRANULES <= end; address += TWO_GRANULES) {
    const cells = cellOf(address);
    if (v128.any_true(v128.xor(v128.load(cells), words))) break;
    if (changes) v128.store(cells, next);
  }
  return address;
}

/** Plain or freed, and R is no list of the granule's own. */
function holdNothing(words: v128): bool {
  const isTagged = i32x4.lt_s(words, i32x4.splat(0));
  const isFreed = i32x4.eq(words, i32x4.splat(CELL_FREED));
  const isOdd = v128.and(v128.andnot(isTagged, isFreed), i32x4(-1, 0, -1, 0));
  const isList = v128.and(i32x4.ge_u(words, i32x4.splat(TAG | OWN)), i32x4(0, -1, 0, -1));
  return !v128.any_true(v128.or(isOdd, isList));
}

/** Which words are ordered before the thread. */
function areOrderedEach(words: v128, own: v128, ordered: u64): v128 {
  return v128.or(areOwnOrNone(words, own), i32x4.eq(words, i64x2.splat(ordered)));
}

/** Epochs of the own slot, and nobody's. */
function areOwnOrNone(words: v128, own: v128): v128 {
  const isOwn = i32x4.eq(i32x4.shr_u(v128.xor(words, own), CLOCK_BITS), i32x4.splat(0));
  return v128.or(isOwn, i32x4.eq(words, i32x4.splat(0)));
}

/** And none of the cells is its page's default. */
function areOrdered(areEach: v128, words: v128): bool {
  return i32x4.all_true(areEach) && i64x2.all_true(words);
}
