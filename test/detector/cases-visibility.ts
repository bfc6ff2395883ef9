/**
 * Which stores a load may read (model/visibility.ts, model/history.ts): each rule as the smallest
 * stream in which it alone excludes a store, and beside it what it does not exclude.
 */
import type { ExclusionRule } from "../../src/detector/detector.ts";
import type {
  AtomicLoadEvent,
  DetectorEvent,
  ReadOrder,
  RmwOrder,
  Value,
  WriteOrder,
} from "../../src/detector/event.ts";
import { LIMITS } from "../../src/model/limits.ts";
import { acquire, clear, D, F, fence, releaseMerge, spawn, write } from "./events.ts";

export interface VisibilityCase {
  /** A sentence about behaviour. */
  readonly name: string;
  readonly events: readonly DetectorEvent[];
  readonly load: AtomicLoadEvent;
  /** What the load would find, newest first: the value, and the rule that excludes it if any. */
  readonly finds: readonly (readonly [Value | undefined, ExclusionRule?])[];
}

const X = D;
const Y = F;

const load = (thread: number, order: ReadOrder, address = X, bytes = 4): AtomicLoadEvent => ({
  kind: "atomic load",
  thread,
  order,
  address,
  bytes,
});
/** A load that reads a store by its index. */
const stale = (thread: number, order: ReadOrder, reads: number, address = X): AtomicLoadEvent => ({
  ...load(thread, order, address),
  reads,
});
const store = (
  thread: number,
  order: WriteOrder,
  value: Value,
  address = X,
  bytes = 4,
): DetectorEvent => ({ kind: "atomic store", thread, order, value, address, bytes });
const rmw = (thread: number, order: RmwOrder, value: Value): DetectorEvent => ({
  kind: "atomic rmw",
  thread,
  order,
  value,
  address: X,
  bytes: 4,
});

/** What memory held at first: no event told. */
const initial = undefined;
const TWO_THREADS = [spawn(0, 1)];
const THREE_THREADS = [spawn(0, 1), spawn(0, 2)];
/** T2 knows what T1 did before. */
const T1_TO_T2 = [store(1, "release", 1, Y), load(2, "acquire", Y)];

const COHERENCE: readonly VisibilityCase[] = [
  {
    name: "a load that nothing orders may read every store",
    events: [...TWO_THREADS, store(0, "relaxed", 1), rmw(0, "acq_rel", 2)],
    load: load(1, "acquire"),
    finds: [[2], [1], [initial]],
  },
  {
    name: "CoWR: a thread's own store excludes older ones",
    events: [
      ...TWO_THREADS,
      store(0, "relaxed", 1),
      store(1, "relaxed", 2),
      store(0, "relaxed", 3),
    ],
    load: load(1, "relaxed"),
    finds: [[3], [2], [1, "CoWR"], [initial, "CoWR"]],
  },
  {
    name: "CoWR: a store that happens before the load excludes older ones",
    events: [...THREE_THREADS, store(1, "relaxed", 1), ...T1_TO_T2],
    load: load(2, "relaxed"),
    finds: [[1], [initial, "CoWR"]],
  },
  {
    name: "a store that does not happen before the load excludes nothing, though it was first",
    events: [...THREE_THREADS, ...T1_TO_T2, store(1, "relaxed", 1)],
    load: load(2, "relaxed"),
    finds: [[1], [initial]],
  },
  {
    name: "CoWR: a read-modify-write excludes what it read, and older ones",
    events: [...TWO_THREADS, store(0, "relaxed", 1), rmw(1, "relaxed", 2)],
    load: load(1, "relaxed"),
    finds: [[2], [1, "CoWR"], [initial, "CoWR"]],
  },
  {
    name: "CoRR: what a thread has read excludes older stores",
    events: [
      ...TWO_THREADS,
      store(0, "relaxed", 1),
      store(0, "relaxed", 2),
      stale(1, "relaxed", 1),
    ],
    load: load(1, "relaxed"),
    finds: [[2], [1], [initial, "CoRR"]],
  },
  {
    name: "CoRR: a read that happens before the load excludes what is older than it read",
    events: [...THREE_THREADS, store(0, "relaxed", 1), load(1, "relaxed"), ...T1_TO_T2],
    load: load(2, "relaxed"),
    finds: [[1], [initial, "CoRR"]],
  },
  {
    name: "a read that the release before it did not pass on excludes nothing elsewhere",
    events: [...THREE_THREADS, store(0, "relaxed", 1), ...T1_TO_T2, load(1, "relaxed")],
    load: load(2, "relaxed"),
    finds: [[1], [initial]],
  },
  {
    name: "CoRR: of two reads in one thread the later one, passed on, excludes more",
    events: [
      ...THREE_THREADS,
      store(0, "relaxed", 1),
      store(0, "relaxed", 2),
      stale(1, "relaxed", 1),
      ...T1_TO_T2,
      load(1, "relaxed"),
      ...T1_TO_T2,
    ],
    load: load(2, "relaxed"),
    finds: [[2], [1, "CoRR"], [initial, "CoRR"]],
  },
];

const TOTAL_ORDER: readonly VisibilityCase[] = [
  {
    name: "a seq_cst store excludes older ones for a seq_cst load",
    events: [...TWO_THREADS, store(0, "seq_cst", 1)],
    load: load(1, "seq_cst"),
    finds: [[1], [initial, "SC load after SC store"]],
  },
  {
    name: "a seq_cst store excludes nothing for an acquire load",
    events: [...TWO_THREADS, store(0, "seq_cst", 1)],
    load: load(1, "acquire"),
    finds: [[1], [initial]],
  },
  {
    name: "a release store excludes nothing for a seq_cst load",
    events: [...TWO_THREADS, store(0, "release", 1)],
    load: load(1, "seq_cst"),
    finds: [[1], [initial]],
  },
  {
    name: "what a seq_cst load has read excludes older stores for a seq_cst load",
    events: [...THREE_THREADS, store(0, "relaxed", 1), load(1, "seq_cst")],
    load: load(2, "seq_cst"),
    finds: [[1], [initial, "SC load after SC read"]],
  },
  {
    name: "a store before a seq_cst fence excludes older ones for a seq_cst load",
    events: [...TWO_THREADS, store(0, "relaxed", 1), fence(0, "seq_cst")],
    load: load(1, "seq_cst"),
    finds: [[1], [initial, "SC load after SC fence after store"]],
  },
  {
    name: "what was read before a seq_cst fence excludes older stores for a seq_cst load",
    events: [...THREE_THREADS, store(0, "relaxed", 1), load(1, "relaxed"), fence(1, "seq_cst")],
    load: load(2, "seq_cst"),
    finds: [[1], [initial, "SC load after SC fence after read"]],
  },
  {
    name: "a store after a seq_cst fence excludes nothing by it",
    events: [...TWO_THREADS, fence(0, "seq_cst"), store(0, "relaxed", 1)],
    load: load(1, "seq_cst"),
    finds: [[1], [initial]],
  },
  {
    name: "a seq_cst fence after a seq_cst store excludes older ones for loads after it",
    events: [...TWO_THREADS, store(0, "seq_cst", 1), fence(1, "seq_cst")],
    load: load(1, "relaxed"),
    finds: [[1], [initial, "SC fence after SC store"]],
  },
  {
    name: "a seq_cst fence before a seq_cst store excludes nothing",
    events: [...TWO_THREADS, fence(1, "seq_cst"), store(0, "seq_cst", 1)],
    load: load(1, "relaxed"),
    finds: [[1], [initial]],
  },
  {
    name: "a seq_cst fence after a seq_cst load excludes what is older than it read",
    events: [...THREE_THREADS, store(0, "relaxed", 1), load(2, "seq_cst"), fence(1, "seq_cst")],
    load: load(1, "relaxed"),
    finds: [[1], [initial, "SC fence after SC read"]],
  },
  {
    name: "store buffering with seq_cst fences: the later fence's thread sees the store",
    events: [...TWO_THREADS, store(0, "relaxed", 1), fence(0, "seq_cst"), fence(1, "seq_cst")],
    load: load(1, "relaxed"),
    finds: [[1], [initial, "SC fence after SC fence after store"]],
  },
  {
    name: "store buffering with seq_cst fences: the earlier fence's thread may not",
    events: [...TWO_THREADS, fence(1, "seq_cst"), store(0, "relaxed", 1), fence(0, "seq_cst")],
    load: load(1, "relaxed"),
    finds: [[1], [initial]],
  },
  {
    name: "acq_rel fences are not in S",
    events: [...TWO_THREADS, store(0, "relaxed", 1), fence(0, "acq_rel"), fence(1, "acq_rel")],
    load: load(1, "relaxed"),
    finds: [[1], [initial]],
  },
  {
    name: "IRIW with seq_cst fences: what was read before the earlier one excludes",
    events: [
      ...THREE_THREADS,
      store(0, "relaxed", 1),
      load(2, "relaxed"),
      fence(2, "seq_cst"),
      fence(1, "seq_cst"),
    ],
    load: load(1, "relaxed"),
    finds: [[1], [initial, "SC fence after SC fence after read"]],
  },
  {
    name: "a seq_cst fence counts for loads that it happens before in another thread (P0668)",
    events: [...THREE_THREADS, store(0, "seq_cst", 1), fence(1, "seq_cst"), ...T1_TO_T2],
    load: load(2, "relaxed"),
    finds: [[1], [initial, "SC fence after SC store"]],
  },
  {
    name: "a seq_cst fence counts across a synchronization object",
    events: [
      ...THREE_THREADS,
      store(0, "seq_cst", 1),
      fence(1, "seq_cst"),
      releaseMerge(1),
      acquire(2),
    ],
    load: load(2, "relaxed"),
    finds: [[1], [initial, "SC fence after SC store"]],
  },
  {
    name: "a child knows the seq_cst fences of its parent",
    events: [spawn(0, 1), store(0, "seq_cst", 1), fence(1, "seq_cst"), spawn(1, 2)],
    load: load(2, "relaxed"),
    finds: [[1], [initial, "SC fence after SC store"]],
  },
];

const MANY = Array.from({ length: LIMITS.historyStores + 8 }, (_, at) => at + 1);

function newest(count: number): VisibilityCase["finds"] {
  return MANY.toReversed()
    .slice(0, count)
    .map((value) => [value] as const);
}

const MANY_LOCATIONS = LIMITS.longHistories + 1;
const addressOf = (location: number) => X + location * 8;

/** To each of many locations in turn, all that one keeps and more: the last ones keep fewer. */
const MANY_TO_MANY = Array.from({ length: MANY_LOCATIONS }, (_, at) =>
  MANY.map((value) => store(0, "relaxed", value, addressOf(at))),
).flat();

const HISTORIES: readonly VisibilityCase[] = [
  {
    name: "of a location that no operation touched the load finds what memory holds",
    events: TWO_THREADS,
    load: { ...load(1, "relaxed"), newest: 7 },
    finds: [[7]],
  },
  {
    name: "the first store tells what memory held before it",
    events: [...TWO_THREADS, { ...store(0, "relaxed", 1), old: 7 } as DetectorEvent],
    load: load(1, "relaxed"),
    finds: [[1], [7]],
  },
  {
    name: "the first load tells what memory holds",
    events: [...TWO_THREADS, { ...load(0, "relaxed"), newest: 7 }, store(0, "relaxed", 1)],
    load: load(1, "relaxed"),
    finds: [[1], [7]],
  },
  {
    name: "only the newest stores are kept",
    events: [...TWO_THREADS, ...MANY.map((value) => store(0, "relaxed", value))],
    load: load(1, "relaxed"),
    finds: newest(LIMITS.historyStores),
  },
  ...[
    { at: MANY_LOCATIONS - 2, kept: LIMITS.historyStores },
    { at: MANY_LOCATIONS - 1, kept: LIMITS.shortHistory },
  ].map(({ at, kept }) => ({
    name: `of location ${at + 1} of many the newest ${kept} are kept`,
    events: [...TWO_THREADS, ...MANY_TO_MANY],
    load: load(1, "relaxed", addressOf(at)),
    finds: newest(kept),
  })),
  {
    name: "once a location with many stores is gone another may have as many",
    events: [
      ...[...TWO_THREADS, ...MANY_TO_MANY, clear(0, X)],
      ...MANY.map((value) => store(0, "relaxed", value, addressOf(MANY_LOCATIONS - 1))),
    ],
    load: load(1, "relaxed", addressOf(MANY_LOCATIONS - 1)),
    finds: newest(LIMITS.historyStores),
  },
  {
    name: "a plain write begins the history anew with what memory holds",
    events: [...TWO_THREADS, store(0, "relaxed", 1), write(0, X)],
    load: { ...load(1, "relaxed"), newest: 5 },
    finds: [[5]],
  },
  {
    name: "the end of a lifetime ends the history",
    events: [...TWO_THREADS, store(0, "relaxed", 1), clear(0, X), store(0, "relaxed", 2)],
    load: load(1, "relaxed"),
    finds: [[2], [initial]],
  },
  {
    name: "a plain write of one byte begins the history of all anew",
    events: [...TWO_THREADS, store(0, "relaxed", 1), write(0, X + 2, 1)],
    load: load(1, "relaxed"),
    finds: [[initial]],
  },
  {
    name: "a load of another size finds the newest value alone",
    events: [...TWO_THREADS, store(0, "relaxed", 1), store(0, "relaxed", 2)],
    load: { ...load(1, "relaxed", X, 2), newest: 2 },
    finds: [[2]],
  },
  {
    name: "after an operation of another size a location has no history as a whole",
    events: [
      ...TWO_THREADS,
      store(0, "relaxed", 1),
      load(0, "relaxed", X, 2),
      store(0, "relaxed", 2),
    ],
    load: load(1, "relaxed"),
    finds: [[initial]],
  },
  {
    name: "a byte of a split location has a history of its own",
    events: [
      ...TWO_THREADS,
      store(0, "relaxed", 0x101),
      { ...store(0, "relaxed", 2, X, 1), old: 1 } as DetectorEvent,
    ],
    load: load(1, "relaxed", X, 1),
    finds: [[2], [1]],
  },
  {
    name: "an operation on several bytes begins the history of each anew",
    events: [
      ...TWO_THREADS,
      store(0, "relaxed", 0x101),
      store(0, "relaxed", 2, X, 1),
      load(1, "relaxed", X, 2),
    ],
    load: load(1, "relaxed", X, 1),
    finds: [[initial]],
  },
];

/** These say no more than the standard does. */
export const ONE_RULE_CASES = [...COHERENCE, ...TOTAL_ORDER];

export const VISIBILITY_CASES = [...COHERENCE, ...TOTAL_ORDER, ...HISTORIES];
