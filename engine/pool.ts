/**
 * Blocks of engine memory below the shadow's tables: one free list for each multiple of 8 bytes up
 * to 1 KiB, and for each power of two above. Nothing is given back to the system: a run is short.
 */
import { exhausted } from "./host.ts";
import { TABLE } from "./pages.ts";

const SMALL_LIMIT: u32 = 1024;
/**
 * Class 129 holds blocks of 2^11 bytes, class 130 of 2^12 …, and a line of the processor's cache
 * more: else the first lines of all of them would share the same few places of the cache.
 */
const LINE_BYTES: u32 = 64;
const FIRST_POWER: u32 = 129 - 11;
const CLASSES: i32 = 160;
/** Heads of the free lists, by class. */
const free: usize = memory.data(CLASSES * 4);
let top: usize = 0;

function classOf(bytes: u32): u32 {
  if (bytes <= SMALL_LIMIT) return (bytes + 7) >> 3;
  return FIRST_POWER + 32 - clz(bytes - 1);
}

function classBytes(index: u32): u32 {
  return index <= SMALL_LIMIT >> 3 ? index << 3 : (1 << (index - FIRST_POWER)) + LINE_BYTES;
}

/** Zeroed block, aligned to 8. */
export function take(bytes: u32): usize {
  const index = classOf(bytes);
  const size = classBytes(index);
  const head = free + (index << 2);
  const reused = load<usize>(head);
  if (reused != 0) {
    store<usize>(head, load<usize>(reused));
    clear(reused, size);
    return reused;
  }
  if (top == 0) top = (__heap_base + 15) & ~15;
  const block = top;
  if (block + size > TABLE) exhausted();
  top = block + size;
  return block;
}

/** The block, or none, in one of `wider` bytes: what it held, then zeros. */
export function grown(block: usize, bytes: u32, wider: u32): usize {
  const next = take(wider);
  if (block != 0) {
    memory.copy(next, block, bytes);
    give(block, bytes);
  }
  return next;
}

/** Puts the pool, and all static data of the engine, back to its start. */
export function clearPool(): void {
  memory.fill(0, 0, max(top, __heap_base));
}

/** Up to so many words are copied one by one. */
const FEW_WORDS: u32 = 32;

/** V8 calls out of wasm for `memory.copy`: for few words that costs more than the stores. */
export function copyWords(to: usize, from: usize, words: u32): void {
  if (words > FEW_WORDS) {
    memory.copy(to, from, words << 2);
    return;
  }
  const end = from + (words << 2);
  for (; from + 16 <= end; from += 16, to += 16) v128.store(to, v128.load(from));
  for (; from < end; from += 4, to += 4) store<u32>(to, load<u32>(from));
}

/** The same of `memory.fill`. */
function clear(block: usize, size: u32): void {
  if (size > SMALL_LIMIT) {
    memory.fill(block, 0, size);
    return;
  }
  for (const end = block + size; block < end; block += 8) store<u64>(block, 0);
}

/** Gives back a block that `take(bytes)` returned. */
export function give(block: usize, bytes: u32): void {
  const head = free + (classOf(bytes) << 2);
  store<usize>(block, load<usize>(head));
  store<usize>(head, block);
}
