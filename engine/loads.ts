/**
 * Atomic loads that settle nothing: the running thread has loaded the object, or stored to it, and
 * since then no other thread has run, and nothing but its own accesses has happened to the object.
 * The same load again reads the newest store, joins nothing, has no choice and no race; all that is
 * left of it is that the object was read in this epoch. The program looks here before it calls the
 * engine (src/toolchain/inline-checks.ts), and notes the epoch itself.
 *
 * An entry holds for a `turn` (threads.ts): it stays true as the thread learns of others.
 *
 * An entry means that the object has a location and accesses, and goes with them.
 */
import {
  LOAD_LINE_MASK,
  LOAD_LINE_SHIFT,
  LOAD_SIZE_SHIFT,
  LOAD_SIZES,
  LOAD_STRENGTH,
  LOAD_WIDEST_BYTES,
  LOAD_WORD,
  STRENGTH_ACQUIRE,
} from "../src/layout/numbers.ts";
import { telling } from "./stale.ts";
import { turn } from "./threads.ts";
import { listening, watching } from "./watch.ts";

export const settledLoads: usize = memory.data(LOAD_SIZES << LOAD_SIZE_SHIFT);

/**
 * Loads of no more than this strength settle nothing from now on. A replay sees all loads.
 *
 * @param word where the epoch of the thread's last read is kept
 */
export function settleLoad(address: u32, bytes: u32, strength: i32, word: usize): void {
  if (bytes > LOAD_WIDEST_BYTES || watching || listening || telling) return;
  const entry = entryOf(address, bytes);
  const key = ((<u64>address) << 32) | <u64>turn;
  if (load<u64>(entry) == key) strength = max(strength, load<i32>(entry, LOAD_STRENGTH));
  store<u64>(entry, key);
  store<usize>(entry, word, LOAD_WORD);
  store<i32>(entry, strength, LOAD_STRENGTH);
}

/** Something else happens to the object, or it ends. */
export function unsettleLoads(address: u32, bytes: u32): void {
  if (bytes <= LOAD_WIDEST_BYTES) store<u64>(entryOf(address, bytes), 0);
}

/** Whether loads of exactly these bytes are settled. */
export function isLoadSettled(address: u32, bytes: u32): bool {
  if (bytes > LOAD_WIDEST_BYTES) return false;
  return load<u64>(entryOf(address, bytes)) == (((<u64>address) << 32) | <u64>turn);
}

/**
 * They are, and the thread has stored to it: still are loads up to the strength, and acquire loads
 * if they were, for all that the store has added to S is the thread's own past.
 */
export function settleLoadAgain(address: u32, bytes: u32, strength: i32): void {
  const entry = entryOf(address, bytes);
  strength = max(strength, min(load<i32>(entry, LOAD_STRENGTH), STRENGTH_ACQUIRE));
  store<i32>(entry, strength, LOAD_STRENGTH);
}

function entryOf(address: u32, bytes: u32): usize {
  const line: usize = ((address >> 2) & LOAD_LINE_MASK) << LOAD_LINE_SHIFT;
  return settledLoads + (ctz(bytes) << LOAD_SIZE_SHIFT) + line;
}
