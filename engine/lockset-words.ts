/**
 * The lockset shadow: a word for each granule (LOCKSET_BASE), whose kinds layout/numbers.ts draws.
 * Virgin is 0, so a page that was never touched costs nothing. Pages that were are marked: where a
 * large block begins, the others cost nothing either.
 */
import {
  LOCKSET_BASE,
  LOCKSET_KIND,
  LOCKSET_MEMORY_LIMIT,
  LOCKSET_SHARING,
  LOCKSET_SPLIT,
  TAG,
} from "../src/layout/numbers.ts";
import { give, take } from "./pool.ts";
import { dropSharing, internSharing, markSharing } from "./sharings.ts";
import { markEpoch } from "./threads.ts";

const PAGE_BITS: u32 = 12;
const PAGE_BYTES: u32 = 1 << PAGE_BITS;
const SPLIT_BYTES: u32 = 16;

/** By page: whether any of its words was ever set. */
let pages: usize = 0;

export function wordAt(address: u32): usize {
  return <usize>LOCKSET_BASE + (address & ~3);
}

/** To be called before a word of the page is set. */
export function touch(address: u32): void {
  if (pages == 0) pages = take(LOCKSET_MEMORY_LIMIT >> PAGE_BITS);
  store<u8>(pages + (address >>> PAGE_BITS), 1);
}

function isTouched(address: u32): bool {
  return pages != 0 && load<u8>(pages + (address >>> PAGE_BITS)) != 0;
}

export function isSplit(word: u32): bool {
  return (word & (LOCKSET_KIND | 1)) == LOCKSET_SPLIT;
}

/** Virgin but for the thread whose stack it is. */
export function isOnStack(word: u32): bool {
  return (word & (LOCKSET_KIND | 1)) == (LOCKSET_SPLIT | 1);
}

export function isSharing(word: u32): bool {
  return (word & LOCKSET_KIND) == LOCKSET_SHARING;
}

/** The four words of a granule's bytes, made from its own if it had none. */
export function split(at: usize): usize {
  const word = load<u32>(at);
  if (isSplit(word)) return partsOf(word);
  const each = isSharing(word) ? internSharing(word) : word;
  const parts = take(SPLIT_BYTES);
  for (let byte: usize = 0; byte < SPLIT_BYTES; byte += 4) store<u32>(parts + byte, each);
  store<u32>(at, LOCKSET_SPLIT | <u32>parts);
  return parts;
}

function partsOf(word: u32): usize {
  return <usize>(word & ~LOCKSET_KIND);
}

/** One byte's word. */
export function byteWord(address: u32): u32 {
  const word = load<u32>(wordAt(address));
  return isSplit(word) ? load<u32>(partsOf(word) + ((address & 3) << 2)) : word;
}

/** Makes a split granule whole whose bytes are alike again. */
export function unite(at: usize): void {
  const word = load<u32>(at);
  if (!isSplit(word)) return;
  const parts = partsOf(word);
  const first = load<u32>(parts);
  for (let byte: usize = 4; byte < SPLIT_BYTES; byte += 4) {
    if (load<u32>(parts + byte) != first) return;
  }
  give(parts, SPLIT_BYTES);
  store<u32>(at, first);
}

/** The range is virgin. */
export function clearWords(address: u32, bytes: u32): void {
  const end = address + bytes;
  while (address < end) {
    const next = min((address | (PAGE_BYTES - 1)) + 1, end);
    if (isTouched(address)) clearInPage(address, next);
    address = next;
  }
}

function clearInPage(address: u32, end: u32): void {
  if (end - address == PAGE_BYTES) store<u8>(pages + (address >>> PAGE_BITS), 0);
  while (address < end) {
    const next = min((address & ~3) + 4, end);
    const at = wordAt(address);
    if (load<u32>(at) != 0) {
      if (next - address == 4) {
        drop(load<u32>(at));
        store<u32>(at, 0);
      } else {
        clearBytes(at, address, next);
      }
    }
    address = next;
  }
}

function clearBytes(at: usize, address: u32, end: u32): void {
  const parts = split(at);
  for (; address < end; address++) {
    const byte = parts + ((address & 3) << 2);
    drop(load<u32>(byte));
    store<u32>(byte, 0);
  }
  unite(at);
}

/** Gives back what hangs on a word. */
function drop(word: u32): void {
  if (isSharing(word)) return dropSharing(word);
  if (!isSplit(word)) return;
  const parts = partsOf(word);
  for (let byte: usize = 0; byte < SPLIT_BYTES; byte += 4) {
    const part = load<u32>(parts + byte);
    if (isSharing(part)) dropSharing(part);
  }
  give(parts, SPLIT_BYTES);
}

/** Puts all words back to their start. */
export function clearAllWords(): void {
  if (pages == 0) return;
  // Eight pages at a time: most have no touched one.
  for (let page: u32 = 0; page < LOCKSET_MEMORY_LIMIT >> PAGE_BITS; page += 8) {
    if (load<u64>(pages + page) == 0) continue;
    for (let at = page; at < page + 8; at++) {
      if (load<u8>(pages + at) != 0) memory.fill(wordAt(at << PAGE_BITS), 0, PAGE_BYTES);
    }
  }
}

/** Hybrid: tells for each epoch of the shadow that it is still recorded. */
export function markWords(): void {
  if (pages == 0) return;
  for (let page: u32 = 0; page < LOCKSET_MEMORY_LIMIT >> PAGE_BITS; page++) {
    if (load<u8>(pages + page) == 0) continue;
    const start = wordAt(page << PAGE_BITS);
    for (let at = start; at < start + PAGE_BYTES; at += 4) {
      const word = load<u32>(at);
      if (!isSplit(word)) {
        mark(word);
        continue;
      }
      const parts = partsOf(word);
      for (let byte: usize = 0; byte < SPLIT_BYTES; byte += 4) mark(load<u32>(parts + byte));
    }
  }
}

function mark(word: u32): void {
  if (isSharing(word)) markSharing(word);
  else if (word != 0 && (word & TAG) == 0) markEpoch(word);
}
