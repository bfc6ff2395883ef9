/**
 * The events of a run, as they come in. They are kept in chunks: of a long run those around the
 * accesses that are asked for, and the last ones. Of those that go, what they changed of clocks and
 * locks stays, and stands at the head of the next chunk.
 */
import type { Trace } from "../detector/trace.ts";

export interface LoggedEvent {
  readonly thread: number;
  /** Into EVENT_KINDS. */
  kind: number;
  /** -1: none. */
  object: number;
  readonly order: number;
  readonly place: number;
  value: number;
  readonly other: number;
  readonly step: number;
  isStale: boolean;
  /** Events that it synchronizes with. */
  from: readonly LoggedEvent[];
}

interface ClockChange {
  readonly at: LoggedEvent | undefined;
  readonly thread: number;
  readonly entry: number;
  readonly clock: number;
}

interface HeldChange {
  readonly at: LoggedEvent | undefined;
  readonly thread: number;
  readonly lock: number;
  readonly mode: number;
}

interface Chunk {
  readonly events: LoggedEvent[];
  clocks: ClockChange[];
  held: HeldChange[];
  /** Events that went before it. */
  left: number;
  isPinned: boolean;
}

const CHUNK_EVENTS = 2000;
/** 100,000 events in all. */
const MOST_CHUNKS = 50;
/** Of locks, where no event is kept: beyond, those that are given back go. */
const MOST_CHANGES = 1000;

export class EventLog {
  readonly #chunks: Chunk[] = [newChunk()];
  readonly #pins: readonly number[];

  /** @param pins steps whose events are kept, with those around them */
  constructor(pins: readonly number[]) {
    this.#pins = [...pins].sort((one, other) => one - other);
  }

  add(event: LoggedEvent): void {
    let chunk = this.#last;
    if (chunk.events.length === CHUNK_EVENTS) chunk = this.#begin();
    chunk.events.push(event);
  }

  /** An event that is not kept. What it changes stands in a chunk that has no events yet. */
  leaveOut(): void {
    const chunk = this.#last.events.length === 0 ? this.#last : this.#begin();
    chunk.left++;
    if (chunk.held.length > MOST_CHANGES) chunk.held = stillHeld(chunk.held);
  }

  clockChanged(at: LoggedEvent, thread: number, entry: number, clock: number): void {
    this.#last.clocks.push({ at, thread, entry, clock });
  }

  heldChanged(at: LoggedEvent, thread: number, lock: number, mode: number): void {
    this.#last.held.push({ at, thread, lock, mode });
  }

  /** All that is kept, in order. */
  events(): LoggedEvent[] {
    return this.#chunks.flatMap(({ events }) => events);
  }

  columns(): Pick<Trace, "events" | "stale" | "edges" | "clocks" | "held" | "gaps"> {
    const events = this.events();
    const numbers = new Map(events.map((event, index) => [event, index]));
    const edges = events.flatMap((event, to) =>
      event.from.flatMap((release) => {
        const from = numbers.get(release);
        return from === undefined ? [] : [{ from, to }];
      }),
    );
    let first = 0;
    const clocks: (ClockChange & { index: number })[] = [];
    const held: (HeldChange & { index: number })[] = [];
    const gaps: { before: number; count: number }[] = [];
    for (const chunk of this.#chunks) {
      const at = (change: { at: LoggedEvent | undefined }) =>
        (change.at && numbers.get(change.at)) ?? first;
      for (const change of chunk.clocks) clocks.push({ ...change, index: at(change) });
      for (const change of chunk.held) held.push({ ...change, index: at(change) });
      if (chunk.left > 0) gaps.push({ before: first, count: chunk.left });
      first += chunk.events.length;
    }
    return {
      events: {
        thread: events.map(({ thread }) => thread),
        kind: events.map(({ kind }) => kind),
        object: events.map(({ object }) => object),
        order: events.map(({ order }) => order),
        place: events.map(({ place }) => place),
        value: events.map(({ value }) => value),
        other: events.map(({ other }) => other),
        steps: events.map(({ step }, index) => step - (events[index - 1]?.step ?? 0)),
      },
      stale: events.flatMap(({ isStale }, index) => (isStale ? [index] : [])),
      edges: { from: edges.map(({ from }) => from), to: edges.map(({ to }) => to) },
      clocks: {
        at: clocks.map(({ index }) => index),
        thread: clocks.map(({ thread }) => thread),
        entry: clocks.map(({ entry }) => entry),
        clock: clocks.map(({ clock }) => clock),
      },
      held: {
        at: held.map(({ index }) => index),
        thread: held.map(({ thread }) => thread),
        lock: held.map(({ lock }) => lock),
        mode: held.map(({ mode }) => mode),
      },
      gaps,
    };
  }

  get #last(): Chunk {
    return this.#chunks.at(-1) ?? newChunk();
  }

  #begin(): Chunk {
    const [before, full] = this.#chunks.slice(-2);
    const ended = full ?? before;
    if (ended && this.#isAskedFor(ended)) {
      ended.isPinned = true;
      if (before) before.isPinned = true;
    }
    const chunk = newChunk();
    // What follows an access matters as much as what comes before it.
    if (ended && this.#isAskedFor(ended)) chunk.isPinned = true;
    this.#chunks.push(chunk);
    if (this.#chunks.length > MOST_CHUNKS) this.#drop();
    return chunk;
  }

  #isAskedFor({ events }: Chunk): boolean {
    const [from, to] = [events[0]?.step ?? 0, events.at(-1)?.step ?? 0];
    return this.#pins.some((step) => step >= from && step <= to);
  }

  #drop(): void {
    const index = this.#chunks.findIndex(({ isPinned }) => !isPinned);
    const next = this.#chunks[index + 1];
    const [dropped] = next ? this.#chunks.splice(index, 1) : [];
    if (!dropped || !next) return;
    // Else each event would keep all that it came from.
    for (const event of dropped.events) event.from = [];
    next.left += dropped.left + dropped.events.length;
    next.clocks = [...lastOf(dropped.clocks), ...next.clocks];
    next.held = [...stillHeld(dropped.held), ...next.held];
  }
}

function newChunk(): Chunk {
  return { events: [], clocks: [], held: [], left: 0, isPinned: false };
}

function lastOf(changes: readonly ClockChange[]): ClockChange[] {
  const last = new Map(changes.map((change) => [`${change.thread} ${change.entry}`, change]));
  return [...last.values()].map((change) => ({ ...change, at: undefined }));
}

/** Of locks that were taken and given back nothing remains. */
function stillHeld(changes: readonly HeldChange[]): HeldChange[] {
  const left: HeldChange[] = [];
  for (const change of changes) {
    const taken = left.findLastIndex(
      ({ thread, lock, mode }) => mode !== 0 && thread === change.thread && lock === change.lock,
    );
    if (change.mode === 0 && taken >= 0) left.splice(taken, 1);
    else left.push({ ...change, at: undefined });
  }
  return left;
}
