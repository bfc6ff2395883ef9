/**
 * The edge that is missing between two accesses that race: what the earlier thread did after its
 * access, what the later one did before its own, and whether an atomic load of the later thread
 * read a store of the earlier one, so that stronger orders would have made the edge.
 *
 * Each statement is about this run alone: "would synchronize" holds for the store that the load did
 * read (C++20 [atomics.order]/2, [atomics.fences]/2 to 4). Of operations that are no longer kept
 * nothing is said.
 */
import type { ClockEntry, MemoryOrder, MissingEdge, Stack, SyncSite } from "../detector/finding.ts";
import type { StackTable } from "./stack-table.ts";
import {
  acquires,
  releases,
  type SyncRecord,
  type SyncRecorder,
  type SyncStep,
} from "./sync-recorder.ts";

/** By number, as in src/layout/numbers.ts. */
export const ORDERS: readonly MemoryOrder[] = [
  "relaxed",
  "consume",
  "acquire",
  "release",
  "acq_rel",
  "seq_cst",
];

/** What the replay saw of the two threads when a race came up again: records, no stacks yet. */
export interface EdgeScene {
  readonly after: SyncRecord | undefined;
  readonly before: SyncRecord | undefined;
  readonly released: SyncRecord | undefined;
  readonly acquired: SyncRecord | undefined;
  readonly heard: { readonly acquired: SyncRecord; readonly released: SyncRecord } | undefined;
  readonly pair: Pair | undefined;
  /** All that the earlier thread did since, and the later one until then, is known. */
  readonly isWhole: boolean;
  readonly clocks: MissingEdge["clocks"];
}

interface Pair {
  readonly store: SyncRecord;
  readonly load: SyncRecord;
  readonly isThroughOthers: boolean;
  readonly strengthen: readonly ("store" | "load")[];
}

/** Who accessed first, and how many operations the run had had by then, if that is known. */
export interface Accessed {
  readonly thread: number;
  readonly syncs: number | undefined;
  /** The access is itself the operation that comes next. */
  readonly isAtomic: boolean;
}

/** To be called as the race comes up. */
export function edgeScene(
  syncs: SyncRecorder,
  later: number,
  previous: Accessed,
  clocks: { readonly later: readonly ClockEntry[]; readonly earlier: ClockEntry } | undefined,
): EdgeScene {
  const since = previous.syncs;
  const theirs = syncs.stepsOf(previous.thread).map(({ record }) => record);
  const mine = syncs.stepsOf(later);
  const first = (since ?? 0) + (previous.isAtomic ? 1 : 0);
  const after = since === undefined ? [] : theirs.filter(({ number }) => number >= first);
  const isWhole = since !== undefined && syncs.isWholeSince(previous.thread, since);
  const heard = mine.findLast(({ acquired }) =>
    acquired.some(({ thread }) => thread === previous.thread),
  );
  const released = heard?.acquired.find(({ thread }) => thread === previous.thread);
  return {
    after: isWhole ? after[0] : undefined,
    before: mine.at(-1)?.record,
    released: isWhole ? after.find((record) => isRelease(record, since)) : undefined,
    acquired: mine.findLast(isAcquire)?.record,
    heard: heard && released && { acquired: heard.record, released },
    pair: since === undefined ? undefined : findPair(mine, previous.thread, since),
    isWhole: isWhole && syncs.isWholeSince(later, 0),
    clocks: clocks && { access: clocks.later, previous: clocks.earlier },
  };
}

/** What it does is handed to whoever acquires it: with it all that came before, the access too. */
function isRelease({ kind, order, fence }: SyncRecord, since = 0): boolean {
  switch (kind) {
    case "store":
    case "read-modify-write":
      return releases(order) || (fence !== undefined && fence >= since);
    case "unlock":
    case "release":
    case "create":
      return true;
    default:
      return false;
  }
}

function isAcquire({ record: { kind, order } }: SyncStep): boolean {
  switch (kind) {
    case "load":
    case "read-modify-write":
    case "fence":
      return acquires(order);
    case "lock":
    case "acquire":
    case "join":
    case "begin":
      return true;
    default:
      return false;
  }
}

/**
 * A load of the later thread that read a store which the earlier one made after its access, or a
 * read-modify-write that continues what such a store could head. Of several the one that needs the
 * fewest changes, then the last.
 */
function findPair(mine: readonly SyncStep[], earlier: number, since: number): Pair | undefined {
  let best: Pair | undefined;
  for (const { record: load, read } of mine) {
    const store = read.find(({ thread }) => thread === earlier);
    if (!store || store.number < since) continue;
    const isReleased = isRelease(store, since);
    const isAcquired =
      acquires(load.order) ||
      mine.some(
        ({ record }) =>
          record.kind === "fence" && record.number > load.number && acquires(record.order),
      );
    const strengthen = [
      ...(isReleased ? [] : (["store"] as const)),
      ...(isAcquired ? [] : (["load"] as const)),
    ];
    // Both would be an edge: something else is at work, such as synchronization that is ignored.
    if (strengthen.length === 0) continue;
    const isThroughOthers = read.at(-1) !== store;
    if (!best || strengthen.length <= best.strengthen.length) {
      best = { store, load, isThroughOthers, strengthen };
    }
  }
  return best;
}

/** The operations of a scene whose stacks are to be shown. */
export function recordsOf({
  after,
  before,
  released,
  acquired,
  heard,
  pair,
}: EdgeScene): SyncRecord[] {
  const all = [after, before, released, acquired];
  all.push(heard?.acquired, heard?.released, pair?.store, pair?.load);
  return all.filter((record) => record !== undefined);
}

export interface EdgeContext {
  readonly stacks: StackTable;
  /** The raw stack of an operation, as the second replay took it. */
  readonly stackOf: (number: number) => string | undefined;
  readonly nameOf: (address: number) => string | undefined;
  /** Index into the finding's locks. */
  readonly lockOf: (address: number) => number;
  readonly withClocks: boolean;
}

/** All but the advice, which looks at the accesses too. */
export function missingEdge(scene: EdgeScene, context: EdgeContext): Omit<MissingEdge, "advice"> {
  const site = (record: SyncRecord): SyncSite => siteOf(record, context);
  const { after, before, released, acquired, heard, pair, isWhole, clocks } = scene;
  return {
    ...(after && { after: site(after) }),
    ...(released && { released: site(released) }),
    ...(before && { before: site(before) }),
    ...(acquired && { acquired: site(acquired) }),
    ...(heard && { heard: { acquired: site(heard.acquired), released: site(heard.released) } }),
    ...(pair && {
      pair: {
        store: site(pair.store),
        load: site(pair.load),
        isThroughOthers: pair.isThroughOthers,
        strengthen: pair.strengthen,
      },
    }),
    isWhole,
    ...(context.withClocks && clocks && { clocks }),
  };
}

function siteOf(record: SyncRecord, { stacks, stackOf, nameOf, lockOf }: EdgeContext): SyncSite {
  const { number, kind, thread, step, address, order, other, to } = record;
  const isOrdered = ["load", "store", "read-modify-write", "fence"].includes(kind);
  const name = address === 0 ? undefined : nameOf(address);
  const isLock = kind === "lock" || kind === "unlock";
  const stack: Stack = stacks.get(stackOf(number));
  return {
    operation: kind,
    ...(isOrdered && { order: ORDERS[order] ?? "relaxed" }),
    ...(address !== 0 && { address }),
    ...(name !== undefined && { name }),
    ...(isLock && { lock: lockOf(address) }),
    ...(other !== undefined && { other }),
    ...(to !== undefined && { to }),
    thread,
    step,
    stack,
  };
}
