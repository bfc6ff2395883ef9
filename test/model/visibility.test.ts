/**
 * A load may read a store, by the table of rules (model/visibility.ts), iff reading it leaves the
 * execution consistent by the axioms (axioms.ts): for every load of random executions, and every
 * store of its location. `ANTECEDE_STREAMS=1000000` and `ANTECEDE_SEED` run the last test by hand
 * at length.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { ExclusionRule } from "../../src/detector/detector.ts";
import type {
  AtomicLoadEvent,
  DetectorEvent,
  FenceOrder,
  ReadOrder,
  RmwOrder,
  WriteOrder,
} from "../../src/detector/event.ts";
import { HappensBefore } from "../../src/model/happens-before.ts";
import type { Limits } from "../../src/model/limits.ts";
import { RULES } from "../../src/model/visibility.ts";
import { ONE_RULE_CASES } from "../detector/cases-visibility.ts";
import { K } from "../detector/events.ts";
import { describeStream } from "../detector/streams.ts";
import { isConsistent } from "./axioms.ts";

const SEED = Number(process.env.ANTECEDE_SEED ?? 1);
const LOCATIONS = [0x10000, 0x10040];
/** seq_cst more often than chance has it: most rules are about it. */
const READ_ORDERS: readonly ReadOrder[] = ["relaxed", "relaxed", "acquire", "seq_cst", "seq_cst"];
const WRITE_ORDERS: readonly WriteOrder[] = ["relaxed", "relaxed", "release", "seq_cst"];
const RMW_ORDERS: readonly RmwOrder[] = ["relaxed", "acquire", "release", "acq_rel", "seq_cst"];
const FENCE_ORDERS: readonly FenceOrder[] = ["acquire", "release", "acq_rel", "seq_cst", "seq_cst"];

const VERBS = 14;

/** Any natural numbers: taken modulo what is possible. */
interface Step {
  readonly actor: number;
  readonly verb: number;
  readonly place: number;
  readonly order: number;
  readonly choice: number;
}

interface Tally {
  executions: number;
  loads: number;
  stores: number;
  stale: number;
  /** By rule: how many stores it was the first to exclude. */
  readonly excluded: Map<ExclusionRule, number>;
}

function newTally(): Tally {
  return { executions: 0, loads: 0, stores: 0, stale: 0, excluded: new Map() };
}

/** An execution that the model and the axioms see side by side. */
class Comparison {
  readonly #model: HappensBefore;
  readonly #events: DetectorEvent[] = [];
  readonly #source = new Map<number, number>();
  /** By location: its stores, newest first. */
  readonly #stores = new Map<number, readonly number[]>();
  readonly #tally: Tally;

  constructor(tally: Tally, limits: Partial<Limits> = {}) {
    this.#model = new HappensBefore(limits);
    this.#tally = tally;
  }

  /** `choice`: which of the visible stores a load reads, if the event doesn't say it. */
  next(event: DetectorEvent, choice = 0): void {
    const at = this.#events.length;
    if (event.kind === "atomic load") {
      const visible = this.compare(event);
      const index = event.reads ?? pick(visible, choice);
      const read = this.#storesAt(event.address)[index];
      if (read !== undefined) this.#source.set(at, read);
      this.#apply({ ...event, reads: index });
      this.#tally.loads++;
      if (index > 0) this.#tally.stale++;
      return;
    }
    if (event.kind === "atomic rmw" || event.kind === "atomic store") {
      const earlier = this.#storesAt(event.address);
      if (event.kind === "atomic rmw" && earlier[0] !== undefined) this.#source.set(at, earlier[0]);
      this.#stores.set(event.address, [at, ...earlier]);
    }
    this.#apply(event);
  }

  /** Which stores could the load read? The indices of those on which both agree. */
  compare(load: AtomicLoadEvent): readonly number[] {
    const sources = [...this.#storesAt(load.address), undefined];
    const found = this.#model.loadCandidates(load);
    const extended = [...this.#events, load];
    const story = describeStream(extended);
    assert.equal(found.length, sources.length, story);
    for (const [index, read] of sources.entries()) {
      const candidate = found[index];
      const withRead = new Map(this.#source);
      if (read !== undefined) withRead.set(this.#events.length, read);
      const excludedBy = candidate?.excludedBy;
      if (candidate?.visible !== isConsistent(extended, withRead)) {
        assert.fail(`store ${index} (event ${read}), ${excludedBy ?? "visible"}\n${story}`);
      }
      const { excluded } = this.#tally;
      if (excludedBy !== undefined) excluded.set(excludedBy, (excluded.get(excludedBy) ?? 0) + 1);
      this.#tally.stores++;
    }
    return found.filter(({ visible }) => visible).map(({ index }) => index);
  }

  end(): void {
    assert(isConsistent(this.#events, this.#source), describeStream(this.#events));
    this.#tally.executions++;
  }

  #apply(event: DetectorEvent): void {
    this.#events.push(event);
    assert.equal(this.#model.apply(event), undefined);
  }

  #storesAt(address: number): readonly number[] {
    return this.#stores.get(address) ?? [];
  }
}

function checkRecipe({ threads, steps }: Recipe, tally: Tally, limits: Partial<Limits>): void {
  const comparison = new Comparison(tally, limits);
  for (let child = 1; child < threads; child++) {
    comparison.next({ kind: "spawn", thread: 0, child });
  }
  for (const step of steps) {
    for (const event of eventsOf(step, threads)) comparison.next(event, step.choice);
  }
  comparison.end();
}

/** One event, or a pair with a seq_cst fence, which the rarer rules need. */
function eventsOf(step: Step, threads: number): readonly DetectorEvent[] {
  const thread = step.actor % threads;
  const on = { thread, address: pick(LOCATIONS, step.place), bytes: 4 };
  const fence: DetectorEvent = { kind: "fence", thread, order: "seq_cst" };
  switch (step.verb % VERBS) {
    case 0:
      return [{ kind: "release merge", thread, key: K }];
    case 1:
      return [{ kind: "acquire", thread, key: K }];
    case 2:
      return [{ kind: "fence", thread, order: pick(FENCE_ORDERS, step.order) }];
    case 3:
    case 4:
      return [{ kind: "atomic load", ...on, order: pick(READ_ORDERS, step.order) }, fence];
    case 5:
      return [fence, { kind: "atomic load", ...on, order: pick(READ_ORDERS, step.order) }];
    case 6:
      return [{ kind: "atomic rmw", ...on, order: pick(RMW_ORDERS, step.order) }];
    case 7:
    case 8:
    case 9:
      return [{ kind: "atomic store", ...on, order: pick(WRITE_ORDERS, step.order) }];
    default:
      return [{ kind: "atomic load", ...on, order: pick(READ_ORDERS, step.order) }];
  }
}

function pick<T>(list: readonly T[], choice: number): T {
  const item = list[choice % list.length];
  if (item === undefined) throw new RangeError("nothing to pick from");
  return item;
}

interface Recipe {
  readonly threads: number;
  readonly steps: readonly Step[];
}

const arbitraryStep: fc.Arbitrary<Step> = fc.record({
  actor: fc.nat(11),
  verb: fc.nat(VERBS - 1),
  place: fc.nat(1),
  order: fc.nat(59),
  choice: fc.nat(59),
});

const arbitraryRecipe: fc.Arbitrary<Recipe> = fc.record({
  threads: fc.integer({ min: 2, max: 4 }),
  steps: fc.array(arbitraryStep, { maxLength: 14, size: "max" }),
});

function checkRandomly(
  tally: Tally,
  runs: { readonly seed: number; readonly numRuns: number },
  limits: Partial<Limits> = {},
): void {
  fc.assert(
    fc.property(arbitraryRecipe, (recipe) => checkRecipe(recipe, tally, limits)),
    runs,
  );
}

test("what is visible is what the axioms allow, on random executions", (context) => {
  const tally = newTally();
  const count = Number(process.env.ANTECEDE_STREAMS ?? 4000);
  checkRandomly(tally, { seed: SEED, numRuns: count });
  // Interesting executions, or they show nothing: each rule is the first to exclude something.
  for (const { name } of RULES) assert(tally.excluded.has(name), `${name} was never needed`);
  assert(tally.stale > tally.loads / 20, JSON.stringify(tally));
  const rules = Object.fromEntries(tally.excluded);
  context.diagnostic(`${count} executions: ${JSON.stringify({ ...tally, excluded: rules })}`);
});

test("so it is though clocks are full after three ticks", () => {
  const limits = { lastClock: 3, slotLimit: 1000 };
  checkRandomly(newTally(), { seed: SEED, numRuns: 1000 }, limits);
});

test("each rule's case agrees with the axioms", () => {
  const tally = newTally();
  for (const { events, load } of ONE_RULE_CASES) {
    const comparison = new Comparison(tally);
    for (const event of events) comparison.next(event);
    comparison.compare(load);
    comparison.end();
  }
  for (const { name } of RULES) assert(tally.excluded.has(name), `${name} has no case`);
});

for (const rule of RULES) {
  test(`without the rule "${rule.name}" a load reads what the axioms forbid`, (context) => {
    context.mock.method(rule, "excludes", () => false);
    assert.throws(
      () => checkRandomly(newTally(), { seed: 1, numRuns: 20_000 }),
      /Property failed/u,
    );
  });
}
