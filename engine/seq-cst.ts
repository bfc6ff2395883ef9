/**
 * S, the total order of seq_cst operations, as far as it decides what loads may read: C++20
 * [atomics.order]/4 (P0668). The model's seq-cst.ts has the theory; the names are the same.
 *
 *   era          how many seq_cst fences there have been
 *   snapshot(n)  what happens before fence n or one that precedes it
 */
import { FENCE_SNAPSHOTS } from "../src/layout/numbers.ts";
import { assignClock, joinInto, setFence } from "./clocks.ts";
import { current, learned } from "./threads.ts";

/** The era of an access that never was: later than any fence. */
export const NEVER: u32 = 0xffffffff;

/** Ring of clocks; snapshot n lies at n modulo its size. */
const snapshots: usize = memory.data(FENCE_SNAPSHOTS * 4);

export let era: u32 = 0;

/** The next fence of S. After its acquire part, before its release part. */
export function fenceSeqCst(): void {
  const last = snapshot(era);
  era++;
  const place = snapshots + ((era % FENCE_SNAPSHOTS) << 2);
  store<usize>(place, joinInto(assignClock(load<usize>(place), last), current.clock));
  setFence(current.clock, era);
  learned();
}

/** Of 0, no fence, nothing. A later one than asked for excludes more: sound. */
export function snapshot(number: u32): usize {
  if (number == 0) return 0;
  const oldest = era < <u32>FENCE_SNAPSHOTS ? 1 : era - FENCE_SNAPSHOTS + 1;
  return load<usize>(snapshots + ((max(number, oldest) % FENCE_SNAPSHOTS) << 2));
}
