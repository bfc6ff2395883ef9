/**
 * The cycles of the lock-order graph that the engine keeps; src/model/lock-order.ts has the theory,
 * and tries all chains. A program takes locks in a hundred thousand ways and has one cycle, so:
 *
 *   1. Only acquisitions within one strongly connected component (Tarjan, 1972) can be on a cycle.
 *      The graph's nodes are locks and contexts, the sets of locks held one after the other, so
 *      that its edges are as many as the acquisitions, and not their squares.
 *   2. Acquisitions that differ only in what orders them go through the search as one group.
 *   3. Short cycles first, each once: it begins with its first group.
 *
 * The search is bounded: cycles can be exponentially many. Whoever has a hundred of them needs no
 * more, and where a bound is met the result says so.
 */
import {
  type CycleRules,
  cycleKey,
  excludes,
  isExclusive,
  type LockCycle,
  type LockMode,
  type LockUse,
  type Taking,
} from "../detector/lock-order.ts";
import { LOCK_PREFERS_WRITERS, LOCK_READ } from "../layout/numbers.ts";
import type { EngineExports } from "./engine.ts";

const MOST_CYCLES = 100;
/** Chains looked at: a second or so. */
const MOST_CHAINS = 2_000_000;

export interface FoundCycles {
  /** Indices into the takings: numbers of the engine's, less one. */
  readonly cycles: readonly LockCycle[];
  /** False if a bound was met: there may be more. */
  readonly complete: boolean;
}

/** The engine's acquisition `index`, counted from 0. */
export function takingOf(engine: EngineExports, index: number): Taking {
  const number = index + 1;
  return {
    thread: engine.taking_thread(number),
    held: heldIn(engine, engine.taking_context(number)),
    lock: engine.taking_lock(number),
    mode: modeOf(engine.taking_mode(number)),
  };
}

function heldIn(engine: EngineExports, context: number): LockUse[] {
  const held: LockUse[] = [];
  for (let at = context; at !== 0; at = engine.context_parent(at)) {
    held.push({ lock: engine.context_lock(at), mode: modeOf(engine.context_mode(at)) });
  }
  return held.reverse();
}

export function modeOf(word: number): LockMode {
  if ((word & LOCK_READ) === 0) return "write";
  return (word & LOCK_PREFERS_WRITERS) === 0 ? "read" : "read behind writers";
}

/** All cycles of the run so far. */
export function findCycles(engine: EngineExports, rules: CycleRules): FoundCycles {
  const groups = groupsOf(engine, onCycles(engine));
  return groups.length < 2
    ? { cycles: [], complete: true }
    : new Search(engine, rules, groups).run();
}

// Components.

/** The takings, by index, whose locks held and lock wanted reach each other. */
function onCycles(engine: EngineExports): number[] {
  const count = engine.takings();
  if (count < 2) return [];
  const edges = new Map<number, number[]>();
  const connect = (from: number, to: number): void => {
    const list = edges.get(from);
    if (list) list.push(to);
    else edges.set(from, [to]);
  };
  // A lock is its number, a context the negative of its number.
  const known = new Set<number>();
  for (let number = 1; number <= count; number++) {
    connect(-engine.taking_context(number), engine.taking_lock(number));
    for (let at = engine.taking_context(number); at !== 0 && !known.has(at); ) {
      known.add(at);
      connect(engine.context_lock(at), -at);
      const parent = engine.context_parent(at);
      if (parent !== 0) connect(-parent, -at);
      at = parent;
    }
  }
  const component = components(edges);
  const indices: number[] = [];
  for (let number = 1; number <= count; number++) {
    const from = component.get(-engine.taking_context(number));
    if (from === component.get(engine.taking_lock(number))) indices.push(number - 1);
  }
  return indices;
}

interface Visit {
  readonly node: number;
  readonly next: readonly number[];
  at: number;
}

/** Tarjan's algorithm, without recursion: contexts may be as deep as a program holds locks. */
function components(edges: ReadonlyMap<number, readonly number[]>): Map<number, number> {
  const index = new Map<number, number>();
  const low = new Map<number, number>();
  const component = new Map<number, number>();
  const open: number[] = [];
  for (const start of edges.keys()) {
    const path: Visit[] = [];
    const enter = (node: number): void => {
      low.set(node, index.size);
      index.set(node, index.size);
      open.push(node);
      path.push({ node, next: edges.get(node) ?? [], at: 0 });
    };
    if (!index.has(start)) enter(start);
    for (let visit = path.at(-1); visit; visit = path.at(-1)) {
      const { node } = visit;
      const target = visit.next[visit.at++];
      if (target !== undefined) {
        if (!index.has(target)) enter(target);
        else if (!component.has(target)) lower(low, node, index.get(target));
        continue;
      }
      path.pop();
      if (low.get(node) === index.get(node)) {
        for (const member of open.splice(open.lastIndexOf(node))) component.set(member, node);
      }
      const parent = path.at(-1);
      if (parent) lower(low, parent.node, low.get(node));
    }
  }
  return component;
}

function lower(low: Map<number, number>, node: number, to = 0): void {
  low.set(node, Math.min(low.get(node) ?? 0, to));
}

// Groups.

interface Group extends Taking {
  readonly instances: number[];
}

function groupsOf(engine: EngineExports, indices: readonly number[]): Group[] {
  const groups = new Map<string, Group>();
  for (const index of indices) {
    const number = index + 1;
    const key = [
      engine.taking_thread(number),
      engine.taking_context(number),
      engine.taking_lock(number),
      engine.taking_mode(number),
    ].join(" ");
    const known = groups.get(key);
    if (known) known.instances.push(index);
    else groups.set(key, { ...takingOf(engine, index), instances: [index] });
  }
  return [...groups.values()];
}

class Search {
  readonly #engine: EngineExports;
  readonly #rules: CycleRules;
  readonly #groups: readonly Group[];
  /** By lock: the groups that hold it, by index, ascending. */
  readonly #holders = new Map<number, number[]>();
  readonly #found = new Map<string, LockCycle>();
  #chains = 0;

  constructor(engine: EngineExports, rules: CycleRules, groups: readonly Group[]) {
    this.#engine = engine;
    this.#rules = rules;
    this.#groups = groups;
    for (const [index, { held }] of groups.entries()) {
      for (const { lock } of held) {
        const list = this.#holders.get(lock);
        if (list) list.push(index);
        else this.#holders.set(lock, [index]);
      }
    }
  }

  run(): FoundCycles {
    const threads = new Set(this.#groups.map(({ thread }) => thread)).size;
    const locks = new Set(this.#groups.map(({ lock }) => lock)).size;
    const longest = this.#rules.sameThread ? locks : Math.min(locks, threads);
    for (let length = 2; length <= longest && !this.#isOver(); length++) {
      for (let first = 0; first < this.#groups.length && !this.#isOver(); first++) {
        this.#extend([first], length);
      }
    }
    return { cycles: [...this.#found.values()], complete: !this.#isOver() };
  }

  #isOver(): boolean {
    return this.#found.size >= MOST_CYCLES || this.#chains >= MOST_CHAINS;
  }

  /** Adds groups, all of them later than the first, until the chain is `length` long. */
  #extend(chain: readonly number[], length: number): void {
    if (this.#isOver()) return;
    this.#chains++;
    const first = this.#groups[chain[0] ?? 0];
    const last = this.#groups[chain.at(-1) ?? 0];
    if (!first || !last) return;
    if (chain.length === length) {
      if (waitsFor(last, first)) this.#close(chain);
      return;
    }
    for (const next of this.#holders.get(last.lock) ?? []) {
      const group = this.#groups[next];
      if (!group || next <= (chain[0] ?? 0) || !waitsFor(last, group)) continue;
      if (chain.every((one) => this.#fit(one, group))) this.#extend([...chain, next], length);
    }
  }

  /** Rules 2 and 3 of the model; and no two wait for one lock. */
  #fit(index: number, group: Group): boolean {
    const other = this.#groups[index];
    if (!other || other.lock === group.lock) return false;
    if (other.thread === group.thread && !this.#rules.sameThread) return false;
    return this.#rules.gated || !haveGate(other, group);
  }

  #close(chain: readonly number[]): void {
    const groups = chain.flatMap((index) => this.#groups[index] ?? []);
    const key = cycleKey(groups.map(({ lock }) => lock));
    if (this.#found.has(key)) return;
    const cycle = this.#overlapping(groups, []);
    if (cycle) this.#found.set(key, cycle);
  }

  /** Rule 4: one instance of each group, none of them before another. */
  #overlapping(groups: readonly Group[], chosen: readonly number[]): LockCycle | undefined {
    const group = groups[chosen.length];
    if (!group) return chosen;
    for (const instance of group.instances) {
      this.#chains++;
      const fits = chosen.every(
        (other, at) =>
          this.#rules.ordered ||
          groups[at]?.thread === group.thread ||
          !this.#areOrdered(other, instance),
      );
      const rest = fits ? this.#overlapping(groups, [...chosen, instance]) : undefined;
      if (rest || this.#isOver()) return rest;
    }
    return undefined;
  }

  #areOrdered(one: number, other: number): boolean {
    const before = this.#engine.taking_before;
    return before(one + 1, other + 1) !== 0 || before(other + 1, one + 1) !== 0;
  }
}

function waitsFor({ lock, mode }: Taking, holder: Taking): boolean {
  return holder.held.some((held) => held.lock === lock && excludes(mode, held.mode));
}

function haveGate(one: Taking, other: Taking): boolean {
  return one.held.some((mine) =>
    other.held.some((theirs) => mine.lock === theirs.lock && isExclusive(mine.mode, theirs.mode)),
  );
}
