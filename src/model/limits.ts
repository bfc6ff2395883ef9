/** What the model can hold. Tests give smaller numbers, to reach them. */
import {
  FENCE_SNAPSHOTS,
  HISTORY_STORES,
  LAST_CLOCK,
  LONG_HISTORIES,
  SHORT_HISTORY,
  SLOT_LIMIT,
} from "../layout/numbers.ts";

export interface Limits {
  readonly lastClock: number;
  readonly slotLimit: number;
  /** Stores kept of a location, the newest with them; 1: no load is stale. */
  readonly historyStores: number;
  /** The same once `longHistories` other locations have more. */
  readonly shortHistory: number;
  readonly longHistories: number;
  /** Fences of S whose knowledge is kept. */
  readonly fenceSnapshots: number;
}

export const LIMITS: Limits = {
  lastClock: LAST_CLOCK,
  slotLimit: SLOT_LIMIT,
  historyStores: HISTORY_STORES,
  shortHistory: SHORT_HISTORY,
  longHistories: LONG_HISTORIES,
  fenceSnapshots: FENCE_SNAPSHOTS,
};
