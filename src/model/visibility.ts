/**
 * Which stores a load may read: the rules that exclude one, as a table.
 *
 * A load L that reads a store is ordered by from-reads before each later store W of the location,
 * and before each read R that has read such a store: L is coherence-ordered before W and R (C++20
 * [atomics.order]/3). W and R were executed before L. So a later store or a read of it, a witness
 * in short, excludes the store if anything demands the contrary:
 *
 *   coherence    [intro.races]/16, /18: W or R happens before L
 *   S            [atomics.order]/4.1-4.4: one of four ways to precede L in S (seq-cst.ts)
 *
 * Each way has a rule for W and one for R: ten rules, the table below. It decides (`candidates`
 * asks each rule), is the documentation (`says`, `clause`), and explains a stale read that was
 * not possible: `excludedBy` is the name of the first rule that holds.
 *
 * A witness excludes all stores older than it, so what is visible is the newer end of the history:
 * a search from the newest store back can end at the first witness for which a rule holds. It takes
 * time in the number of visible stores and of the reads kept with them (history.ts).
 *
 * Why this is exact. Let stores enter mo, and seq_cst operations enter S, as they are executed.
 * Every relation but from-reads goes forward in execution, and from-reads goes back only from a
 * load to something executed before it. So each axiom (coherence, atomicity, S) is first broken by
 * a load, at the moment it reads, and by a pair (L, witness) as above: hence what the rules let
 * through is consistent at every step, whatever comes later. Conversely, take any consistent
 * execution in which sb, rf, mo and S have no cycle together: executed in an order that contains
 * them all, each load finds its store visible. test/model/axioms.ts states the axioms as relations
 * and holds this table against them; test/litmus holds it against herd7.
 *
 * Only loads have a choice. A store or read-modify-write is newest in mo when it is executed, and
 * what it is coherence-ordered after was executed before it.
 */
import type { Epoch, ExclusionRule, LoadCandidate } from "../detector/detector.ts";
import type { Store } from "./history.ts";
import { NEVER } from "./seq-cst.ts";
import { knows, type VectorClock } from "./vector-clock.ts";

/** What the rules ask of a load. */
export interface Reader {
  /** C, before what the load itself acquires. (What it acquires excludes nothing more.) */
  readonly clock: VectorClock;
  readonly isSeqCst: boolean;
  /** The snapshot of the last seq_cst fence that happens before the load. */
  readonly beforeKnownFence: VectorClock;
  /** The snapshot of the last seq_cst fence of S. */
  readonly beforeAnyFence: VectorClock;
}

export interface Rule {
  readonly name: ExclusionRule;
  readonly clause: string;
  /** Why the load can't read the older store, as the end of a sentence. */
  readonly says: string;
  /** Whether `later`, or a read of it, excludes all stores older than it. */
  excludes(later: Store, load: Reader): boolean;
}

export const RULES: readonly Rule[] = [
  {
    name: "CoWR",
    clause: "[intro.races]/18",
    says: "a later store happens before the load",
    excludes: (later, load) => isStoreIn(later, load.clock),
  },
  {
    name: "CoRR",
    clause: "[intro.races]/16",
    says: "a later store was read by a read that happens before the load",
    excludes: (later, load) => isReadIn(later, load.clock),
  },
  {
    name: "SC load after SC store",
    clause: "[atomics.order]/4.1",
    says: "load and a later store are seq_cst, and the store precedes the load in S",
    excludes: (later, load) => load.isSeqCst && later.era !== NEVER,
  },
  {
    name: "SC load after SC read",
    clause: "[atomics.order]/4.1",
    says: "the load is seq_cst, and a seq_cst read that precedes it in S read a later store",
    excludes: (later, load) => load.isSeqCst && later.readEra !== NEVER,
  },
  {
    name: "SC load after SC fence after store",
    clause: "[atomics.order]/4.2",
    says: "a later store happens before a seq_cst fence that precedes the seq_cst load in S",
    excludes: (later, load) => load.isSeqCst && isStoreIn(later, load.beforeAnyFence),
  },
  {
    name: "SC load after SC fence after read",
    clause: "[atomics.order]/4.2",
    says:
      "a later store was read by a read that happens before a seq_cst fence that precedes the " +
      "seq_cst load in S",
    excludes: (later, load) => load.isSeqCst && isReadIn(later, load.beforeAnyFence),
  },
  {
    name: "SC fence after SC store",
    clause: "[atomics.order]/4.3",
    says: "a later store is seq_cst and precedes in S a seq_cst fence that happens before the load",
    excludes: (later, load) => later.era < load.clock.fence,
  },
  {
    name: "SC fence after SC read",
    clause: "[atomics.order]/4.3",
    says:
      "a later store was read by a seq_cst read that precedes in S a seq_cst fence that happens " +
      "before the load",
    excludes: (later, load) => later.readEra < load.clock.fence,
  },
  {
    name: "SC fence after SC fence after store",
    clause: "[atomics.order]/4.4",
    says:
      "a later store happens before a seq_cst fence that precedes in S a seq_cst fence that " +
      "happens before the load",
    excludes: (later, load) => isStoreIn(later, load.beforeKnownFence),
  },
  {
    name: "SC fence after SC fence after read",
    clause: "[atomics.order]/4.4",
    says:
      "a later store was read by a read that happens before a seq_cst fence that precedes in S " +
      "a seq_cst fence that happens before the load",
    excludes: (later, load) => isReadIn(later, load.beforeKnownFence),
  },
];

/** Every store of a history (newest first), visible or excluded by a rule. */
export function candidates(stores: readonly Store[], load: Reader): readonly LoadCandidate[] {
  const found: LoadCandidate[] = [];
  let excludedBy: ExclusionRule | undefined;
  for (const [index, store] of stores.entries()) {
    const { value } = store;
    if (excludedBy === undefined) found.push({ index, value, visible: true });
    else found.push({ index, value, visible: false, excludedBy });
    excludedBy ??= RULES.find((rule) => rule.excludes(store, load))?.name;
  }
  return found;
}

/** The sentence for a store that a load could not read. */
export function whyExcluded(name: ExclusionRule): string {
  const rule = RULES.find((candidate) => candidate.name === name);
  if (rule === undefined) throw new RangeError(`no rule ${name}`);
  return `by ${rule.name}: ${rule.says} (C++20 ${rule.clause})`;
}

/** Whether a read by a thread with this C excludes more than what is kept already. */
export function saysSomethingNew(store: Store, clock: VectorClock): boolean {
  return !isStoreIn(store, clock) && !isReadIn(store, clock);
}

function isStoreIn(store: Store, clock: VectorClock): boolean {
  return store.epoch !== undefined && knows(clock, store.epoch);
}

function isReadIn(store: Store, clock: VectorClock): boolean {
  return store.readers.some((read: Epoch) => knows(clock, read));
}
