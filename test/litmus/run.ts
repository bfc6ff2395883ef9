/**
 * One run of a litmus program against a detector: `steps` are what may come next, `take` does one
 * of them. Who chooses makes the difference: `explore.ts` takes all, `random-walk.ts` one.
 *
 * The program's threads are detector threads 1, 2 …, so that none happens before another; thread
 * 0 spawns them and does nothing else. Memory is kept here: for each location its newest value.
 */
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
  type Operation,
  type Outcome,
  type Program,
  namesOf,
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

/** Who wrote a value: thread and position in it, or "initial". */
type Writer = string;

interface Memory {
  readonly range: Range;
  /** Newest first; as the program's semantics has them, without a bound. */
  stores: readonly { readonly value: number; readonly writer: Writer }[];
}

export class LitmusRun {
  readonly #program: Program;
  readonly #detector: WeakMemoryDetector;
  readonly #rest: (readonly Operation[])[];
  readonly #registers = new Map<string, number>();
  readonly #memory = new Map<string, Memory>();
  /** What happened, as a graph: see `graph`. */
  readonly #done: string[][];
  readonly #totalOrder: Writer[] = [];
  #race: RaceMarker | undefined;

  constructor(program: Program, detector: WeakMemoryDetector) {
    this.#program = program;
    this.#detector = detector;
    this.#rest = [...program.threads];
    this.#done = program.threads.map(() => []);
    for (const [at, name] of namesOf(program).locations.entries()) {
      const address = LITMUS_ADDRESS + at * LOCATION_STRIDE;
      const stores = [{ value: 0, writer: "initial" }];
      this.#memory.set(name, { range: { address, bytes: LOCATION_BYTES }, stores });
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
      return this.#visible(load).map(({ index }) => ({ thread, operation, reads: index }));
    }
    if (operation.op === "compare_exchange") return this.#comparisons(thread, operation);
    return [{ thread, operation }];
  }

  take(step: Step): void {
    const { thread, operation } = step;
    const writer = `${thread}.${this.#done[thread]?.length}`;
    const source = this.#perform(step, writer);
    this.#done[thread]?.push(source);
    if (operation.order === "seq_cst") this.#totalOrder.push(writer);
    this.#rest[thread] = this.#rest[thread]?.slice(1) ?? [];
    this.#skipConditions(thread);
  }

  outcome(): Outcome {
    const registers = namesOf(this.#program).registers.map(
      (name) => [name, this.#registers.get(name) ?? null] as const,
    );
    const values = [...this.#memory].map(
      ([name, memory]) => [name, newest(memory).value] as const,
    );
    return Object.fromEntries([...registers, ...values]);
  }

  /**
   * The execution so far as a graph, in a normal form: sb and rf (what each thread has read), mo
   * and S. Runs with one graph go on in the same ways: the standard knows nothing else of them.
   */
  graph(): string {
    const orders = [...this.#memory.values()].map(({ stores }) =>
      stores.map(({ writer }) => writer).join(),
    );
    return [...this.#done.map((done) => done.join()), ...orders, this.#totalOrder.join()].join("/");
  }

  /** Does the step; returns who wrote what it read. */
  #perform(step: Step, writer: Writer): Writer {
    const { thread, operation, reads = 0 } = step;
    if (operation.op === "fence") {
      this.#apply({ kind: "fence", thread: thread + 1, order: operation.order });
      return "fence";
    }
    const memory = this.#at(operation.at);
    const old = newest(memory);
    if (operation.op === "load" || step.succeeds === false) {
      const source = memory.stores[reads] ?? old;
      const order = operation.op === "compare_exchange" ? operation.failure : operation.order;
      this.#apply(
        order === "plain"
          ? { kind: "read", thread: thread + 1, ...memory.range }
          : this.#load(thread, operation.at, order as ReadOrder, reads),
      );
      const result = operation.op === "compare_exchange" ? 0 : source.value;
      if ("into" in operation) this.#registers.set(`${thread}:${operation.into}`, result);
      return step.succeeds === false ? `failed ${source.writer}` : source.writer;
    }
    const added = operation.op === "fetch_add" ? old.value : 0;
    const value = operation.value + added;
    if (operation.op === "store" && operation.order === "plain") {
      this.#apply({ kind: "write", thread: thread + 1, ...memory.range });
    } else if (operation.op === "store") {
      const order = operation.order as Exclude<typeof operation.order, "plain">;
      const kind = "atomic store";
      this.#apply({ kind, thread: thread + 1, ...memory.range, order, old: old.value, value });
    } else {
      const order: RmwOrder = operation.order;
      const kind = "atomic rmw";
      this.#apply({ kind, thread: thread + 1, ...memory.range, order, old: old.value, value });
      const result = operation.op === "compare_exchange" ? 1 : old.value;
      this.#registers.set(`${thread}:${operation.into}`, result);
    }
    memory.stores = [{ value, writer }, ...memory.stores];
    return "store";
  }

  /** Succeeds if the newest value is the expected one; fails if it reads another, even a stale. */
  #comparisons(thread: number, operation: CompareExchange): readonly Step[] {
    const load = this.#load(thread, operation.at, operation.failure, 0);
    const failures = this.#visible(load)
      .filter(({ value }) => value !== operation.expected)
      .map(({ index }) => ({ thread, operation, reads: index, succeeds: false }));
    const canSucceed = newest(this.#at(operation.at)).value === operation.expected;
    return canSucceed ? [{ thread, operation, succeeds: true }, ...failures] : failures;
  }

  #visible(load: AtomicLoadEvent): readonly { readonly index: number; readonly value: number }[] {
    return this.#detector
      .loadCandidates(load)
      .filter(({ visible }) => visible)
      .map(({ index, value }) => ({ index, value: Number(value) }));
  }

  #load(thread: number, at: string, order: ReadOrder, reads: number): AtomicLoadEvent {
    const memory = this.#at(at);
    const { value } = newest(memory);
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

function newest(memory: Memory): { readonly value: number; readonly writer: Writer } {
  const [store] = memory.stores;
  if (store === undefined) throw new RangeError("memory always holds something");
  return store;
}
