/**
 * What was true at any moment of a trace. It holds changes only; here they are sorted by what they
 * change, and a moment is found by binary search: stepping back costs what stepping forward does.
 */
import { EVENT_KINDS, type EventKind, type Trace } from "../detector/trace.ts";

/** Changes of one thing, ascending by event. */
interface Changes<Value> {
  readonly at: number[];
  readonly value: Value[];
}

export interface HeldAt {
  /** Into the trace's objects. */
  readonly lock: number;
  readonly isForReading: boolean;
}

const WRITES: ReadonlySet<EventKind> = new Set(["write", "store", "read-modify-write"]);
const GIVEN_BACK = 0;
const FOR_READING = 2;

export class TraceHistory {
  readonly trace: Trace;
  readonly count: number;
  /** By event: of the run so far. */
  readonly steps: Float64Array;
  /** By object: the threads that have touched it. */
  readonly users: readonly ReadonlySet<number>[];
  readonly stale: ReadonlySet<number>;
  /** By event: the edges that begin or end there. */
  readonly #edgesAt = new Map<number, number[]>();
  readonly #eventsOf: readonly number[][];
  readonly #clocks: readonly Map<number, Changes<number>>[];
  readonly #held: readonly Changes<readonly HeldAt[]>[];
  readonly #values: readonly Changes<number>[];

  constructor(trace: Trace) {
    const { events, threads, objects } = trace;
    this.trace = trace;
    this.count = events.thread.length;
    this.stale = new Set(trace.stale);
    this.steps = new Float64Array(this.count);
    const users = objects.map(() => new Set<number>());
    this.#eventsOf = threads.map(() => []);
    this.#values = objects.map(() => ({ at: [], value: [] }));
    let steps = 0;
    for (let event = 0; event < this.count; event++) {
      steps += events.steps[event] ?? 0;
      this.steps[event] = steps;
      const thread = events.thread[event] ?? 0;
      const object = events.object[event] ?? -1;
      this.#eventsOf[thread]?.push(event);
      users[object]?.add(thread);
      const value = events.value[event] ?? -1;
      const changes = this.#values[object];
      if (value < 0 || !changes || !WRITES.has(this.kindOf(event))) continue;
      changes.at.push(event);
      changes.value.push(value);
    }
    this.users = users;
    this.#clocks = clockChanges(trace);
    this.#held = heldChanges(trace);
    trace.edges.to.forEach((to, edge) => {
      for (const event of [to, trace.edges.from[edge] ?? 0]) {
        const edges = this.#edgesAt.get(event);
        if (edges) edges.push(edge);
        else this.#edgesAt.set(event, [edge]);
      }
    });
  }

  kindOf(event: number): EventKind {
    return EVENT_KINDS[this.trace.events.kind[event] ?? 0] ?? "read";
  }

  threadOf(event: number): number {
    return this.trace.events.thread[event] ?? 0;
  }

  /** The thread's last event until this one; -1 if it has had none. */
  lastOf(thread: number, event: number): number {
    const events = this.#eventsOf[thread] ?? [];
    return events[lastAt(events, event)] ?? -1;
  }

  edgesAt(event: number): readonly number[] {
    return this.#edgesAt.get(event) ?? [];
  }

  /** What the thread has heard of each thread, itself too, after this event. */
  clockOf(thread: number, event: number): ReadonlyMap<number, number> {
    const clock = new Map<number, number>();
    for (const [entry, { at, value }] of this.#clocks[thread] ?? []) {
      const last = value[lastAt(at, event)];
      if (last !== undefined) clock.set(entry, last);
    }
    return clock;
  }

  /** Whether the thread of the later event has heard of the earlier one: a release came between. */
  isOrdered(earlier: number, later: number): boolean {
    const thread = this.threadOf(earlier);
    const known = this.clockOf(this.threadOf(later), later).get(thread) ?? 0;
    return known >= this.clockAt(earlier);
  }

  /** What another thread must have heard of the event's thread to come after the event. */
  clockAt(event: number): number {
    const thread = this.threadOf(event);
    // A release ticks the clock after itself.
    const [before, after] = [event - 1, event].map((at) => this.clockOf(thread, at).get(thread));
    return before ?? after ?? 1;
  }

  /** In the order in which they were taken. */
  heldBy(thread: number, event: number): readonly HeldAt[] {
    const changes = this.#held[thread];
    return changes?.value[lastAt(changes.at, event)] ?? [];
  }

  /** What was last written to the object; undefined if that is not known. */
  valueOf(object: number, event: number): string | undefined {
    const changes = this.#values[object];
    const value = changes?.value[lastAt(changes.at, event)];
    return value === undefined ? undefined : this.trace.values[value];
  }
}

function clockChanges({ threads, clocks }: Trace): Map<number, Changes<number>>[] {
  const byThread = threads.map(() => new Map<number, Changes<number>>());
  clocks.at.forEach((at, index) => {
    const entries = byThread[clocks.thread[index] ?? 0];
    const entry = clocks.entry[index] ?? 0;
    const changes = entries?.get(entry) ?? { at: [], value: [] };
    entries?.set(entry, changes);
    changes.at.push(at);
    changes.value.push(clocks.clock[index] ?? 0);
  });
  return byThread;
}

function heldChanges({ threads, held }: Trace): Changes<readonly HeldAt[]>[] {
  const byThread = threads.map((): Changes<readonly HeldAt[]> => ({ at: [], value: [] }));
  held.at.forEach((at, index) => {
    const changes = byThread[held.thread[index] ?? 0];
    const lock = held.lock[index] ?? 0;
    const mode = held.mode[index] ?? GIVEN_BACK;
    const before = changes?.value.at(-1) ?? [];
    changes?.at.push(at);
    changes?.value.push(
      mode === GIVEN_BACK
        ? withoutLast(before, lock)
        : [...before, { lock, isForReading: mode === FOR_READING }],
    );
  });
  return byThread;
}

function withoutLast(held: readonly HeldAt[], lock: number): readonly HeldAt[] {
  const index = held.findLastIndex((one) => one.lock === lock);
  return index < 0 ? held : held.toSpliced(index, 1);
}

/** Index of the last entry that is no larger than `limit`; -1 if there is none. */
export function lastAt(ascending: ArrayLike<number>, limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
