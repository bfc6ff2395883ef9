/**
 * Atomic objects that the running thread stored to last: since then no other thread has run, and
 * nothing but its own accesses has happened to them. Entries hold as those of loads do (loads.ts).
 * The next store or read-modify-write finds the newest store known, and the thread's own; no plain
 * access is unordered with it. Left to do are the history, S, and the epoch of the write.
 *
 * An entry means that the object has a location and accesses, and goes with them:
 *
 *   0   address, and the turn   8   the location   12   where the epoch of its write is kept
 *   16  how strong a load of the newest store may be and join nothing (STRENGTH_…)   20  bytes
 */
import { isLoadSettled, settleLoadAgain } from "./loads.ts";
import { telling } from "./stale.ts";
import { epoch, turn } from "./threads.ts";
import { listening, watching } from "./watch.ts";

const LINES: u32 = 256;
const ENTRY_BYTES: u32 = 32;
const LOCATION: usize = 8;
const WORD: usize = 12;
const STRENGTH: usize = 16;
const BYTES: usize = 20;
const table: usize = memory.data(LINES * ENTRY_BYTES);

function entryOf(address: u32): usize {
  return table + ((address >> 2) & (LINES - 1)) * ENTRY_BYTES;
}

/**
 * The thread has just stored to the object, and what S was joined from it has had so far.
 *
 * @param word where the epoch of the thread's write is kept
 */
export function settleStore(
  address: u32,
  bytes: u32,
  strength: i32,
  location: usize,
  word: usize,
): void {
  if (watching || listening || telling) return;
  const entry = entryOf(address);
  store<u64>(entry, ((<u64>address) << 32) | <u64>turn);
  store<usize>(entry, location, LOCATION);
  store<usize>(entry, word, WORD);
  store<i32>(entry, strength, STRENGTH);
  store<u32>(entry, bytes, BYTES);
}

/** Something else happens to the object, or it ends. */
export function unsettleStore(address: u32): void {
  store<u64>(entryOf(address), 0);
}

/** Whether stores to exactly these bytes are settled, up to the strength. */
export function isSettled(address: u32, bytes: u32, strength: i32): bool {
  const entry = entryOf(address);
  if (load<u64>(entry) != (((<u64>address) << 32) | <u64>turn)) return false;
  return load<i32>(entry, STRENGTH) >= strength && load<u32>(entry, BYTES) == bytes;
}

/** The location of an object that is settled. */
export function settledAt(address: u32): usize {
  return load<usize>(entryOf(address), LOCATION);
}

/** Another store of the thread's to it: its write is noted, and all stays settled. */
export function storeAgain(address: u32, bytes: u32): void {
  const entry = entryOf(address);
  store<u32>(load<usize>(entry, WORD), epoch);
  if (isLoadSettled(address, bytes)) settleLoadAgain(address, bytes, load<i32>(entry, STRENGTH));
}
