/** Which events are shown: each has a row, in the order of the schedule. */
import type { TraceHistory } from "./history.ts";
import { lastAt } from "./history.ts";

export interface Filter {
  readonly hiddenThreads: ReadonlySet<number>;
  /** Only these; empty: all. */
  readonly objects: ReadonlySet<number>;
  /** Memory too that one thread alone has used. */
  readonly showsPrivate: boolean;
}

export const NO_FILTER: Filter = {
  hiddenThreads: new Set(),
  objects: new Set(),
  showsPrivate: false,
};

export class Rows {
  /** By row: the event, ascending. */
  readonly events: Int32Array;
  /** By event: its row; -1 if it is hidden. */
  readonly #rows: Int32Array;

  constructor(history: TraceHistory, filter: Filter) {
    const shown: number[] = [];
    this.#rows = new Int32Array(history.count).fill(-1);
    const always = new Set(history.trace.races.flatMap(({ first, second }) => [first, second]));
    for (let event = 0; event < history.count; event++) {
      if (!always.has(event) && !isShown(history, filter, event)) continue;
      this.#rows[event] = shown.length;
      shown.push(event);
    }
    this.events = Int32Array.from(shown);
  }

  get count(): number {
    return this.events.length;
  }

  /** -1 if the event is hidden. */
  rowOf(event: number): number {
    return this.#rows[event] ?? -1;
  }

  /** The row of the event, or of the last one before it that is shown; at least 0. */
  nearest(event: number): number {
    return Math.max(0, lastAt(this.events, event));
  }

  eventAt(row: number): number {
    return this.events[Math.min(Math.max(row, 0), this.count - 1)] ?? 0;
  }
}

function isShown(history: TraceHistory, filter: Filter, event: number): boolean {
  const { trace, users } = history;
  const thread = trace.events.thread[event] ?? 0;
  if (filter.hiddenThreads.has(thread)) return false;
  const object = trace.events.object[event] ?? -1;
  const kind = history.kindOf(event);
  if (filter.objects.size > 0) return filter.objects.has(object);
  if (filter.showsPrivate || object < 0) return true;
  const isPlain = kind === "read" || kind === "write" || kind === "allocate" || kind === "free";
  return !isPlain || (users[object]?.size ?? 0) > 1;
}
