/**
 * One run of a litmus program against a detector: `steps` are what may come next, `take` does one
 * of them. Who chooses makes the difference: `explore.ts` takes all, `random-walk.ts` one.
 *
 * The program's threads are detector threads 1, 2 …, so that none happens before another; thread
 * 0 spawns them and does nothing else. Memory is kept here: for each location its newest value.
 */
import assert from "node:assert/strict";
import type { RaceMarker, WeakMemoryDetector } from "../../src/detector/detector.ts";
import type {
  AtomicLoadEvent,
  DetectorEvent,
  Range,
  ReadOrder,
  RmwOrder,
} from "../../src/detector/event.ts";
import {
  type CompareExchange,
  namesOf,
  type Operation,
  type Outcome,
  type Program,
} from "./program.ts";

export const LITMUS_ADDRESS = 0x10000;
/** Locations are `int`s, on lines of their own. */
const LOCATION_BYTES = 4;
const LOCATION_STRIDE = 64;

/** One operation, with the choice of what it reads. */
export interface Step {
  readonly thread: number;
  readonly operation: Exclude<Operation, { op: "when" }>;
  /** Of a load or a failed compare-exchange: which store it reads. */
  readonly reads?: number;
  /** Of a compare-exchange. */
  readonly succeeds?: boolean;
}

interface Candidate {
  readonly index: number;
  readonly value: number;
}

interface Memory {
  readonly range: Range;
  /** Of all stores, newest first. */
  values: readonly number[];
}

export class LitmusRun {
  readonly #program: Program;
  readonly #detector: WeakMemoryDetector;
  readonly #rest: (readonly Operation[])[];
  readonly #registers = new Map<string, number>();
  readonly #memory = new Map<string, Memory>();
  #race: RaceMarker | undefined;

  constructor(program: Program, detector: WeakMemoryDetector) {
    this.#program = program;
    this.#detector = detector;
    this.#rest = [...program.threads];
    for (const [at, name] of namesOf(program).locations.entries()) {
      const address = LITMUS_ADDRESS + at * LOCATION_STRIDE;
      this.#memory.set(name, { range: { address, bytes: LOCATION_BYTES }, values: [0] });
    }
    for (const at of program.threads.keys()) {
      this.#apply({ kind: "spawn", thread: 0, child: at + 1 });
      this.#skipConditions(at);
    }
  }

  get race(): RaceMarker | undefined {
    return this.#race;
  }

  /** Threads that have not ended. */
  runnable(): readonly number[] {
    return this.#rest.flatMap((rest, thread) => (rest.length > 0 ? [thread] : []));
  }

  /** What a thread may do next: more than one step if it can read more than one store. */
  steps(thread: number): readonly Step[] {
    const [operation] = this.#rest[thread] ?? [];
    if (operation === undefined || operation.op === "when") return [];
    if (operation.op === "load" && operation.order !== "plain") {
      const load = this.#load(thread, operation.at, operation.order, 0);
      return this.#visible(load, this.#at(operation.at)).map(({ index }) => ({
        thread,
        operation,
        reads: index,
      }));
    }
    if (operation.op === "compare_exchange") return this.#comparisons(thread, operation);
    return [{ thread, operation }];
  }

  take(step: Step): void {
    const { thread } = step;
    this.#perform(step);
    this.#rest[thread] = this.#rest[thread]?.slice(1) ?? [];
    this.#skipConditions(thread);
  }

  outcome(): Outcome {
    const registers = namesOf(this.#program).registers.map(
      (name) => [name, this.#registers.get(name) ?? null] as const,
    );
    const values = [...this.#memory].map(([name, memory]) => [name, newest(memory)] as const);
    return Object.fromEntries([...registers, ...values]);
  }

  #perform(step: Step): void {
    const { thread, operation, reads = 0 } = step;
    if (operation.op === "fence") {
      this.#apply({ kind: "fence", thread: thread + 1, order: operation.order });
      return;
    }
    const memory = this.#at(operation.at);
    const old = newest(memory);
    if (operation.op === "load" || step.succeeds === false) {
      const read = memory.values[reads] ?? old;
      const order = operation.op === "compare_exchange" ? operation.failure : operation.order;
      this.#apply(
        order === "plain"
          ? { kind: "read", thread: thread + 1, ...memory.range }
          : this.#load(thread, operation.at, order as ReadOrder, reads),
      );
      const result = operation.op === "compare_exchange" ? 0 : read;
      if ("into" in operation) this.#registers.set(`${thread}:${operation.into}`, result);
      return;
    }
    const added = operation.op === "fetch_add" ? old : 0;
    const value = operation.value + added;
    if (operation.op === "store" && operation.order === "plain") {
      this.#apply({ kind: "write", thread: thread + 1, ...memory.range });
    } else if (operation.op === "store") {
      const order = operation.order as Exclude<typeof operation.order, "plain">;
      const kind = "atomic store";
      this.#apply({ kind, thread: thread + 1, ...memory.range, order, old, value });
    } else {
      const order: RmwOrder = operation.order;
      const kind = "atomic rmw";
      this.#apply({ kind, thread: thread + 1, ...memory.range, order, old, value });
      const result = operation.op === "compare_exchange" ? 1 : old;
      this.#registers.set(`${thread}:${operation.into}`, result);
    }
    memory.values = [value, ...memory.values];
  }

  /** Succeeds if the newest value is the expected one; fails if it reads another, even a stale. */
  #comparisons(thread: number, operation: CompareExchange): readonly Step[] {
    const memory = this.#at(operation.at);
    const load = this.#load(thread, operation.at, operation.failure, 0);
    const failures = this.#visible(load, memory)
      .filter(({ value }) => value !== operation.expected)
      .map(({ index }) => ({ thread, operation, reads: index, succeeds: false }));
    const canSucceed = newest(memory) === operation.expected;
    return canSucceed ? [{ thread, operation, succeeds: true }, ...failures] : failures;
  }

  /** The stores that a load may read; the detector must know their values. */
  #visible(load: AtomicLoadEvent, { values }: Memory): readonly Candidate[] {
    const found = this.#detector
      .loadCandidates(load)
      .filter(({ visible }) => visible)
      .map(({ index, value }) => ({ index, value: Number(value) }));
    for (const { index, value } of found) assert.equal(value, values[index], "a store's value");
    return found;
  }

  #load(thread: number, at: string, order: ReadOrder, reads: number): AtomicLoadEvent {
    const memory = this.#at(at);
    const value = newest(memory);
    const kind = "atomic load";
    return { kind, thread: thread + 1, ...memory.range, order, reads, newest: value };
  }

  #apply(event: DetectorEvent): void {
    const marker = this.#detector.apply(event);
    this.#race ??= marker;
  }

  /** A condition is no step: it looks at a register. */
  #skipConditions(thread: number): void {
    for (;;) {
      const [first, ...rest] = this.#rest[thread] ?? [];
      if (first?.op !== "when") return;
      const holds = this.#registers.get(`${thread}:${first.register}`) === first.equals;
      this.#rest[thread] = holds ? [...first.then, ...rest] : rest;
    }
  }

  #at(name: string): Memory {
    const memory = this.#memory.get(name);
    if (memory === undefined) throw new RangeError(`no location ${name}`);
    return memory;
  }
}

function newest(memory: Memory): number {
  const [value] = memory.values;
  if (value === undefined) throw new RangeError("memory always holds something");
  return value;
}
