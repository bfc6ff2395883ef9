/**
 * What the threads of a replay synchronize by, as far as it can tell why nothing orders two
 * accesses: each thread's last operations, who released what they acquired, and which stores its
 * loads read. Numbers only: a second replay takes the stacks of those operations that are shown.
 *
 * Each operation has a number among all of the run, the same in both replays. The engine decides
 * what happens before what; this only names the operations.
 */
import type { SyncSite } from "../detector/finding.ts";
import {
  ACQ_REL,
  ACQUIRE,
  CONSUME,
  HISTORY_STORES,
  RELEASE,
  SEQ_CST,
  SYNC_ACQUIRE,
  SYNC_FENCE,
  SYNC_FORGET,
  SYNC_LOAD,
  SYNC_MERGE,
} from "../layout/numbers.ts";
import type { LockObservation } from "../runtime/observer.ts";
import type { AtomicEvent, WeakLoadObserver } from "../runtime/weak-loads.ts";

export type SyncKind = SyncSite["operation"];

export interface SyncRecord {
  readonly number: number;
  /** The release of a key becomes an unlock when the lock is named. */
  kind: SyncKind;
  readonly thread: number;
  readonly step: number;
  /** Of the atomic object, the key or the lock. */
  address: number;
  /** As in src/layout/numbers.ts; of loads, stores and fences. */
  readonly order: number;
  /** The thread that is created or joined, or that created this one. */
  readonly other: number | undefined;
  /** Of a store: the number of its thread's last release fence before it. */
  readonly fence: number | undefined;
  /** The first other thread that acquired what it released. */
  to: number | undefined;
}

/** An operation with what it got: in its thread's list only, so that no history hangs on it. */
export interface SyncStep {
  readonly record: SyncRecord;
  /** Of an acquire: the releases that it joined. */
  readonly acquired: readonly SyncRecord[];
  /**
   * Of a load: each thread's last store of the release sequence that it read from, or of what would
   * be one if its stores released; the one that it read comes last.
   */
  readonly read: readonly SyncRecord[];
}

/** Operations kept of each thread. */
const MOST_STEPS = 4096;
/** Releases kept of a key that several threads release before one acquires. */
const MOST_RELEASES = 64;

/** No atomic object is so large. */
const LOCATION_BYTES_LIMIT = 32;

const NONE: readonly SyncRecord[] = [];

export class SyncRecorder implements WeakLoadObserver {
  /** How many operations there were so far. */
  count = 0;
  readonly #steps = new Map<number, SyncStep[]>();
  /** By thread: the number of the first operation that is still kept. */
  readonly #keptFrom = new Map<number, number>();
  /** By key: the releases that an acquire joins. */
  readonly #keys = new Map<number, SyncRecord[]>();
  /** By location: its last stores, oldest first, each with the writers of its release sequence. */
  readonly #stores = new Map<number, (readonly SyncRecord[])[]>();
  readonly #releaseFences = new Map<number, number>();
  /** By thread: releases that relaxed loads have read since, for an acquire fence. */
  readonly #gathered = new Map<number, Map<number, SyncRecord>>();
  /** Of the load that comes next: which store it reads. */
  #staleIndex = 0;
  /** Of the second replay: the operations whose stacks are wanted. */
  #wanted: Map<number, string | undefined> | undefined;

  /** The thread's operations that are kept, in order. */
  stepsOf(thread: number): readonly SyncStep[] {
    return this.#steps.get(thread) ?? [];
  }

  /** Whether all of the thread's operations from this number on are kept. */
  isWholeSince(thread: number, number: number): boolean {
    return number >= (this.#keptFrom.get(thread) ?? 0);
  }

  /** A recorder for a second replay, which takes the stacks of these operations. */
  static forStacks(numbers: Iterable<number>): SyncRecorder {
    const recorder = new SyncRecorder();
    recorder.#wanted = new Map([...numbers].map((number) => [number, undefined]));
    return recorder;
  }

  stackOf(number: number): string | undefined {
    return this.#wanted?.get(number);
  }

  /** Of a second replay: counts what is not wanted. */
  passes(): boolean {
    if (!this.#wanted || this.#wanted.has(this.count)) return false;
    this.count++;
    return true;
  }

  staleRead(_event: AtomicEvent, index: number): void {
    this.#staleIndex = index;
  }

  stored(event: AtomicEvent, isRmw: boolean): void {
    const key = locationOf(event);
    const stores = this.#stores.get(key) ?? [];
    this.#stores.set(key, stores);
    // The store itself is number 0 by now.
    const read = isRmw && event.isStored(1) ? (stores.at(-1) ?? NONE) : NONE;
    const fence = this.#releaseFences.get(event.thread);
    const kind = isRmw ? "read-modify-write" : "store";
    const acquired = isRmw ? this.#acquiredFrom(event, read) : NONE;
    const record = this.#add(event, kind, { fence, acquired, ...(isRmw && { read }) });
    const others = read.filter(({ thread }) => thread !== event.thread);
    stores.push(others.length === 0 ? [record] : [...others, record]);
    if (stores.length > HISTORY_STORES) stores.shift();
  }

  synchronized(what: number, event: AtomicEvent): void {
    if (what === SYNC_LOAD) this.#load(event);
    else if (what === SYNC_FENCE) this.#fence(event);
    else if (what === SYNC_FORGET) this.forget(event.address, event.bytes);
    else if (what === SYNC_ACQUIRE) {
      this.#add(event, "acquire", { acquired: this.#keys.get(event.address & ~3) ?? NONE });
    } else this.#release(event, what === SYNC_MERGE);
  }

  /** Keys in the range begin or end. */
  forget(start: number, bytes: number): void {
    if (bytes > this.#keys.size) {
      for (const key of this.#keys.keys()) {
        if (key >= start && key < start + bytes) this.#keys.delete(key);
      }
    } else for (let key = start & ~3; key < start + bytes; key += 4) this.#keys.delete(key);
  }

  /** Follows the acquire, or the release, of the lock's key. */
  lock({ kind, address, thread, step }: LockObservation): void {
    if (kind !== "acquired" && kind !== "released") return;
    const last = this.stepsOf(thread).at(-1)?.record;
    const of = kind === "acquired" ? "acquire" : "release";
    if (!last || last.number !== this.count - 1 || last.kind !== of || last.step !== step) return;
    last.kind = kind === "acquired" ? "lock" : "unlock";
    last.address = address;
  }

  spawned(child: number, parent: number, step: number, stack: () => string): void {
    const by = { thread: parent, step, address: 0, order: 0, stack };
    const create = this.#add(by, "create", { other: child });
    this.#add({ ...by, thread: child }, "begin", { other: parent, acquired: [create] });
  }

  joined(other: number, thread: number, step: number, stack: () => string): void {
    this.#add({ thread, step, address: 0, order: 0, stack }, "join", { other });
  }

  #load(event: AtomicEvent): void {
    const index = this.#staleIndex;
    this.#staleIndex = 0;
    const stores = this.#stores.get(locationOf(event));
    // A history may have begun anew, but its stores are the last ones of these bytes.
    const read = (event.isStored(index) ? stores?.at(-1 - index) : undefined) ?? NONE;
    this.#add(event, "load", { read, acquired: this.#acquiredFrom(event, read) });
  }

  /** What a load acquires of the writers that it reads from, now or by a fence that follows. */
  #acquiredFrom(
    { thread, order }: AtomicEvent,
    read: readonly SyncRecord[],
  ): readonly SyncRecord[] {
    const released = read.filter((store) => releases(store.order) || store.fence !== undefined);
    if (released.length === 0) return NONE;
    if (acquires(order)) return released;
    const gathered = this.#gathered.get(thread) ?? new Map<number, SyncRecord>();
    this.#gathered.set(thread, gathered);
    for (const store of released) gathered.set(store.thread, store);
    return NONE;
  }

  #fence(event: AtomicEvent): void {
    const { thread, order } = event;
    const acquired = acquires(order) ? [...(this.#gathered.get(thread)?.values() ?? [])] : [];
    const { number } = this.#add(event, "fence", { acquired });
    if (releases(order)) this.#releaseFences.set(thread, number);
  }

  #release(event: AtomicEvent, isMerge: boolean): void {
    const key = event.address & ~3;
    const record = this.#add(event, "release", {});
    const others = isMerge ? (this.#keys.get(key) ?? []) : [];
    this.#keys.set(key, [...others.slice(1 - MOST_RELEASES), record]);
  }

  #add(
    { thread, step, address, order, stack }: Omit<AtomicEvent, "bytes" | "isStored">,
    kind: SyncKind,
    more: {
      readonly other?: number;
      readonly fence?: number | undefined;
      readonly acquired?: readonly SyncRecord[];
      readonly read?: readonly SyncRecord[];
    },
  ): SyncRecord {
    const { other, fence, acquired = NONE, read = NONE } = more;
    const number = this.count++;
    const record = { number, kind, thread, step, address, order, other, fence, to: undefined };
    if (this.#wanted) {
      if (this.#wanted.has(number)) this.#wanted.set(number, stack());
      return record;
    }
    for (const release of acquired) if (release.thread !== thread) release.to ??= thread;
    const steps = this.#steps.get(thread) ?? [];
    this.#steps.set(thread, steps);
    steps.push({ record, acquired, read });
    if (steps.length >= 2 * MOST_STEPS) {
      steps.splice(0, MOST_STEPS);
      this.#keptFrom.set(thread, steps[0]?.record.number ?? 0);
    }
    return record;
  }
}

export function acquires(order: number): boolean {
  return order === ACQUIRE || order === CONSUME || order === ACQ_REL || order === SEQ_CST;
}

export function releases(order: number): boolean {
  return order === RELEASE || order === ACQ_REL || order === SEQ_CST;
}

function locationOf({ address, bytes }: AtomicEvent): number {
  return address * LOCATION_BYTES_LIMIT + bytes;
}
