/**
 * Stale reads: loads that read a store which is not the newest. A run without one is sequentially
 * consistent, for then each load reads the last store executed before it. A replay may
 * want to hear of each of them, and of each store that such a load might read.
 */
import { steps } from "./budget.ts";
import { staleRead, stored } from "./host.ts";

let firstStep: f64 = Infinity;
/** The host hears of stale reads and of stores. */
export let telling: bool = false;

/** A load is about to read store `index`, counted back from the newest. Before it acquires. */
export function readsStale(address: u32, bytes: u32, order: i32, index: u32): void {
  firstStep = min(firstStep, steps());
  if (telling) staleRead(address, bytes, order, <i32>index);
}

/** A store, or the store of a read-modify-write, became the newest of exactly these bytes. */
export function storedNewest(address: u32, bytes: u32, order: i32, isRmw: bool): void {
  if (telling) stored(address, bytes, order, isRmw ? 1 : 0);
}

/** Step of the first stale read of the run; infinite if there was none. */
export function first_stale_step(): f64 {
  return firstStep;
}

/** A replay: tell of stale reads and of stores from now on. */
export function tell_stale_reads(): void {
  telling = true;
}
