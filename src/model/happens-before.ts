/**
 * The happens-before detector: the theories of this room put together, one event at a time.
 *
 *   vector-clock.ts   what "happens before" is, as numbers
 *   threads.ts        program order, spawn, join (C++20 [intro.races]/7-10)
 *   atomics.ts        synchronizes-with of atomics and fences
 *   history.ts        the stores of a location that may still be read
 *   seq-cst.ts        the total order of seq_cst operations
 *   visibility.ts     which store of a history a load may read
 *   keys.ts           synchronizes-with of all other objects
 *   held-locks.ts     who holds which lock
 *   lock-order.ts     which locks are taken while others are held
 *   bytes.ts          which accesses conflict, and which of them race
 *   said.ts           what the program asks to be left out
 *
 * It judges the one execution that it is shown, exactly: a byte gets a marker iff two accesses of
 * this execution race on it, the first marker at the first race. It predicts nothing about other
 * schedules (that is lockset's), and it believes the order of events: stores enter modification
 * order as they are executed. Which store a load reads is the choice of whoever drives the
 * detector, among those that `loadCandidates` calls visible; without a choice it is the newest.
 *
 * An operation has up to three effects, always in this order; each rule depends on it:
 *
 *   1. acquire   the operation's own access happens after what it acquires: an acquire load that
 *                reads a release store does not race with the plain initialization before it
 *   2. access    checked against C, recorded under E
 *   3. release   passes on C, with the access in it; then the tick, so that E is not used again
 *
 * A fence has no access, a lock neither. A release fence followed by a relaxed store is the one
 * case where the storing access is not passed on: it comes after the fence.
 *
 * Only the first byte of an event with a finding is reported by `apply`; all of them by
 * `applyToEachByte`, which the tests hold against the definition byte by byte.
 */
import type {
  Epoch,
  LoadCandidate,
  LockDetector,
  RaceMarker,
  WeakMemoryDetector,
} from "../detector/detector.ts";
import type { AtomicLoadEvent, DetectorEvent, TakeEvent } from "../detector/event.ts";
import type { CycleRules, Taking } from "../detector/lock-order.ts";
import { AtomicOperations } from "./atomics.ts";
import { type ByteConflict, Bytes } from "./bytes.ts";
import { HeldLocks } from "./held-locks.ts";
import { Keys } from "./keys.ts";
import { LIMITS, type Limits } from "./limits.ts";
import { LockOrder } from "./lock-order.ts";
import { Said } from "./said.ts";
import { type Thread, Threads } from "./threads.ts";
import { knowsWithoutLocks } from "./vector-clock.ts";

export interface HappensBeforeOptions {
  readonly withoutLocks?: boolean;
  readonly mixedSizesRace?: boolean;
}

/** The exact detector: data races of one run, by vector clocks, with weak memory and locks. */
export class HappensBefore implements WeakMemoryDetector, LockDetector {
  readonly #threads: Threads;
  readonly #atomics: AtomicOperations;
  readonly #keys: Keys;
  readonly #bytes: Bytes;
  readonly #heldLocks = new HeldLocks();
  readonly #lockOrder = new LockOrder();
  readonly #said = new Said();

  /**
   * `limits`: only tests give others than the engine's, to reach them. `withoutLocks`: a dead
   * thread's slot is taken again only once all others know its last epoch by no lock's edge too.
   * `mixedSizesRace`: atomic accesses to overlapping bytes that aren't the same (bytes.ts), which
   * then don't synchronize either (atomics.ts).
   */
  constructor(
    limits: Partial<Limits> = {},
    { withoutLocks = false, mixedSizesRace = false }: HappensBeforeOptions = {},
  ) {
    const all = { ...LIMITS, ...limits };
    this.#bytes = new Bytes(mixedSizesRace);
    this.#threads = new Threads(all, withoutLocks);
    this.#atomics = new AtomicOperations(this.#threads, all, mixedSizesRace);
    this.#keys = new Keys(this.#threads);
  }

  apply(event: DetectorEvent): RaceMarker | undefined {
    return this.applyToEachByte(event)[0];
  }

  /** As `apply`, with one marker for each byte that has a finding, in ascending order. */
  applyToEachByte(event: DetectorEvent): readonly RaceMarker[] {
    this.#said.apply(event);
    const access = ACCESS[event.kind];
    const conflicts = this.#effects(event);
    if (access === undefined) return [];
    return conflicts
      .filter(({ address }) => !this.#said.isExcused(event, address))
      .map((conflict) => this.#marker(access, conflict));
  }

  epochOf(thread: number): Epoch {
    return this.#threads.get(thread).epoch;
  }

  clockOf(thread: number): readonly number[] {
    return this.#threads.get(thread).clock.clocks;
  }

  loadCandidates(load: AtomicLoadEvent): readonly LoadCandidate[] {
    return this.#atomics.candidates(load, this.#threads.get(load.thread));
  }

  /** Whether the epoch comes before what the thread does next, by no lock's edge. */
  isBeforeWithoutLocks(epoch: Epoch, thread: number): boolean {
    return knowsWithoutLocks(this.#threads.get(thread).clock, epoch);
  }

  slotCount(): number {
    return this.#threads.slotCount;
  }

  takings(): readonly Taking[] {
    return this.#lockOrder.takings;
  }

  isTakenBefore(earlier: number, later: number): boolean {
    return this.#lockOrder.isBefore(earlier, later);
  }

  cycles(rules: CycleRules): ReadonlySet<string> {
    return this.#lockOrder.cycles(rules);
  }

  #effects(told: DetectorEvent): readonly ByteConflict[] {
    const event = this.#heeded(told);
    if (event === undefined) return [];
    const thread = this.#threads.get(event.thread);
    switch (event.kind) {
      case "spawn":
        this.#threads.spawn(thread, event.child);
        return [];
      case "end":
        this.#threads.end(thread);
        this.#heldLocks.forget(event.thread);
        return [];
      case "join":
        this.#threads.join(thread, event.joined);
        return [];
      case "read":
      case "use object":
        return this.#bytes.read(event, thread);
      case "write":
      case "renew object":
        this.#atomics.forget(event);
        return this.#bytes.write(event, thread);
      case "atomic load":
        this.#atomics.load(event, thread);
        return this.#bytes.atomicRead(event, thread);
      case "atomic store": {
        const conflicts = this.#bytes.atomicWrite(event, thread);
        this.#atomics.store(event, thread);
        return conflicts;
      }
      case "atomic rmw": {
        this.#atomics.rmwRead(event, thread);
        const conflicts = this.#bytes.atomicWrite(event, thread);
        this.#atomics.rmwUpdate(event, thread);
        return conflicts;
      }
      case "fence":
        this.#atomics.fence(event.order, thread);
        return [];
      case "acquire":
        this.#keys.acquire(event.key, thread);
        return [];
      case "acquire lock":
        if (this.#lockOrder.isOrder(event.key)) this.#keys.acquire(event.key, thread);
        else this.#keys.acquireLock(event.key, thread);
        return [];
      case "release store":
        this.#keys.releaseStore(event.key, thread);
        return [];
      case "release merge":
        this.#keys.releaseMerge(event.key, thread);
        return [];
      case "take":
        this.#take(event, thread);
        return [];
      case "give back":
        this.#heldLocks.giveBack(event.thread, event.lock, event.mode);
        return [];
      case "renew lock":
        this.#lockOrder.forget(event.lock, 1);
        return [];
      case "monitor":
        this.#lockOrder.makeMonitor(event.lock);
        return [];
      case "wake":
        this.#threads.wake(thread, this.#threads.get(event.woken));
        return [];
      case "stack":
      case "ignore":
      case "excuse":
        // Orders nothing.
        return [];
      case "forget":
        this.#keys.forget(event);
        return [];
      case "allocate":
        this.#atomics.forget(event);
        this.#keys.forget(event);
        if (this.#said.ignores(event.thread, "writes")) this.#bytes.clear(event);
        else this.#bytes.allocate(event, thread);
        return [];
      case "deallocate":
        this.#atomics.forget(event);
        this.#keys.forget(event);
        this.#lockOrder.forget(event.address, event.bytes);
        if (!this.#said.ignores(event.thread, "writes")) {
          return this.#bytes.deallocate(event, thread);
        }
        this.#bytes.clear(event);
        return [];
      case "clear":
        this.#atomics.forget(event);
        this.#keys.forget(event);
        this.#bytes.clear(event);
        return [];
      default:
        return assertNever(event);
    }
  }

  #take({ lock, mode, attempt }: TakeEvent, thread: Thread): void {
    const before = this.#heldLocks.of(thread.number);
    const isNew = this.#heldLocks.take(thread.number, lock, mode);
    if (isNew && !attempt && before.length > 0) this.#lockOrder.took(thread, before, lock, mode);
  }

  /** The event without what its thread asks to leave out (said.ts). */
  #heeded(event: DetectorEvent): DetectorEvent | undefined {
    const { thread } = event;
    switch (event.kind) {
      case "read":
      case "use object":
        return this.#said.ignores(thread, "reads") ? undefined : event;
      case "write":
      case "renew object":
        if (!this.#said.ignores(thread, "writes")) return event;
        this.#atomics.forget(event);
        return undefined;
      case "acquire":
      case "acquire lock":
      case "release store":
      case "release merge":
      case "fence":
        return this.#said.ignores(thread, "synchronization") ? undefined : event;
      case "atomic load":
      case "atomic store":
      case "atomic rmw":
        if (!this.#said.ignores(thread, "synchronization")) return event;
        return { ...event, order: "relaxed" };
      default:
        return event;
    }
  }

  #marker(access: RaceMarker["access"], conflict: ByteConflict): RaceMarker {
    const { address, kind, epoch, ordered } = conflict;
    const thread = this.#threads.ownerOf(epoch);
    return { address, access, previous: { ...epoch, thread, kind }, ordered };
  }
}

/** How the events that are checked touch memory. */
const ACCESS: Readonly<Partial<Record<DetectorEvent["kind"], RaceMarker["access"]>>> = {
  read: "read",
  write: "write",
  "use object": "read",
  "renew object": "write",
  "atomic load": "atomic read",
  "atomic store": "atomic write",
  "atomic rmw": "atomic write",
  deallocate: "free",
};

function assertNever(event: never): never {
  throw new TypeError(`not an event: ${JSON.stringify(event)}`);
}
