/**
 * Takes down a replay as a time-space diagram has it: plain accesses as far as the shadow takes
 * them, and what threads synchronize by, with clocks, locks and values.
 *
 * Of plain accesses the shadow passes over those that change nothing: a thread that touches the
 * same bytes again between two synchronizations is drawn once. What it wrote is what memory holds
 * when any thread is next heard of: none is interrupted between a hook and its access, so that by
 * then the access has been made, and those of the same thread that are not drawn.
 */
import type { Access, AccessKind } from "../detector/finding.ts";
import { EVENT_KINDS, type EventKind, type TraceObject } from "../detector/trace.ts";
import {
  ACCESS_KIND_MASK,
  ACCESS_READ,
  ACCESS_WRITE,
  CLOCK_BITS,
  CLOCK_MASK,
  LOCK_READ,
  SLOT_LIMIT,
  SYNC_FORGET,
} from "../layout/numbers.ts";
import type { ProgramInstance } from "../runtime/instance.ts";
import type { LockObservation, Observer } from "../runtime/observer.ts";
import { takeStack } from "../runtime/take-stack.ts";
import type { AtomicEvent, StoreSeen, WeakLoadObserver } from "../runtime/weak-loads.ts";
import { EventLog, type LoggedEvent } from "./event-log.ts";
import { type SyncRecord, SyncRecorder, type SyncStep } from "./sync-recorder.ts";

/** Frames of the engine, of the runtime, and enough of the user's to find the first of them. */
const STACK_FRAMES = 24;
/** A run of so many steps is taken down as a whole … */
const WHOLE_STEPS = 200_000;
/** … a longer one around its accesses, and at its end: each event costs a stack. */
const STEPS_BEFORE = 100_000;
const STEPS_AFTER = 20_000;
const WIDEST_VALUE_BYTES = 8;

const TAKEN = 1;
const TAKEN_FOR_READING = 2;
const GIVEN_BACK = 0;

/** An object before it has a name. */
type RawObject = Pick<TraceObject, "kind" | "address" | "bytes">;

const EVENT_OF: Readonly<Record<AccessKind, EventKind>> = {
  read: "read",
  write: "write",
  "atomic read": "load",
  "atomic write": "store",
  allocate: "allocate",
  free: "free",
};

export class TraceRecorder implements Observer, WeakLoadObserver {
  readonly log: EventLog;
  readonly objects: RawObject[] = [];
  /** Raw stacks by number: the column `place` has these numbers. */
  readonly stacks: string[] = [];
  readonly values: string[] = [];
  /** Blocks of the heap, by address; the last one there. */
  readonly blocks = new Map<number, number>();
  threadCount = 1;
  readonly #instance: ProgramInstance;
  /** Which steps are taken down; undefined: all. */
  readonly #windows: readonly { readonly from: number; readonly to: number }[] | undefined;
  readonly #syncs = new SyncRecorder();
  readonly #objectNumbers = new Map<string, number>();
  readonly #stackNumbers = new Map<string, number>();
  readonly #valueNumbers = new Map<string, number>();
  readonly #eventOf = new WeakMap<SyncRecord, LoggedEvent>();
  readonly #lastOf = new Map<number, LoggedEvent>();
  /** By thread: its clock as it was last taken down, by slot. */
  readonly #clocks = new Map<number, number[]>();
  /** By slot: the threads that had it, with the first epoch of each. */
  readonly #owners: { readonly epoch: number; readonly thread: number }[][] = [
    [{ epoch: 0, thread: 0 }],
  ];
  /** What has yet to be looked at: it has not happened when it is told. */
  #pending: { readonly event: LoggedEvent; readonly write: RawObject | undefined } | undefined;
  readonly #racing: readonly Access[];
  #raced: { readonly access: Access; readonly stack: number } | undefined;
  #last: { readonly key: string; readonly step: number } | undefined;

  /**
   * @param pins steps of the accesses that the trace is about
   * @param racing accesses at which races come up
   * @param steps of the whole run
   */
  constructor(
    instance: ProgramInstance,
    {
      pins,
      racing,
      steps,
    }: {
      readonly pins: readonly number[];
      readonly racing: readonly Access[];
      readonly steps: number;
    },
  ) {
    this.#instance = instance;
    this.#racing = racing;
    this.log = new EventLog(pins);
    const last = { from: steps - STEPS_BEFORE, to: steps + 1 };
    const around = (step: number) => ({ from: step - STEPS_BEFORE, to: step + STEPS_AFTER });
    this.#windows = steps <= WHOLE_STEPS ? undefined : [...pins.map(around), last];
  }

  access(event: Parameters<Observer["access"]>[0]): void {
    const { start, bytes, thread, step } = event;
    const access = event.access & ACCESS_KIND_MASK;
    if (access !== ACCESS_READ && access !== ACCESS_WRITE) return;
    this.#meet(thread, step, start, bytes);
    // Told once for each granule.
    const key = `${thread} ${start} ${bytes} ${access}`;
    if (this.#last?.key === key && this.#last.step === step) return;
    this.flush();
    this.#last = { key, step };
    const raw = { kind: "memory" as const, address: start, bytes };
    const isWrite = access === ACCESS_WRITE;
    const value = isWrite ? -1 : this.#valueIn(raw);
    const added = this.#add(isWrite ? "write" : "read", event, { object: raw, value });
    if (isWrite) this.#pending = { event: added, write: raw };
  }

  staleRead(event: AtomicEvent, index: number, stores: () => readonly StoreSeen[]): void {
    this.flush();
    this.#stale = stores()[index]?.value;
    this.#isStale = true;
    this.#syncs.staleRead(event, index);
  }

  /** Of the load that comes next. */
  #stale: bigint | undefined;
  #isStale = false;

  stored(event: AtomicEvent, isRmw: boolean): void {
    this.#meet(event.thread, event.step, event.address, event.bytes);
    this.flush();
    this.#syncs.stored(event, isRmw);
    const { address, bytes } = event;
    const stored = this.#instance.engine.history_value(address, bytes, 0);
    this.#synchronized(event, this.#valueNumber(stored, bytes));
  }

  synchronized(what: number, event: AtomicEvent): void {
    this.#meet(event.thread, event.step, event.address, event.bytes);
    this.flush();
    this.#syncs.synchronized(what, event);
    if (what === SYNC_FORGET) return;
    const { address, bytes } = event;
    const isStale = this.#isStale;
    const stale = this.#stale;
    this.#isStale = false;
    this.#stale = undefined;
    const isLoad = bytes > 0;
    if (!isLoad) return this.#synchronized(event, -1);
    if (isStale) {
      const value = stale === undefined ? -1 : this.#valueNumber(stale, bytes);
      return this.#synchronized(event, value, true);
    }
    this.#synchronized(event, this.#valueIn({ kind: "atomic", address, bytes }));
  }

  lock(event: LockObservation): void {
    this.flush();
    const { kind, address, mode, thread } = event;
    this.#syncs.lock(event);
    if (kind !== "acquired" && kind !== "released") return;
    const word = kind === "acquired" ? "lock" : "unlock";
    const object = { kind: "lock" as const, address, bytes: 0 };
    const step = this.#syncs.stepsOf(thread).at(-1);
    const known = step?.record.kind === word ? this.#eventOf.get(step.record) : undefined;
    const isThis = known !== undefined && known === this.#lastOf.get(thread);
    const added = isThis ? known : this.#add(word, event, { object });
    added.kind = EVENT_KINDS.indexOf(word);
    added.object = this.#objectNumber(object);
    const held = mode & LOCK_READ ? TAKEN_FOR_READING : TAKEN;
    this.log.heldChanged(added, thread, added.object, kind === "acquired" ? held : GIVEN_BACK);
    this.#pending = { event: added, write: undefined };
  }

  spawned(child: number, parent: number, step: number, stack: () => string): void {
    this.flush();
    this.threadCount = Math.max(this.threadCount, child + 1);
    this.#syncs.spawned(child, parent, step, stack);
    const created = this.#add("create", { thread: parent, step, stack }, { other: child });
    this.#own(child, parent);
    this.#takeClock(created);
    const from = [created];
    const begun = this.#add("begin", { thread: child, step, stack }, { other: parent, from });
    this.#takeClock(begun);
  }

  ended(thread: number, step: number): void {
    this.flush();
    this.#add("end", { thread, step, stack: () => "" }, {});
  }

  joined(thread: number, by: number, step: number, stack: () => string): void {
    this.flush();
    this.#syncs.joined(thread, by, step, stack);
    const end = this.#lastOf.get(thread);
    const from = end ? [end] : [];
    const event = this.#add("join", { thread: by, step, stack }, { other: thread, from });
    this.#pending = { event, write: undefined };
  }

  allocated(address: number, bytes: number, thread: number, stack: () => string): void {
    this.flush();
    this.#syncs.forget(address, bytes);
    this.blocks.set(address, bytes);
    this.#heap("allocate", { address, bytes, thread, stack });
  }

  freed(address: number, bytes: number, thread: number, stack: () => string): void {
    this.#meet(thread, this.#instance.engine.steps(), address, bytes);
    this.flush();
    this.#syncs.forget(address, bytes);
    this.#heap("free", { address, bytes, thread, stack });
  }

  suspending(): void {
    this.flush();
  }

  /**
   * A race comes up within a hook, whose access is told afterwards: unless the shadow does not take
   * it, as one of freed memory.
   */
  race(): void {
    const { engine } = this.#instance;
    const step = engine.steps();
    const owner = this.#ownerOf(engine.epoch.value >>> 0);
    const access = this.#racing.find((one) => one.step === step && one.thread === owner);
    if (!access || this.#isTold(access)) return;
    this.#raced = { access, stack: this.#stackNumber(takeStack) };
  }

  misuse(): void {}
  possible(): void {}

  locksetAccess(event: Parameters<Observer["locksetAccess"]>[0]): void {
    this.access({ ...event, epoch: 0 });
  }

  /** What was told last has happened by now. */
  flush(): void {
    const raced = this.#raced;
    this.#raced = undefined;
    this.#settle();
    if (!raced) return;
    const { kind, thread, step, address, bytes } = raced.access;
    const isPlain = kind === "read" || kind === "write";
    const object = { kind: isPlain ? ("memory" as const) : ("atomic" as const), address, bytes };
    const stack = () => this.stacks[raced.stack] ?? "";
    this.#add(EVENT_OF[kind], { thread, step, stack }, { object });
  }

  #settle(): void {
    const { event, write } = this.#pending ?? {};
    this.#pending = undefined;
    if (!event) return;
    if (!this.#isKept(event.step)) return;
    if (write) event.value = this.#valueIn(write);
    else this.#takeClock(event);
  }

  /** The access of the race that has just come up. */
  #meet(thread: number, step: number, start: number, bytes: number): void {
    const { access } = this.#raced ?? {};
    if (access?.thread !== thread || access.step !== step) return;
    if (start < access.address + access.bytes && access.address < start + bytes) {
      this.#raced = undefined;
    }
  }

  /** An access of several granules may be told before the race of its last. */
  #isTold({ thread, step, address }: Access): boolean {
    const last = this.#lastOf.get(thread);
    return last?.step === step && this.objects[last.object]?.address === address;
  }

  #isKept(step: number): boolean {
    return this.#windows?.some(({ from, to }) => step >= from && step <= to) ?? true;
  }

  #heap(
    kind: "allocate" | "free",
    event: {
      readonly address: number;
      readonly bytes: number;
      readonly thread: number;
      readonly stack: () => string;
    },
  ): void {
    const { address, bytes, thread, stack } = event;
    const step = this.#instance.engine.steps();
    this.#add(kind, { thread, step, stack }, { object: { kind: "memory", address, bytes } });
  }

  /** The operation that the other recorder has just taken down. */
  #synchronized(event: AtomicEvent, value: number, isStale = false): void {
    const step = this.#syncs.stepsOf(event.thread).at(-1);
    if (!step) return;
    const { kind, order, address } = step.record;
    const isKey = kind === "acquire" || kind === "release";
    const object: RawObject | undefined =
      kind === "fence"
        ? undefined
        : { kind: isKey ? "key" : "atomic", address, bytes: event.bytes };
    const added = this.#add(kind, event, {
      ...(object && { object }),
      order: isKey ? -1 : order,
      value,
      isStale,
      from: this.#releasesOf(step),
    });
    this.#eventOf.set(step.record, added);
    this.#pending = { event: added, write: undefined };
  }

  #releasesOf({ record, acquired }: SyncStep): LoggedEvent[] {
    return acquired.flatMap((release) => {
      const event = this.#eventOf.get(release);
      return event && event.thread !== record.thread ? [event] : [];
    });
  }

  #add(
    kind: EventKind,
    { thread, step, stack }: { thread: number; step: number; stack: () => string },
    more: {
      readonly object?: RawObject;
      readonly order?: number;
      readonly value?: number;
      readonly other?: number;
      readonly isStale?: boolean;
      readonly from?: readonly LoggedEvent[];
    },
  ): LoggedEvent {
    const { object, order = -1, value = -1, other = -1, isStale = false, from = [] } = more;
    const event: LoggedEvent = {
      thread,
      kind: EVENT_KINDS.indexOf(kind),
      object: object ? this.#objectNumber(object) : -1,
      order,
      // Where a thread begins is not where it was created; where it ends is no place of its own.
      place:
        kind === "begin" || kind === "end" || !this.#isKept(step) ? -1 : this.#stackNumber(stack),
      value,
      other,
      step,
      isStale,
      from,
    };
    if (this.#isKept(step)) this.log.add(event);
    else this.log.leaveOut();
    this.#lastOf.set(thread, event);
    return event;
  }

  #objectNumber(object: RawObject): number {
    const { kind, address, bytes } = object;
    const key = `${kind} ${address}`;
    const known = this.#objectNumbers.get(key);
    if (known === undefined) {
      this.#objectNumbers.set(key, this.objects.length);
      return this.objects.push(object) - 1;
    }
    const seen = this.objects[known];
    if (seen && seen.bytes < bytes) this.objects[known] = object;
    return known;
  }

  /** Few frames: a stack costs microseconds. */
  #stackNumber(stack: () => string): number {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = STACK_FRAMES;
    const raw = stack();
    Error.stackTraceLimit = limit;
    const known = this.#stackNumbers.get(raw);
    if (known !== undefined) return known;
    this.#stackNumbers.set(raw, this.stacks.length);
    return this.stacks.push(raw) - 1;
  }

  /** What memory holds there; its type is not known, so as a signed number. */
  #valueIn({ address, bytes }: RawObject): number {
    const view = new DataView(this.#instance.memory.buffer);
    if (address + bytes > view.byteLength) return -1;
    switch (bytes) {
      case 1:
        return this.#valueNumber(BigInt(view.getInt8(address)), bytes);
      case 2:
        return this.#valueNumber(BigInt(view.getInt16(address, true)), bytes);
      case 4:
        return this.#valueNumber(BigInt(view.getInt32(address, true)), bytes);
      case WIDEST_VALUE_BYTES:
        return this.#valueNumber(view.getBigInt64(address, true), bytes);
      default:
        return -1;
    }
  }

  #valueNumber(value: bigint, bytes: number): number {
    const text = String(BigInt.asIntN(bytes * 8, value));
    const known = this.#valueNumbers.get(text);
    if (known !== undefined) return known;
    this.#valueNumbers.set(text, this.values.length);
    return this.values.push(text) - 1;
  }

  /** What has changed of the clock of the event's thread since it was last looked at. */
  #takeClock(event: LoggedEvent): void {
    const { engine } = this.#instance;
    const { thread } = event;
    const known = this.#clocks.get(thread) ?? [];
    this.#clocks.set(thread, known);
    for (let slot = 0; slot < engine.slotsInUse(); slot++) {
      const epoch = engine.clockOf(thread, slot) >>> 0;
      // A thread that has ended has no clock any more.
      if (epoch <= (known[slot] ?? 0)) continue;
      this.#takeForerunners(event, slot, known[slot] ?? 0, epoch);
      known[slot] = epoch;
      const owner = this.#ownerOf(epoch);
      if (owner === undefined) continue;
      this.log.clockChanged(event, thread, owner, epoch & CLOCK_MASK);
    }
  }

  /**
   * A slot is used again once every thread has heard all of the one that had it: who has heard of
   * the new one has, too. Not if slots ran out, and nothing was left that the old one could race
   * with.
   */
  #takeForerunners(event: LoggedEvent, slot: number, before: number, epoch: number): void {
    if (this.#instance.engine.slotsInUse() >= SLOT_LIMIT) return;
    const owners = this.#owners[slot] ?? [];
    owners.forEach(({ thread }, index) => {
      const next = owners[index + 1];
      if (!next || next.epoch <= before || next.epoch > epoch) return;
      this.log.clockChanged(event, event.thread, thread, (next.epoch - 1) & CLOCK_MASK);
    });
  }

  /** The new thread's own slot is the one of which it knows more than the thread that made it. */
  #own(child: number, parent: number): void {
    const { engine } = this.#instance;
    for (let slot = 0; slot < engine.slotsInUse(); slot++) {
      const epoch = engine.clockOf(child, slot) >>> 0;
      if (epoch <= engine.clockOf(parent, slot) >>> 0) continue;
      this.#owners[slot] = [...(this.#owners[slot] ?? []), { epoch, thread: child }];
    }
  }

  #ownerOf(epoch: number): number | undefined {
    return this.#owners[epoch >>> CLOCK_BITS]?.findLast((owner) => owner.epoch <= epoch)?.thread;
  }
}
