/** What the model can hold. Tests give smaller numbers, to reach them. */
import { LAST_CLOCK, SLOT_LIMIT } from "../layout/numbers.ts";

export interface Limits {
  readonly lastClock: number;
  readonly slotLimit: number;
  /** Stores kept of a location, the newest with them; 1: no load is stale. */
  readonly historyStores: number;
  /** Fences of S whose knowledge is kept. */
  readonly fenceSnapshots: number;
}

/**
 * What a load can read is bounded by this: a thread that is later than by so many stores misses
 * the oldest. Larger than the number of stores to one object in any litmus program (5 at most),
 * small enough that a scan of a location that nobody synchronizes on costs less than a switch.
 */
const HISTORY_STORES = 32;

/**
 * A thread that knows no fence among the last so many is taken to know all of S before them
 * (seq-cst.ts): it may read less, never more. One vector clock each.
 */
const FENCE_SNAPSHOTS = 1024;

export const LIMITS: Limits = {
  lastClock: LAST_CLOCK,
  slotLimit: SLOT_LIMIT,
  historyStores: HISTORY_STORES,
  fenceSnapshots: FENCE_SNAPSHOTS,
};
