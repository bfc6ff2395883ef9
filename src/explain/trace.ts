/** The time-space diagram of a run with findings: one replay more, with everything watched. */
import {
  type Access,
  type AccessKind,
  isRace,
  type Place,
  type RunResult,
} from "../detector/finding.ts";
import {
  EVENT_KINDS,
  type EventKind,
  TRACE_VERSION,
  type Trace,
  type TraceObject,
  type TracePlace,
  type TraceRace,
} from "../detector/trace.ts";
import { ProgramInstance } from "../runtime/instance.ts";
import { run } from "../runtime/machine.ts";
import type { Outcome } from "../runtime/outcome.ts";
import { type LoadedProgram, withPositions } from "../runtime/program.ts";
import type { RunOptions } from "../runtime/run-options.ts";
import type { LoggedEvent } from "./event-log.ts";
import { type ExplainContext, symbolsOf } from "./explain.ts";
import type { Globals } from "./globals.ts";
import { StackTable } from "./stack-table.ts";
import { TraceRecorder } from "./trace-recorder.ts";

/** The engine watches granules by their hashed numbers: this many bytes are all of them. */
const ALL_GRANULES_BYTES = 4 << 16;
/** Findings whose accesses are kept, however long the run is. */
const MOST_PINNED = 8;

/**
 * What the run of a result did. The files that events are in have no text yet.
 *
 * @param options those of the run: with the journal that it filled, or with its standard input
 */
export async function traceRun(
  program: LoadedProgram,
  options: RunOptions,
  result: RunResult,
  context: Pick<ExplainContext, "symbolCachePath">,
): Promise<Trace> {
  const races = result.findings.filter(isRace);
  const pins = races.slice(0, MOST_PINNED).flatMap(({ access, previous }) => [
    access.step,
    // Not known, if the replay could not see it.
    ...(previous.stack.length > 0 ? [previous.step] : []),
  ]);
  const replayed = withPositions(program);
  const instance = new ProgramInstance(replayed);
  const recorder = new TraceRecorder(instance, {
    pins,
    racing: races.map(({ access }) => access),
    steps: result.steps,
  });
  const outcome = await run(
    replayed,
    {
      ...options,
      maxSteps: Math.min(options.maxSteps, result.steps + 1),
      timeoutMs: Number.POSITIVE_INFINITY,
      files: filesOf(options),
      replay: {
        observer: recorder,
        watched: [{ address: 0, bytes: ALL_GRANULES_BYTES }],
        weakLoads: recorder,
      },
    },
    instance,
  );
  recorder.flush();
  const { symbolizer, globals } = symbolsOf(program, context);
  const stacks = new StackTable(symbolizer);
  for (const raw of recorder.stacks) stacks.want(raw);
  await stacks.resolve();
  const places = new Places(recorder.stacks, stacks);
  const events = recorder.log.events();
  const columns = recorder.log.columns();
  const blocks = new Blocks(recorder.blocks);
  return {
    version: TRACE_VERSION,
    seed: result.seed,
    threads: Array.from({ length: recorder.threadCount }, (_, thread) => {
      const { name, parent } = outcome.threads[thread] ?? {};
      return {
        ...(name !== undefined && { name }),
        ...(parent !== undefined && { createdBy: parent }),
      };
    }),
    objects: recorder.objects.map((object) => named(object, blocks, outcome, globals)),
    places: places.list,
    files: places.files.map((path) => ({ path, firstLine: 1 })),
    values: recorder.values,
    ...columns,
    events: {
      ...columns.events,
      place: columns.events.place.map((stack) => (stack < 0 ? -1 : places.of(stack))),
    },
    races: races.map(({ fingerprint, access, previous, why }): TraceRace => {
      const isKnown = previous.stack.length > 0;
      const find = (one: Access) => findAccess(events, recorder.objects, one);
      const { address } = access;
      return {
        fingerprint,
        address,
        first: isKnown ? find(previous) : -1,
        second: find(access),
        why,
      };
    }),
  };
}

/** What the run read, or, of one of many, what all of them read. Nothing is written. */
function filesOf({ files }: RunOptions): RunOptions["files"] {
  const { entries } = files.journal;
  const silent = { ...files, onOutput: () => {} };
  if (entries.length > 0) return { ...silent, journal: { mode: "replay", entries: [...entries] } };
  const stdin = files.stdin ?? new Uint8Array();
  return { ...silent, writable: false, stdin, journal: { mode: "record", entries: [] } };
}

/** The places of stacks, each once. */
class Places {
  readonly list: TracePlace[] = [];
  readonly files: string[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #byStack: readonly number[];

  constructor(raw: readonly string[], stacks: StackTable) {
    this.#byStack = raw.map((one) => {
      const stack = stacks.get(one);
      const frame = stack.find(({ file }) => file !== undefined) ?? stack[0];
      if (!frame) return -1;
      const { function: name, file, line, column } = frame;
      return this.#number({
        function: name,
        ...(file !== undefined && { file: this.#file(file) }),
        ...(line !== undefined && { line }),
        ...(column !== undefined && { column }),
      });
    });
  }

  of(stack: number): number {
    return this.#byStack[stack] ?? -1;
  }

  #number(place: TracePlace): number {
    const key = JSON.stringify(place);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.list.length);
    return this.list.push(place) - 1;
  }

  #file(path: string): number {
    const known = this.files.indexOf(path);
    return known < 0 ? this.files.push(path) - 1 : known;
  }
}

/** Of the heap: where any block was. */
class Blocks {
  readonly #sorted: readonly (readonly [start: number, bytes: number])[];

  constructor(blocks: ReadonlyMap<number, number>) {
    this.#sorted = [...blocks].sort(([one], [other]) => one - other);
  }

  has(address: number): boolean {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#sorted[middle]?.[0] ?? 0) <= address) low = middle + 1;
      else high = middle;
    }
    const [start, bytes] = this.#sorted[low - 1] ?? [0, 0];
    return address >= start && address < start + bytes;
  }
}

/** With the name that the program has for it, and where it lies. */
function named(
  object: Pick<TraceObject, "kind" | "address" | "bytes">,
  blocks: Blocks,
  { threads }: Outcome,
  globals: () => Globals,
): TraceObject {
  const { address } = object;
  const place = (kind: Place["kind"], name?: string) => ({
    ...object,
    place: kind,
    ...(name !== undefined && { name }),
  });
  const variable = globals().find(address);
  if (variable) return place("global", withOffset(variable.name, address - variable.address));
  for (const { number, memory } of threads) {
    if (address >= memory.tls && address < memory.tls + memory.tlsBytes) {
      const local = globals().findThreadLocal(address - memory.tls);
      return place("tls", local && `${local.name} of ${number === 0 ? "main" : `T${number}`}`);
    }
    if (address >= memory.bottom && address < memory.top) return place("stack");
  }
  return place(blocks.has(address) ? "heap" : "unknown");
}

function withOffset(name: string, offset: number): string {
  return offset === 0 ? name : `${name}+${offset}`;
}

/** The event that is the access; -1 if it is not kept. */
function findAccess(
  events: readonly LoggedEvent[],
  objects: readonly Pick<TraceObject, "address" | "bytes">[],
  access: Access,
): number {
  const kinds = KINDS[access.kind].map((kind) => EVENT_KINDS.indexOf(kind));
  const { address, bytes } = access;
  return events.findLastIndex(({ thread, step, kind, object }) => {
    // Several accesses may share a step: it is counted for a straight line of code.
    if (thread !== access.thread || step !== access.step || !kinds.includes(kind)) return false;
    const at = objects[object];
    return at !== undefined && at.address < address + bytes && address < at.address + at.bytes;
  });
}

const KINDS: Readonly<Record<AccessKind, readonly EventKind[]>> = {
  read: ["read"],
  write: ["write"],
  "atomic read": ["load", "read-modify-write"],
  "atomic write": ["store", "read-modify-write"],
  allocate: ["allocate"],
  free: ["free"],
};
