/**
 * C++20's memory model as relations, by brute force: the definition of what a load may read. No
 * clocks, no histories, no table of rules; whole executions are judged by the axioms of herd7's
 * file for this project's litmus programs (test/litmus/README.md), definition by definition and
 * under the same names:
 *
 *   sb, rf, mo, rb, eco, rs, sw, hb, shb, order; coherence, update-coherence, atomicity, seq-cst
 *
 * Two orders are given by the order of events: mo, and S, which must contain `order`. What threads
 * and synchronization objects add is `asw` (the standard's "additional synchronizes with").
 */
import type { DetectorEvent } from "../../src/detector/event.ts";

/** rf: by event, the event whose store it reads. None: the initial value, or no read. */
export type ReadsFrom = ReadonlyMap<number, number>;

/** Row i, bit j: event i is related to event j. */
type Relation = readonly bigint[];
type Test = (event: DetectorEvent) => boolean;

/** Whether the execution is one of C++20's, with mo and S as executed. */
export function isConsistent(events: readonly DetectorEvent[], source: ReadsFrom): boolean {
  const on = (left: Test, right: Test, holds: (i: number, j: number) => boolean): Relation =>
    relation(events.length, (i, j) => {
      const [from, to] = [events[i], events[j]];
      return from !== undefined && to !== undefined && left(from) && right(to) && holds(i, j);
    });
  const restrict = (test: Test): Relation => on(test, test, (i, j) => i === j);
  const sameLocation = (i: number, j: number): boolean =>
    locationOf(events[i]) === locationOf(events[j]);

  const sb = on(isAny, isAny, (i, j) => i < j && events[i]?.thread === events[j]?.thread);
  const asw = on(isAny, isAny, (i, j) => i < j && synchronizesBesides(events[i], events[j]));
  const mo = on(isWrite, isWrite, (i, j) => i < j && sameLocation(i, j));
  const rf = on(isWrite, isRead, (i, j) => source.get(j) === i);
  const readsInitial: Test = (event) => isRead(event) && !source.has(events.indexOf(event));
  const initialBefore = on(readsInitial, isWrite, sameLocation);
  const rb = minusIdentity(union(compose(inverse(rf), mo), initialBefore));
  const eco = closure(union(rf, mo, rb));

  const rs = compose(restrict(isWrite), reflexive(closure(compose(rf, restrict(isUpdate)))));
  const fenceBefore = reflexive(compose(restrict(isFence), sb));
  const fenceAfter = reflexive(compose(sb, restrict(isFence)));
  const sw = compose(
    restrict(releases),
    fenceBefore,
    rs,
    rf,
    restrict(isRead),
    fenceAfter,
    restrict(acquires),
  );
  const hb = closure(union(sb, sw, asw));
  const sc = restrict(isSeqCst);
  const fence = restrict((event) => isSeqCst(event) && isFence(event));
  const shb = closure(union(sb, asw, compose(sc, sw, sc), compose(sb, hb, sb)));
  const order = union(
    compose(sc, shb, sc),
    compose(sc, eco, sc),
    compose(sc, eco, hb, fence),
    compose(fence, hb, eco, sc),
    compose(fence, hb, eco, hb, fence),
  );

  const coherence = isIrreflexive(hb) && isIrreflexive(compose(hb, eco));
  const updateCoherence = isIrreflexive(compose(restrict(isUpdate), eco));
  const atomicity = isIrreflexive(compose(restrict(isUpdate), rb, mo));
  const seqCst = order.every((row, i) => (row >> BigInt(i + 1)) << BigInt(i + 1) === row);
  return coherence && updateCoherence && atomicity && seqCst;
}

// What events are.

const isAny: Test = () => true;
const isUpdate: Test = (event) => event.kind === "atomic rmw";
const isFence: Test = (event) => event.kind === "fence";
const isRead: Test = (event) => event.kind === "atomic load" || isUpdate(event);
const isWrite: Test = (event) => event.kind === "atomic store" || isUpdate(event);
const isSeqCst: Test = (event) => "order" in event && event.order === "seq_cst";
const releases: Test = (event) =>
  "order" in event && ["release", "acq_rel", "seq_cst"].includes(event.order);
const acquires: Test = (event) =>
  "order" in event && ["consume", "acquire", "acq_rel", "seq_cst"].includes(event.order);

function locationOf(event: DetectorEvent | undefined): number | undefined {
  return event !== undefined && "bytes" in event ? event.address : undefined;
}

/** Spawn and the synchronization objects. Of the latter only merges: nothing replaces them. */
function synchronizesBesides(
  from: DetectorEvent | undefined,
  to: DetectorEvent | undefined,
): boolean {
  if (from?.kind === "spawn") return to?.thread === from.child;
  return from?.kind === "release merge" && to?.kind === "acquire" && from.key === to.key;
}

// Relations.

function relation(size: number, holds: (i: number, j: number) => boolean): Relation {
  return Array.from({ length: size }, (_, i) => {
    let row = 0n;
    for (let j = 0; j < size; j++) if (holds(i, j)) row |= 1n << BigInt(j);
    return row;
  });
}

function union(...relations: readonly Relation[]): Relation {
  return relations.reduce((left, right) => left.map((row, i) => row | (right[i] ?? 0n)));
}

function compose(...relations: readonly Relation[]): Relation {
  return relations.reduce((left, right) =>
    left.map((row) => {
      let reached = 0n;
      for (const [j, next] of right.entries()) if ((row >> BigInt(j)) & 1n) reached |= next;
      return reached;
    }),
  );
}

function inverse(of: Relation): Relation {
  return relation(of.length, (i, j) => has(of, j, i));
}

function closure(of: Relation): Relation {
  const reached = [...of];
  for (const via of of.keys()) {
    for (const i of of.keys()) {
      if (has(reached, i, via)) reached[i] = (reached[i] ?? 0n) | (reached[via] ?? 0n);
    }
  }
  return reached;
}

function reflexive(of: Relation): Relation {
  return of.map((row, i) => row | (1n << BigInt(i)));
}

function minusIdentity(of: Relation): Relation {
  return of.map((row, i) => row & ~(1n << BigInt(i)));
}

function isIrreflexive(of: Relation): boolean {
  return of.every((_, i) => !has(of, i, i));
}

function has(of: Relation, i: number, j: number): boolean {
  return (((of[i] ?? 0n) >> BigInt(j)) & 1n) === 1n;
}
