/**
 * A run as a time-space diagram has it (Lamport 1978): what each thread did, in the order of the
 * schedule, and what synchronized with what. Made by `explain/`, drawn by `viewer/` and `report/`.
 *
 * Columns, not objects: a hundred thousand events are a few megabytes of JSON. An event is an index
 * into the columns; an object, a place, a value is an index into its table, -1 if there is none.
 */
import type { MemoryOrder, Place } from "./finding.ts";

export const TRACE_VERSION = 1;

/** By number, as the column `kind` has them. */
export const EVENT_KINDS = [
  ...(["read", "write", "load", "store", "read-modify-write", "fence"] as const),
  ...(["lock", "unlock", "acquire", "release"] as const),
  ...(["create", "begin", "join", "end", "allocate", "free"] as const),
] as const;

export type EventKind = (typeof EVENT_KINDS)[number];

/** By number, as the column `order` has them, and as in src/layout/numbers.ts. */
export const TRACE_ORDERS: readonly MemoryOrder[] = [
  ...(["relaxed", "consume", "acquire", "release", "acq_rel", "seq_cst"] as const),
];

export interface TraceThread {
  readonly name?: string;
  readonly createdBy?: number;
}

/** Something that threads touch or synchronize by. */
export interface TraceObject {
  /** "key" is what barriers, semaphores, conditions and the like synchronize by. */
  readonly kind: "memory" | "atomic" | "lock" | "key";
  /** Of memory and atomics: where it lies. */
  readonly place?: Place["kind"];
  readonly name?: string;
  readonly address: number;
  readonly bytes: number;
}

/** A place in a source. */
export interface TracePlace {
  readonly function: string;
  /** Index into `files`. */
  readonly file?: number;
  /** From 1. */
  readonly line?: number;
  readonly column?: number;
}

export interface TraceFile {
  readonly path: string;
  /** Undefined if the file is not at hand, or no source of the user's. */
  readonly text?: string;
  /** Number of the text's first line. */
  readonly firstLine: number;
}

/** One entry an event, in the order of the schedule. */
export interface TraceEvents {
  readonly thread: readonly number[];
  /** Into EVENT_KINDS. */
  readonly kind: readonly number[];
  readonly object: readonly number[];
  /** Into TRACE_ORDERS, of atomic operations and fences. */
  readonly order: readonly number[];
  readonly place: readonly number[];
  /** Into `values`: what was read, or written. */
  readonly value: readonly number[];
  /** The other thread, of "create", "begin" and "join". */
  readonly other: readonly number[];
  /** Steps of the run since the event before. */
  readonly steps: readonly number[];
}

/** Two accesses that nothing orders. */
export interface TraceRace {
  /** The finding's. */
  readonly fingerprint: string;
  /** Of the later access: a fingerprint may be that of races on several variables. */
  readonly address: number;
  /** The earlier access; -1 if the trace doesn't have it. */
  readonly first: number;
  /** The later one; -1 likewise. */
  readonly second: number;
  readonly why: string;
}

/** A run, as diagrams draw it. */
export interface Trace {
  readonly version: typeof TRACE_VERSION;
  readonly seed: number;
  /** By number: 0 is main. */
  readonly threads: readonly TraceThread[];
  readonly objects: readonly TraceObject[];
  readonly places: readonly TracePlace[];
  readonly files: readonly TraceFile[];
  readonly values: readonly string[];
  readonly events: TraceEvents;
  /** Loads that did not read the newest store. */
  readonly stale: readonly number[];
  /** Which release (`from`) an acquire (`to`) synchronizes with: events, ascending by `to`. */
  readonly edges: { readonly from: readonly number[]; readonly to: readonly number[] };
  /**
   * What changed of vector clocks, by this event at the latest: what `thread` has heard of
   * `entry`, by then.
   */
  readonly clocks: {
    readonly at: readonly number[];
    readonly thread: readonly number[];
    readonly entry: readonly number[];
    readonly clock: readonly number[];
  };
  /** What changed of the locks that threads hold: 1 taken, 2 taken for reading, 0 given back. */
  readonly held: {
    readonly at: readonly number[];
    readonly thread: readonly number[];
    /** Into `objects`. */
    readonly lock: readonly number[];
    readonly mode: readonly number[];
  };
  readonly races: readonly TraceRace[];
  /** Events that are left out before this one. */
  readonly gaps: readonly { readonly before: number; readonly count: number }[];
}

/** Names of threads as reports have them: `main`, `T1`. */
export function traceThreadName(thread: number): string {
  return thread === 0 ? "main" : `T${thread}`;
}

/** How an object is called: by its name, else by what it is and where. */
export function traceObjectName({ kind, name, place, address }: TraceObject): string {
  if (name !== undefined) return name;
  const what = kind === "memory" || kind === "atomic" ? (place ?? "memory") : kind;
  return `${what === "unknown" ? "memory" : what} 0x${address.toString(16)}`;
}
