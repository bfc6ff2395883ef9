/** Traces that no program made: small ones to be read, large ones to be drawn. */
import {
  EVENT_KINDS,
  type EventKind,
  TRACE_VERSION,
  type Trace,
  type TraceObject,
} from "../../src/detector/trace.ts";
import type { Page } from "../../src/viewer/page.ts";

interface Event {
  readonly thread: number;
  readonly kind: EventKind;
  readonly object?: number;
  readonly order?: number;
  readonly line?: number;
  readonly value?: string;
  readonly other?: number;
}

export const SOURCE = `#include <stdatomic.h>

static int data;
static atomic_int flag;

/* Publishes
   the data. */
static void *writer(void *unused) {
    data = 42;
    atomic_store_explicit(&flag, 1, memory_order_relaxed);
    return unused;
}

static void *reader(void *unused) {
    while (!atomic_load_explicit(&flag, memory_order_relaxed)) {
    }
    return data == 42 ? "right" : "wrong"; // racy
}
`;

const OBJECTS: readonly TraceObject[] = [
  { kind: "memory", place: "global", name: "data", address: 1024, bytes: 4 },
  { kind: "atomic", place: "global", name: "flag", address: 1028, bytes: 4 },
  { kind: "lock", name: "mutex", address: 1032, bytes: 24 },
  { kind: "memory", place: "stack", address: 70_000, bytes: 8 },
];
const [DATA, FLAG, MUTEX, PRIVATE] = [0, 1, 2, 3];
const RELAXED = 0;

/** Message passing by relaxed operations: the reader's access races. */
export function messagePassing(): Trace {
  const events: Event[] = [
    { thread: 0, kind: "create", other: 1, line: 20 },
    { thread: 1, kind: "begin", other: 0, line: 8 },
    { thread: 0, kind: "create", other: 2, line: 21 },
    { thread: 2, kind: "begin", other: 0, line: 14 },
    { thread: 2, kind: "load", object: FLAG, order: RELAXED, value: "0", line: 15 },
    { thread: 1, kind: "write", object: PRIVATE, value: "7", line: 9 },
    { thread: 1, kind: "lock", object: MUTEX, line: 9 },
    { thread: 1, kind: "write", object: DATA, value: "42", line: 9 },
    { thread: 1, kind: "unlock", object: MUTEX, line: 9 },
    { thread: 1, kind: "store", object: FLAG, order: RELAXED, value: "1", line: 10 },
    { thread: 2, kind: "load", object: FLAG, order: RELAXED, value: "0", line: 15 },
    { thread: 2, kind: "load", object: FLAG, order: RELAXED, value: "1", line: 15 },
    { thread: 2, kind: "read", object: DATA, value: "42", line: 17 },
    { thread: 1, kind: "end" },
    { thread: 0, kind: "join", other: 1, line: 22 },
  ];
  const trace = traceOf(events, 3);
  return {
    ...trace,
    stale: [10],
    edges: { from: [0, 2, 13], to: [1, 3, 14] },
    clocks: columns([
      [0, 0, 0, 1],
      [1, 1, 0, 1],
      [1, 1, 1, 1],
      [2, 0, 0, 2],
      [3, 2, 0, 2],
      [3, 2, 2, 1],
      [8, 1, 1, 2],
      [14, 0, 1, 2],
    ]),
    held: { at: [6, 8], thread: [1, 1], lock: [MUTEX, MUTEX], mode: [1, 0] },
    races: [
      {
        fingerprint: "0123456789abcdef",
        address: 1024,
        first: 7,
        second: 12,
        why: "T2 has acquired nothing that T1 released since its write",
      },
    ],
  };
}

/** Threads that take turns, each with a lock, a write and an atomic store. */
export function longRun(count: number, threads: number): Trace {
  const kinds: readonly EventKind[] = ["lock", "write", "store", "unlock"];
  const objects = [MUTEX, DATA, FLAG, MUTEX];
  const events = Array.from({ length: count }, (_, index): Event => {
    const thread = Math.floor(index / kinds.length) % threads;
    const at = index % kinds.length;
    const value = at === 1 || at === 2 ? { value: String(index % 50) } : {};
    return { thread, kind: kinds[at] ?? "read", object: objects[at] ?? 0, line: 8 + at, ...value };
  });
  const unlocks = events.flatMap(({ kind }, index) => (kind === "unlock" ? [index] : []));
  const locks = events.flatMap(({ kind }, index) => (kind === "lock" ? [index] : []));
  return {
    ...traceOf(events, threads),
    edges: { from: unlocks.slice(0, -1), to: locks.slice(1) },
    clocks: columns(
      unlocks.map((at, index) => [at, events[at]?.thread ?? 0, events[at]?.thread ?? 0, index + 1]),
    ),
    held: {
      at: [...locks, ...unlocks].sort((one, other) => one - other),
      thread: events.flatMap(({ kind, thread }) =>
        kind === "lock" || kind === "unlock" ? [thread] : [],
      ),
      lock: [...locks, ...unlocks].map(() => MUTEX),
      mode: [...locks, ...unlocks].map((_, index) => 1 - (index % 2)),
    },
    races: [
      {
        fingerprint: "f",
        address: 1024,
        first: count - 43,
        second: count - 7,
        why: "they hold different locks",
      },
    ],
  };
}

function traceOf(events: readonly Event[], threads: number): Trace {
  const values = [...new Set(events.flatMap(({ value }) => value ?? []))];
  const lines = [...new Set(events.flatMap(({ line }) => line ?? []))];
  const column = (of: (event: Event) => number | undefined) => events.map((one) => of(one) ?? -1);
  return {
    version: TRACE_VERSION,
    seed: 7,
    threads: Array.from({ length: threads }, (_, thread) =>
      thread === 2 ? { name: "reader", createdBy: 0 } : thread === 0 ? {} : { createdBy: 0 },
    ),
    objects: OBJECTS,
    places: lines.map((line) => ({
      function: line < 14 ? "writer" : "reader",
      file: 0,
      line,
      column: 5,
    })),
    files: [{ path: "message-passing.c", text: SOURCE, firstLine: 1 }],
    values,
    events: {
      thread: column(({ thread }) => thread),
      kind: column(({ kind }) => EVENT_KINDS.indexOf(kind)),
      object: column(({ object }) => object),
      order: column(({ order }) => order),
      place: column(({ line }) => (line === undefined ? -1 : lines.indexOf(line))),
      value: column(({ value }) => (value === undefined ? -1 : values.indexOf(value))),
      other: column(({ other }) => other),
      steps: column(() => 3),
    },
    stale: [],
    edges: { from: [], to: [] },
    clocks: { at: [], thread: [], entry: [], clock: [] },
    held: { at: [], thread: [], lock: [], mode: [] },
    races: [],
    gaps: [],
  };
}

function columns(
  changes: readonly (readonly [at: number, thread: number, entry: number, clock: number])[],
): Trace["clocks"] {
  return {
    at: changes.map(([at]) => at),
    thread: changes.map(([, thread]) => thread),
    entry: changes.map(([, , entry]) => entry),
    clock: changes.map(([, , , clock]) => clock),
  };
}

export function pageOf(traces: readonly Trace[]): Page {
  const findings = traces.flatMap(({ races, seed }, trace) =>
    races.map(({ why }, race) => ({
      title: "data race",
      subject: "data",
      why,
      seed,
      text: `WARNING: ThreadSanitizer: data race\n  <script>alert(1)</script> of finding ${trace}`,
      trace,
      race,
    })),
  );
  return {
    version: "0.0.0",
    program: "message-passing.c",
    summary: `${findings.length} findings`,
    findings,
    traces,
  };
}
