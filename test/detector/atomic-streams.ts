/**
 * Random streams of threads that take turns on a few atomic objects: many operations in a row, most
 * of them loads, with releases, fences and plain accesses in between. A thread so makes the same
 * load again and again under clocks that have and have not changed, which streams.ts seldom makes,
 * and which the table of settled loads lives on.
 */
import type { DetectorEvent } from "../../src/detector/event.ts";
import {
  ARENA,
  FENCE_ORDERS,
  KEYS,
  mulberry32,
  READ_ORDERS,
  RMW_ORDERS,
  WRITE_ORDERS,
  withValues,
} from "./streams.ts";

const THREADS = 3;
const LONGEST_TURN = 12;
/** The last two overlap with the first, now and then. */
const OBJECTS = [
  { address: ARENA, bytes: 4 },
  { address: ARENA + 16, bytes: 8 },
  { address: ARENA, bytes: 8 },
  { address: ARENA + 1, bytes: 1 },
] as const;
const OVERLAP_ONE_IN = 24;
const DRAWN = 40;
const LOADS = 24;

type Below = (limit: number) => number;

/** Up to so many turns: clocks are compared at the end, and what was missed is soon made up for. */
export function atomicStream(seed: number, mostTurns: number): DetectorEvent[] {
  const random = mulberry32(seed);
  const below = (limit: number) => random() % limit;
  const events: DetectorEvent[] = [];
  for (let child = 1; child < THREADS; child++) {
    events.push({ kind: "spawn", thread: 0, child });
  }
  const isMixed = below(4) === 0;
  const leastDrawn = 8 * below(3);
  // Who only stores to an object leaves no read of it that others would have to be ordered after.
  const loads = below(1 << (THREADS * OBJECTS.length));
  const turns = 1 + below(mostTurns);
  for (let turn = 0; turn < turns; turn++) {
    const thread = below(THREADS);
    for (let left = 1 + below(LONGEST_TURN); left > 0; left--) {
      const object = objectFor(isMixed, below);
      const isLoaded = (loads >> (thread * OBJECTS.length + object)) % 2 === 1;
      const least = isLoaded ? leastDrawn : LOADS;
      events.push(operation(thread, OBJECTS[object], least + below(DRAWN - least), below));
    }
  }
  return withValues(events);
}

function objectFor(isMixed: boolean, below: Below): 0 | 1 | 2 | 3 {
  const isOdd = isMixed && below(OVERLAP_ONE_IN) === 0;
  return one(isOdd ? ([2, 3] as const) : ([0, 1] as const), below);
}

/** @param drawn below DRAWN: what is done; the numbers below LOADS are loads */
function operation(
  thread: number,
  object: (typeof OBJECTS)[number],
  drawn: number,
  below: Below,
): DetectorEvent {
  const key = one(KEYS.slice(1), below);
  if (drawn < LOADS)
    return { kind: "atomic load", thread, ...object, order: one(READ_ORDERS, below) };
  if (drawn < 28) {
    return { kind: "atomic store", thread, ...object, order: one(WRITE_ORDERS, below) };
  }
  if (drawn < 31) return { kind: "atomic rmw", thread, ...object, order: one(RMW_ORDERS, below) };
  if (drawn < 34) return { kind: "release store", thread, key };
  if (drawn < 36) return { kind: "acquire", thread, key };
  if (drawn < 38) return { kind: "fence", thread, order: one(FENCE_ORDERS, below) };
  return { kind: drawn === 38 ? "read" : "write", thread, ...object };
}

function one<T>(list: readonly T[], below: Below): T {
  const chosen = list[below(list.length)];
  if (chosen === undefined) throw new Error("nothing to choose from");
  return chosen;
}
