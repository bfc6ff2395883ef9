/** Sequences of words, as interned sets keep them. */
import { give, take } from "./pool.ts";

/** Where a sequence is put together; nothing in it lasts until the next one. */
export let scratch: usize = 0;
let scratchCapacity: u32 = 0;

/** Room for `size` words. What was there is lost. */
export function reserveScratch(size: u32): void {
  if (size <= scratchCapacity) return;
  if (scratchCapacity != 0) give(scratch, scratchCapacity << 2);
  scratchCapacity = max<u32>(64, size << 1);
  scratch = take(scratchCapacity << 2);
}

/** A hash of `size` words; `hash` is what it begins with. */
export function hashWords(hash: u32, words: usize, size: u32): u32 {
  for (let i: u32 = 0; i < size; i++) {
    hash = (hash ^ load<u32>(words + (i << 2))) * 0x01000193;
    hash ^= hash >>> 15;
  }
  return hash;
}

/** Insertion sort: as many words as there are threads. */
export function sortWords(words: usize, size: u32): void {
  for (let i: u32 = 1; i < size; i++) insertWord(words, i, load<u32>(words + (i << 2)));
}

/** Puts `word` among `size` ascending ones, with room for one more. */
export function insertWord(words: usize, size: u32, word: u32): void {
  let at = size;
  while (at > 0 && load<u32>(words + ((at - 1) << 2)) > word) {
    store<u32>(words + (at << 2), load<u32>(words + ((at - 1) << 2)));
    at--;
  }
  store<u32>(words + (at << 2), word);
}
