/**
 * The engine as a `Detector`: events in, markers out, without a program around it. Tests compare
 * it with the model event by event; a run wires the engine's exports to the program directly.
 */
import type {
  Epoch,
  ExclusionRule,
  LoadCandidate,
  LockDetector,
  LocksetDetector,
  LocksetMarker,
  LocksetState,
  LocksetVerdict,
  PreviousKind,
  RaceMarker,
  WeakMemoryDetector,
} from "../detector/detector.ts";
import type { AtomicLoadEvent, DetectorEvent, IgnoreEvent, Value } from "../detector/event.ts";
import type { MemoryOrder } from "../detector/finding.ts";
import { type CycleRules, cycleKey, type LockMode, type Taking } from "../detector/lock-order.ts";
import { DEFAULT_DETECTOR, type DetectorName, type DetectorOptions } from "../detector/options.ts";
import {
  ACCESS_KIND_MASK,
  ACQ_REL,
  ACQUIRE,
  CLOCK_BITS,
  CLOCK_MASK,
  CONSUME,
  IGNORE_READS,
  IGNORE_SYNC,
  IGNORE_WRITES,
  LOCK_ATTEMPT,
  LOCK_PREFERS_WRITERS,
  LOCK_READ,
  RELAXED,
  RELEASE,
  SEQ_CST,
} from "../layout/numbers.ts";
import { toldState } from "./detectors.ts";
import { createEngine, type EngineExports, type EngineHost, resetEngine } from "./engine.ts";
import { findCycles, takingOf } from "./lock-cycles.ts";

export const ORDERS: Readonly<Record<MemoryOrder, number>> = {
  relaxed: RELAXED,
  consume: CONSUME,
  acquire: ACQUIRE,
  release: RELEASE,
  acq_rel: ACQ_REL,
  seq_cst: SEQ_CST,
};

const IGNORED: Readonly<Record<IgnoreEvent["what"], number>> = {
  reads: IGNORE_READS,
  writes: IGNORE_WRITES,
  synchronization: IGNORE_SYNC,
};

/** By the engine's number for an access; an allocation is checked by nothing. */
const KINDS: readonly PreviousKind[] = [
  "read",
  "write",
  "atomic read",
  "atomic write",
  "write",
  "free",
];

/** In the order of engine/visibility.ts, whose numbers begin at 1. */
const EXCLUSION_RULES: readonly ExclusionRule[] = [
  "CoWR",
  "CoRR",
  "SC load after SC store",
  "SC load after SC read",
  "SC load after SC fence after store",
  "SC load after SC fence after read",
  "SC fence after SC store",
  "SC fence after SC read",
  "SC fence after SC fence after store",
  "SC fence after SC fence after read",
];

const LOCK_MODES: Readonly<Record<LockMode, number>> = {
  write: 0,
  read: LOCK_READ,
  "read behind writers": LOCK_READ | LOCK_PREFERS_WRITERS,
};

const UNLIMITED = 0x7fffffff;

/** An engine and what calls it. */
export interface PlacedEngine {
  readonly engine: EngineExports;
  /** Happens-before's hooks, by name, or what the detector has in their place. */
  readonly accesses: Pick<EngineExports, AccessHook>;
  /** A load of the newest store. */
  loadNewest(event: AtomicLoadEvent): void;
  /** Makes the engine as new. */
  restart(): void;
}

type AccessHook = "read1" | "read2" | "read4" | "read8" | "read_range" | "vptr_read" | WriteHook;
type WriteHook = "write1" | "write2" | "write4" | "write8" | "write_range" | "vptr_write";

interface Options {
  /** Accesses of four bytes go by the hooks of pointers to virtual functions. */
  readonly asVptr?: boolean;
  readonly judgedBy?: DetectorOptions;
  /** Where the engine is; by itself unless said otherwise. */
  readonly place?: (host: EngineHost) => PlacedEngine;
}

export class EngineDetector implements WeakMemoryDetector, LockDetector {
  readonly #placed: PlacedEngine;
  readonly #engine: EngineExports;
  readonly #accesses: PlacedEngine["accesses"];
  readonly #isHybrid: boolean;
  /** By slot: first epoch and thread of each owner, in order. */
  readonly #owners = new Map<number, { readonly clock: number; readonly thread: number }[]>();
  readonly #epochs = new Map<number, Epoch>();
  readonly #asVptr: boolean;
  #marker: RaceMarker | undefined;
  #possible: LocksetMarker | undefined;
  #selected = 0;

  /** @param memoryBytes addresses of events are below this */
  constructor(
    memoryBytes: number,
    {
      asVptr = false,
      judgedBy = DEFAULT_DETECTOR,
      place = (host) => placeAlone(host, memoryBytes, judgedBy),
    }: Options = {},
  ) {
    this.#asVptr = asVptr;
    this.#isHybrid = judgedBy.name === "hybrid";
    this.#placed = place(this.#host());
    this.#engine = this.#placed.engine;
    this.#accesses = this.#placed.accesses;
    this.#begin();
  }

  #host(): EngineHost {
    return {
      preempt: () => {
        throw new Error("the budget of a detector never ends");
      },
      race: (_start, _bytes, access, at, epoch, previous, ordered) =>
        this.#race(access, at, epoch >>> 0, previous, ordered === 1),
      fault: () => {
        throw new Error("an event touched the null page or a guard");
      },
      moved: (thread, epoch) => this.#own(thread, epoch >>> 0),
      observe: () => {},
      allocated: () => {},
      freed: () => {},
      locked: () => {},
      unlocked: () => {},
      lockBegun: () => {},
      lockEnded: () => {},
      decide: (_choice, _count, drawn) => drawn,
      staleRead: () => {},
      stored: () => {},
      synchronized: () => {},
      possible: (_start, _bytes, access, at) => {
        this.#possible = { address: at >>> 0, access: access === 1 ? "write" : "read" };
      },
      observeLockset: () => {},
      exhausted: () => {
        throw new Error("the engine's tables are full");
      },
    };
  }

  /** Forgets all events: as a new one, but sooner made. */
  restart(): void {
    this.#placed.restart();
    this.#owners.clear();
    this.#epochs.clear();
    this.#begin();
  }

  #begin(): void {
    this.#own(0, this.#engine.start(0, -1) >>> 0);
    this.#engine.select(0);
    this.#selected = 0;
  }

  apply(event: DetectorEvent): RaceMarker | undefined {
    // Synchronization counts steps too: without this the budget would run out some day.
    this.#engine.grant(UNLIMITED, UNLIMITED, 0, 0);
    if (event.thread !== this.#selected) this.#engine.select(event.thread);
    this.#selected = event.thread;
    this.#marker = undefined;
    this.#possible = undefined;
    this.#engine.tell_values(tellsValue(event) ? 1 : 0);
    this.#perform(event);
    if (event.kind === "end") this.#selected = -1;
    else this.#epochs.set(event.thread, epochOf(this.#engine.epoch.value >>> 0));
    return this.#marker;
  }

  /** What a lockset detector found at the last event. */
  get possible(): LocksetMarker | undefined {
    return this.#possible;
  }

  /** A lockset detector's knowledge of a byte. */
  stateOf(address: number): LocksetState {
    const told = toldState(this.#engine, this.#engine.lockset_state(address) >>> 0);
    const { state, candidates } = told;
    if (state === "virgin") return { state };
    if (state === "exclusive") return { state, thread: this.#exclusive(address) };
    return { state, candidates };
  }

  #exclusive(address: number): number {
    const owner = this.#engine.lockset_owner(address) >>> 0;
    return this.#isHybrid ? this.#ownerOf(epochOf(owner)) : owner;
  }

  loadCandidates(load: AtomicLoadEvent): readonly LoadCandidate[] {
    const { address, bytes, order, thread } = load;
    if (thread !== this.#selected) this.#engine.select(thread);
    this.#selected = thread;
    const isSeqCst = order === "seq_cst" ? 1 : 0;
    return Array.from({ length: this.#engine.history_length(address, bytes) }, (_, index) => {
      const rule = this.#engine.history_rule(address, bytes, isSeqCst, index);
      const excludedBy = EXCLUSION_RULES[rule - 1];
      const visible = excludedBy === undefined;
      const value = this.#valueOf(load, index);
      return { index, value, visible, ...(excludedBy && { excludedBy }) };
    });
  }

  epochOf(thread: number): Epoch {
    const epoch = this.#epochs.get(thread);
    if (!epoch) throw new Error(`no thread ${thread}`);
    return epoch;
  }

  clockOf(thread: number): readonly number[] {
    const clocks = Array.from(
      { length: this.slotCount() },
      (_, slot) => this.#engine.clockOf(thread, slot) & CLOCK_MASK,
    );
    while (clocks.at(-1) === 0) clocks.pop();
    return clocks;
  }

  slotCount(): number {
    return this.#engine.slotsInUse();
  }

  takings(): readonly Taking[] {
    return Array.from({ length: this.#engine.takings() }, (_, at) => takingOf(this.#engine, at));
  }

  isTakenBefore(earlier: number, later: number): boolean {
    return this.#engine.taking_before(earlier + 1, later + 1) !== 0;
  }

  cycles(rules: CycleRules): ReadonlySet<string> {
    const lockOf = (index: number) => this.#engine.taking_lock(index + 1);
    const { cycles } = findCycles(this.#engine, rules);
    return new Set(cycles.map((cycle) => cycleKey(cycle.map(lockOf))));
  }

  #perform(event: DetectorEvent): void {
    const engine = this.#engine;
    switch (event.kind) {
      case "spawn":
        return this.#own(event.child, engine.start(event.child, event.thread) >>> 0);
      case "end":
        return engine.end(event.thread);
      case "join":
        return engine.join(event.joined);
      case "read":
        return this.#read(event.address, event.bytes);
      case "write":
        return this.#write(event.address, event.bytes);
      case "atomic load":
        return this.#load(event);
      case "atomic store":
        return engine.atomic_store(
          event.address,
          event.bytes,
          ORDERS[event.order],
          wordOf(event.old),
          wordOf(event.value),
        );
      case "atomic rmw":
        return engine.atomic_rmw(
          event.address,
          event.bytes,
          ORDERS[event.order],
          wordOf(event.old),
          wordOf(event.value),
        );
      case "fence":
        return engine.atomic_fence(ORDERS[event.order]);
      case "acquire":
        return engine.acquire(event.key);
      case "acquire lock":
        return engine.acquire_lock(event.key);
      case "take":
        return engine.lock_acquired(
          event.lock,
          LOCK_MODES[event.mode] | (event.attempt ? LOCK_ATTEMPT : 0),
        );
      case "give back":
        return engine.lock_released(event.lock, LOCK_MODES[event.mode]);
      case "use object":
        return engine.object_used(event.address);
      case "renew object":
        return engine.object_renewed(event.address);
      case "renew lock":
        return engine.lock_created(event.lock);
      case "monitor":
        return engine.lock_is_monitor(event.lock);
      case "wake":
        return engine.signalled(event.woken);
      case "ignore":
        return engine.ignore(IGNORED[event.what], event.begins ? 1 : -1);
      case "excuse":
        engine.excuse(event.address, event.bytes);
        return;
      case "stack":
        return engine.stack(event.thread, event.address, event.bytes);
      case "release store":
        return engine.release_store(event.key);
      case "release merge":
        return engine.release_merge(event.key);
      case "forget":
        return engine.sync_forget(event.address, event.bytes);
      case "allocate":
        return engine.allocate(event.address, event.bytes);
      case "deallocate":
        return engine.deallocate(event.address, event.bytes);
      case "clear":
        return engine.shadow_clear(event.address, event.bytes);
    }
  }

  #load(event: AtomicLoadEvent): void {
    if (event.reads) loadAt(this.#engine, event, event.reads);
    else this.#placed.loadNewest(event);
  }

  /** What the history knows; of the newest store the event may know the value. */
  #valueOf({ address, bytes, newest }: AtomicLoadEvent, index: number): Value | undefined {
    if (this.#engine.history_known(address, bytes, index) === 0) {
      return index === 0 ? newest : undefined;
    }
    return Number(this.#engine.history_value(address, bytes, index));
  }

  /** By the hook of the access's size, as a program does, where there is one. */
  #read(address: number, bytes: number): void {
    const engine = this.#accesses;
    if (bytes === 1) engine.read1(address);
    else if (bytes === 2) engine.read2(address);
    else if (bytes === 4) engine[this.#asVptr ? "vptr_read" : "read4"](address);
    else if (bytes === 8) engine.read8(address);
    else engine.read_range(address, bytes);
  }

  #write(address: number, bytes: number): void {
    const engine = this.#accesses;
    if (bytes === 1) engine.write1(address);
    else if (bytes === 2) engine.write2(address);
    else if (bytes === 4) engine[this.#asVptr ? "vptr_write" : "write4"](address);
    else if (bytes === 8) engine.write8(address);
    else engine.write_range(address, bytes);
  }

  #race(access: number, at: number, epoch: number, previous: number, ordered: boolean): void {
    const { slot, clock } = epochOf(epoch);
    const thread = this.#ownerOf({ slot, clock });
    this.#marker = {
      address: at >>> 0,
      access: KINDS[access & ACCESS_KIND_MASK] ?? "read",
      previous: { slot, clock, thread, kind: KINDS[previous] ?? "read" },
      ordered,
    };
  }

  #ownerOf({ slot, clock }: Epoch): number {
    const owners = this.#owners.get(slot) ?? [];
    return owners.findLast((candidate) => candidate.clock <= clock)?.thread ?? 0;
  }

  #own(thread: number, epoch: number): void {
    const { slot, clock } = epochOf(epoch);
    const owners = this.#owners.get(slot) ?? [];
    owners.push({ clock, thread });
    this.#owners.set(slot, owners);
    this.#epochs.set(thread, { slot, clock });
  }
}

function placeAlone(
  host: EngineHost,
  memoryBytes: number,
  detector: DetectorOptions,
): PlacedEngine {
  const engine = createEngine(host, memoryBytes, detector);
  return {
    engine,
    accesses: accessesOf(engine, detector.name),
    loadNewest: (event) => loadAt(engine, event, 0),
    restart: () => resetEngine(engine, detector),
  };
}

function loadAt(engine: EngineExports, event: AtomicLoadEvent, index: number): void {
  const { address, bytes, order, newest } = event;
  engine.atomic_load_at(address, bytes, ORDERS[order], wordOf(newest), index);
}

/** By the names of happens-before: what the detector has in the place of its hooks. */
export function accessesOf(engine: EngineExports, detector: DetectorName): EngineExports {
  const prefix = `${detector}_`;
  const own = Object.entries(engine).filter(([name]) => name.startsWith(prefix));
  const named = own.map(([name, value]) => [name.slice(prefix.length), value]);
  return { ...engine, ...Object.fromEntries(named) };
}

function tellsValue(event: DetectorEvent): boolean {
  if (event.kind === "atomic load") return event.newest !== undefined;
  return "old" in event && event.old !== undefined;
}

/** Values are handed back, never calculated with; what is not known is not looked at. */
function wordOf(value: Value | undefined): bigint {
  return BigInt(value ?? 0);
}

function epochOf(word: number): Epoch {
  return { slot: word >>> CLOCK_BITS, clock: word & CLOCK_MASK };
}

/** The engine with locksets: `lockset`, or `hybrid` with happens-before besides. */
export class EngineLocksetDetector implements LocksetDetector {
  readonly #detector: EngineDetector;

  constructor(
    memoryBytes: number,
    options: DetectorOptions,
    place?: (host: EngineHost) => PlacedEngine,
  ) {
    this.#detector = new EngineDetector(memoryBytes, {
      judgedBy: options,
      ...(place && { place }),
    });
  }

  /** Forgets all events: as a new one, but sooner made. */
  restart(): void {
    this.#detector.restart();
  }

  apply(event: DetectorEvent): LocksetVerdict {
    const shown = this.#detector.apply(event);
    return { shown, possible: this.#detector.possible };
  }

  stateOf(address: number): LocksetState {
    return this.#detector.stateOf(address);
  }
}
