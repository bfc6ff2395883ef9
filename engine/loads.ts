/**
 * Atomic loads that settle nothing: the running thread has loaded the object, or stored to it, and
 * since then no other thread has run, and nothing but its own accesses has happened to the object.
 * The same load again reads the newest store, joins nothing, has no choice and no race; all that is
 * left of it is that the object was read in this epoch. The program looks here before it calls the
 * engine (src/toolchain/inline-checks.ts), and notes the epoch itself.
 *
 * If other threads' reads are kept too, which of them are may change as soon as the thread learns
 * of others: such an entry holds for a `view`, others for a `turn` (threads.ts).
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
} from "../src/layout/numbers.ts";
import { telling } from "./stale.ts";
import { holds, turn, view } from "./threads.ts";
import { listening, watching } from "./watch.ts";

export const settledLoads: usize = memory.data(LOAD_SIZES << LOAD_SIZE_SHIFT);

/**
 * Loads of no more than this strength settle nothing from now on. A replay sees all loads.
 *
 * @param word where the epoch of the thread's last read is kept
 * @param isOnly whether no other read is kept
 */
export function settleLoad(
  address: u32,
  bytes: u32,
  strength: i32,
  word: usize,
  isOnly: bool,
): void {
  if (bytes > LOAD_WIDEST_BYTES || watching || listening || telling) return;
  const entry = entryOf(address, bytes);
  const key = ((<u64>address) << 32) | <u64>(isOnly ? turn : view);
  if (load<u64>(entry) == key) strength = max(strength, load<i32>(entry, LOAD_STRENGTH));
  store<u64>(entry, key);
  store<usize>(entry, word, LOAD_WORD);
  store<i32>(entry, strength, LOAD_STRENGTH);
}

/** Something else happens to the object, or it ends. */
export function unsettleLoads(address: u32, bytes: u32): void {
  if (bytes <= LOAD_WIDEST_BYTES) store<u64>(entryOf(address, bytes), 0);
}

/** What `settleLoadAgain` wants after a store of the thread's own; 0 if no load is settled. */
export function settledLoad(address: u32, bytes: u32): u64 {
  if (bytes > LOAD_WIDEST_BYTES) return 0;
  const key = load<u64>(entryOf(address, bytes));
  return <u32>(key >>> 32) == address && holds(<u32>key) ? key : 0;
}

export function settleLoadAgain(address: u32, bytes: u32, key: u64, strength: i32): void {
  const entry = entryOf(address, bytes);
  store<u64>(entry, key);
  store<i32>(entry, strength, LOAD_STRENGTH);
}

function entryOf(address: u32, bytes: u32): usize {
  const line: usize = ((address >> 2) & LOAD_LINE_MASK) << LOAD_LINE_SHIFT;
  return settledLoads + (ctz(bytes) << LOAD_SIZE_SHIFT) + line;
}
