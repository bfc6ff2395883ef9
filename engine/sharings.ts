/**
 * The hybrid's shared states: C(v), and the accesses that no later one comes after in the free
 * order (the model's lockset.ts). As with read sets (sets.ts), a sharing that several granules have
 * is interned and never changes; one whose threads come again and again with new epochs gets a
 * block of its own, changed in place.
 *
 *   word 0: LOCKSET_SHARED or LOCKSET_MODIFIED, and the number of C(v)
 *   word 1: how many epochs   word 2: room for so many; 0: interned
 *   word 3: of a block of its own, `stamp` when it was last brought up to date
 *   words 4…: epochs
 */
import { CLOCK_BITS, LOCKSET_PAYLOAD, LOCKSET_SHARING, TAG } from "../src/layout/numbers.ts";
import { copyWords, give, grown, take } from "./pool.ts";
import { epoch, markEpoch, precedesFreely, stamp } from "./threads.ts";
import { hashWords, insertWord, reserveScratch, scratch, sortWords } from "./words.ts";

const COUNT: usize = 4;
const ROOM: usize = 8;
const STAMP: usize = 12;
const EPOCHS: usize = 16;

/** Cache of transitions of interned words: word and what it is refined to, stamp -> next. */
const CACHE_ENTRIES: i32 = 1024;
let cache: usize = 0;

let table: usize = 0;
let capacity: u32 = 0;
let count: u32 = 0;
/** Open addressing: block addresses, 0 is free. Twice as many places as `capacity`. */
let index: usize = 0;

/** Before anything is shared. */
export function beginSharings(): void {
  cache = take(CACHE_ENTRIES * 16);
}

export function sharingOf(word: u32): usize {
  return <usize>(word & LOCKSET_PAYLOAD);
}

export function stateOf(word: u32): u32 {
  return load<u32>(sharingOf(word));
}

function isOwn(word: u32): bool {
  return load<u32>(sharingOf(word), ROOM) != 0;
}

/** One thread's access and the current thread's, which doesn't come after it. */
export function beginSharing(other: u32, state: u32): u32 {
  reserveScratch(2);
  store<u32>(scratch, min(other, epoch));
  store<u32>(scratch, max(other, epoch), 4);
  return intern(state, 2);
}

/**
 * The word after an access of the current thread by which C(v) becomes that of `state`; the epoch
 * alone if the access comes after all others. A block of its own is changed in place: the caller
 * must store the result over `word`.
 */
export function share(word: u32, state: u32): u32 {
  if (isOwn(word)) return changeOwn(word, state);
  const place: usize = cache + (((word ^ (state * 0x85ebca6b)) * 0x9e3779b1) >>> 22) * 16;
  const isKnown = load<u32>(place) == word && load<u32>(place, 4) == state;
  if (isKnown && load<u32>(place, 8) == stamp) return load<u32>(place, 12);
  const next = computeNext(word, state);
  // A block belongs to one granule: the next with the same sharing gets another.
  if ((next & TAG) != 0 && isOwn(next)) return next;
  store<u32>(place, word);
  store<u32>(place, state, 4);
  store<u32>(place, stamp, 8);
  store<u32>(place, next, 12);
  return next;
}

function computeNext(word: u32, state: u32): u32 {
  const sharing = sharingOf(word);
  const size = load<u32>(sharing, COUNT);
  reserveScratch(size + 1);
  let kept: u32 = 0;
  let cameBefore = false;
  for (let i: u32 = 0; i < size; i++) {
    const e = load<u32>(sharing + (i << 2), EPOCHS);
    if (precedesFreely(e))
      cameBefore = cameBefore || ((e ^ epoch) >> CLOCK_BITS == 0 && e != epoch);
    else store<u32>(scratch + (kept++ << 2), e);
  }
  if (kept == 0) return epoch;
  insertWord(scratch, kept++, epoch);
  return cameBefore ? ownFromScratch(state, kept) : intern(state, kept);
}

function changeOwn(word: u32, state: u32): u32 {
  const sharing = sharingOf(word);
  if (load<u32>(sharing, STAMP) == stamp && load<u32>(sharing) == state) return word;
  const size = load<u32>(sharing, COUNT);
  let kept: u32 = 0;
  for (let i: u32 = 0; i < size; i++) {
    const e = load<u32>(sharing + (i << 2), EPOCHS);
    if (!precedesFreely(e)) store<u32>(sharing + (kept++ << 2), e, EPOCHS);
  }
  if (kept == 0) {
    dropSharing(word);
    return epoch;
  }
  store<u32>(sharing, state);
  store<u32>(sharing, stamp, STAMP);
  if (kept < load<u32>(sharing, ROOM)) {
    store<u32>(sharing + (kept << 2), epoch, EPOCHS);
    store<u32>(sharing, kept + 1, COUNT);
    return word;
  }
  reserveScratch(kept + 1);
  copyWords(scratch, sharing + EPOCHS, kept);
  store<u32>(scratch + (kept << 2), epoch);
  dropSharing(word);
  return ownFromScratch(state, kept + 1);
}

function ownFromScratch(state: u32, size: u32): u32 {
  const room = size + 2;
  const sharing = take(<u32>EPOCHS + (room << 2));
  store<u32>(sharing, state);
  store<u32>(sharing, size, COUNT);
  store<u32>(sharing, room, ROOM);
  store<u32>(sharing, stamp, STAMP);
  copyWords(sharing + EPOCHS, scratch, size);
  return LOCKSET_SHARING | <u32>sharing;
}

/** The word is no longer needed: a block of its own is given back. */
export function dropSharing(word: u32): void {
  if (!isOwn(word)) return;
  const sharing = sharingOf(word);
  give(sharing, <u32>EPOCHS + (load<u32>(sharing, ROOM) << 2));
}

/** The same in a form that several bytes may have. */
export function internSharing(word: u32): u32 {
  if (!isOwn(word)) return word;
  const sharing = sharingOf(word);
  const size = load<u32>(sharing, COUNT);
  const state = load<u32>(sharing);
  reserveScratch(size);
  copyWords(scratch, sharing + EPOCHS, size);
  sortWords(scratch, size);
  dropSharing(word);
  return intern(state, size);
}

/** Tells for each epoch of the word that it is still recorded. */
export function markSharing(word: u32): void {
  const sharing = sharingOf(word);
  const size = load<u32>(sharing, COUNT);
  for (let i: u32 = 0; i < size; i++) markEpoch(load<u32>(sharing + (i << 2), EPOCHS));
}

function hashOf(state: u32, epochs: usize, size: u32): u32 {
  return hashWords(state * 0x85ebca6b + size, epochs, size);
}

/** The word of the state with the epochs in `scratch`. */
function intern(state: u32, size: u32): u32 {
  if (count == capacity) grow();
  const mask = (capacity << 1) - 1;
  let place = hashOf(state, scratch, size) & mask;
  while (true) {
    const sharing = load<usize>(index + (place << 2));
    if (sharing == 0) return add(state, size, place);
    const isSame = load<u32>(sharing) == state && load<u32>(sharing, COUNT) == size;
    if (isSame && memory.compare(sharing + EPOCHS, scratch, size << 2) == 0) {
      return LOCKSET_SHARING | <u32>sharing;
    }
    place = (place + 1) & mask;
  }
}

function add(state: u32, size: u32, place: u32): u32 {
  const sharing = take(<u32>EPOCHS + (size << 2));
  store<u32>(sharing, state);
  store<u32>(sharing, size, COUNT);
  store<u32>(sharing, 0, ROOM);
  copyWords(sharing + EPOCHS, scratch, size);
  store<usize>(table + (count++ << 2), sharing);
  store<usize>(index + (place << 2), sharing);
  return LOCKSET_SHARING | <u32>sharing;
}

function grow(): void {
  const wider: u32 = capacity == 0 ? 1024 : capacity << 1;
  table = grown(table, capacity << 2, wider << 2);
  if (index != 0) give(index, capacity << 3);
  index = take(wider << 3);
  capacity = wider;
  const mask = (wider << 1) - 1;
  for (let number: u32 = 0; number < count; number++) {
    const sharing = load<usize>(table + (number << 2));
    const size = load<u32>(sharing, COUNT);
    let place = hashOf(load<u32>(sharing), sharing + EPOCHS, size) & mask;
    while (load<usize>(index + (place << 2)) != 0) place = (place + 1) & mask;
    store<usize>(index + (place << 2), sharing);
  }
}
