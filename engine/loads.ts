/**
 * Atomic loads that settle nothing: under this `stamp` the thread has loaded the object with this
 * order, knows its newest store, and nothing but loads has happened to it since. The same load
 * again reads the newest store and changes nothing. The program looks here before it calls the
 * engine (src/toolchain/inline-checks.ts).
 *
 * An entry is the address above the stamp; it means that the object has a location, and goes with
 * it.
 */
import {
  ACQUIRE,
  CONSUME,
  LOAD_LINE_MASK,
  LOAD_LINE_SHIFT,
  LOAD_ORDER_SHIFT,
  LOAD_SIZE_SHIFT,
  LOAD_SIZES,
  LOAD_WIDEST_BYTES,
  RELAXED,
  SEQ_CST,
} from "../src/layout/numbers.ts";
import { telling } from "./stale.ts";
import { stamp } from "./threads.ts";
import { listening, watching } from "./watch.ts";

export const settledLoads: usize = memory.data(LOAD_SIZES << LOAD_SIZE_SHIFT);

/** The thread has just loaded it so, with no choice and no race. A replay sees all loads. */
export function settleLoad(address: u32, bytes: u32, order: i32): void {
  if (bytes > LOAD_WIDEST_BYTES || watching || listening || telling) return;
  store<u64>(entryOf(address, bytes, order), ((<u64>address) << 32) | <u64>stamp);
}

/** Something else happens to the object, or it ends. */
export function unsettleLoads(address: u32, bytes: u32): void {
  if (bytes > LOAD_WIDEST_BYTES) return;
  store<u64>(entryOf(address, bytes, RELAXED), 0);
  store<u64>(entryOf(address, bytes, CONSUME), 0);
  store<u64>(entryOf(address, bytes, ACQUIRE), 0);
  store<u64>(entryOf(address, bytes, SEQ_CST), 0);
}

function entryOf(address: u32, bytes: u32, order: i32): usize {
  const size: usize = ctz(bytes) << LOAD_SIZE_SHIFT;
  const line: usize = ((address >> 2) & LOAD_LINE_MASK) << LOAD_LINE_SHIFT;
  return settledLoads + size + line + ((<usize>order) << LOAD_ORDER_SHIFT);
}
