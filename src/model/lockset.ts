/**
 * Eraser: Savage, Burrows, Nelson, Sobalvarro and Anderson, "Eraser: A Dynamic Data Race Detector
 * for Multithreaded Programs", TOCS 15(4), 1997. Every shared variable must be protected by some
 * lock in all its accesses. Nobody says which, so the detector infers it: C(v), the candidate set,
 * begins as all locks and is refined by each access to those that the accessing thread holds. An
 * empty C(v) means that no lock protects v, whether or not this run's accesses happened to be
 * ordered: so it finds races that this schedule did not show.
 *
 * The states of a byte (section 2.2, figure 4):
 *
 *   virgin            no access yet
 *   exclusive         one thread only: initialization needs no lock, C(v) is not refined
 *   shared            several threads, only read since: C(v) is refined, nothing is reported
 *   shared-modified   several threads, written: C(v) is refined, and reported once it is empty
 *
 *   virgin ──any──► exclusive(t) ──read by another──► shared ──write──► shared-modified
 *                        └─────────────write by another────────────────────▲
 *
 * Read-write locks (section 2.3): a read refines C(v) by all locks that its thread holds, a write
 * by those it holds for writing, since a read lock doesn't keep other readers out.
 *
 * A byte is reported once, by the access that empties C(v); its state has then nothing left to
 * lose. Whose access broke the discipline may be another, earlier one: the replay shows all those
 * that shrank the set.
 *
 * Hybrid (O'Callahan and Choi, "Hybrid Dynamic Data Race Detection", PPoPP 2003): two accesses are
 * candidates only if no synchronization other than locking orders them. Here an access that comes
 * after all earlier ones of the byte, in an order ≺, owns the byte again: exclusive, C(v) is all
 * locks once more. Eraser is the case where ≺ is program order, so that a byte which several
 * threads use is never owned again; hybrid is the case where ≺ is happens-before without the edges
 * of locks (order.ts): fork and join, barriers, semaphores, atomics, annotations, and the signal
 * that wakes a thread. They leave out
 * locks, since which of two critical sections comes first is the schedule's choice; we leave out
 * just these as well. What changes: they keep pairs of accesses, we keep Eraser's C(v).
 *
 * Stated by history, which test/model compares: let s be the last access that comes after all
 * earlier ones in ≺. C(v) is what is held at all accesses after s; a byte is reported at the first
 * of them, a write or after a write since s, where that is empty.
 *
 * What is no access: atomic operations neither refine nor report, since they can't race with each
 * other, and what they order is ≺'s. A thread's accesses to its own stack, which Eraser doesn't
 * instrument either (section 3.2): frames are used again and again, and nothing tells when a
 * variable of one ends. But such a write makes virgin, as the first of a new variable's must;
 * so do an allocation, a free and a cleared range.
 *
 * What this can't produce, or gets wrong: a lock that is right but not always the same; an object
 * that passes from thread to thread without ≺ (a queue under a lock); accesses before sharing that
 * were not initialization (section 2.2: the checking depends on the scheduler there). In hybrid,
 * races that locks order in every schedule are none, and yet possible.
 */
import type {
  Candidates,
  LocksetDetector,
  LocksetMarker,
  LocksetOptions,
  LocksetState,
  LocksetVerdict,
} from "../detector/detector.ts";
import type { DetectorEvent, Range, TakeEvent } from "../detector/event.ts";
import { HeldLocks } from "./held-locks.ts";
import { LockNumbers } from "./lock-numbers.ts";
import { type Moment, type Order, ProgramOrder } from "./order.ts";
import { Said } from "./said.ts";

interface Sharing {
  readonly state: "shared" | "shared-modified";
  /** C(v). */
  readonly candidates: Candidates;
  /** The accesses that no later one comes after in ≺. */
  readonly last: readonly Moment[];
}

type ByteState =
  | { readonly state: "virgin" }
  | { readonly state: "exclusive"; readonly last: Moment }
  | Sharing;

const VIRGIN: ByteState = { state: "virgin" };

/** An access as the rules see it. */
interface Access {
  readonly isWrite: boolean;
  readonly now: Moment;
  /** Its thread's locks that count: all of them for a read, those held for writing for a write. */
  readonly held: readonly number[];
}

/** Eraser: warns of a variable once no lock protects all accesses to it. */
export class Lockset implements LocksetDetector {
  readonly #options: LocksetOptions;
  readonly #order: Order;
  readonly #held = new HeldLocks();
  readonly #locks = new LockNumbers();
  readonly #said = new Said();
  readonly #bytes = new Map<number, ByteState>();
  readonly #stacks = new Map<number, Range>();

  constructor(order: Order = new ProgramOrder(), options: LocksetOptions = { refineOn: "access" }) {
    this.#order = order;
    this.#options = options;
  }

  apply(event: DetectorEvent): LocksetVerdict {
    return { shown: undefined, possible: this.applyToEachByte(event)[0] };
  }

  /** With one marker for each byte that is reported, in ascending order. */
  applyToEachByte(event: DetectorEvent): readonly LocksetMarker[] {
    this.#said.apply(event);
    switch (event.kind) {
      case "read":
      case "write": {
        if (this.#said.ignores(event.thread, `${event.kind}s`)) return [];
        const markers = this.#access(event.kind, event.thread, event);
        return markers.filter(({ address }) => !this.#said.isExcused(event, address));
      }
      case "take":
        this.#take(event);
        return [];
      case "give back":
        this.#held.giveBack(event.thread, event.lock, event.mode);
        return [];
      case "renew lock":
        this.#locks.forget({ address: event.lock, bytes: 1 });
        return [];
      case "forget":
        this.#locks.forget(event);
        return [];
      case "allocate":
      case "deallocate":
      case "clear":
        this.#locks.forget(event);
        for (const address of addressesOf(event)) this.#bytes.delete(address);
        return [];
      case "stack":
        this.#stacks.set(event.thread, event);
        for (const address of addressesOf(event)) this.#bytes.delete(address);
        return [];
      case "end":
        this.#held.forget(event.thread);
        return [];
      default:
        return [];
    }
  }

  stateOf(address: number): LocksetState {
    const byte = this.#bytes.get(address) ?? VIRGIN;
    switch (byte.state) {
      case "virgin":
        return { state: byte.state };
      case "exclusive":
        return { state: byte.state, thread: byte.last.thread };
      default:
        return { state: byte.state, candidates: byte.candidates };
    }
  }

  #access(kind: "read" | "write", thread: number, range: Range): LocksetMarker[] {
    const isWrite = kind === "write";
    const held = this.#locksHeld(thread, isWrite);
    const access: Access = { isWrite, now: this.#order.now(thread), held };
    const markers: LocksetMarker[] = [];
    for (const address of addressesOf(range)) {
      if (this.#isOnOwnStack(thread, address)) {
        if (isWrite) this.#bytes.delete(address);
        continue;
      }
      const before = this.#bytes.get(address) ?? VIRGIN;
      const after = this.#next(before, access);
      this.#bytes.set(address, after);
      if (isBroken(after) && !isBroken(before)) markers.push({ address, access: kind });
    }
    return markers;
  }

  #take({ thread, lock, mode }: TakeEvent): void {
    if (!this.#held.take(thread, lock, mode)) return;
    const held = this.#held.of(thread).at(-1);
    if (held) held.number = this.#locks.numberOf(lock);
  }

  /** locks_held(t), or write_locks_held(t): numbers in ascending order. */
  #locksHeld(thread: number, forWriting: boolean): readonly number[] {
    const held = this.#held.of(thread).filter(({ mode }) => !forWriting || mode === "write");
    return [...new Set(held.flatMap(({ number }) => number ?? []))].sort((a, b) => a - b);
  }

  /** Section 3.2: accesses by way of the stack pointer are none. */
  #isOnOwnStack(thread: number, address: number): boolean {
    const stack = this.#stacks.get(thread);
    if (stack === undefined) return false;
    return stack.address <= address && address < stack.address + stack.bytes;
  }

  /** Figure 4. */
  #next(byte: ByteState, access: Access): ByteState {
    const { now } = access;
    const unordered = lastOf(byte).filter((moment) => !this.#order.precedes(moment, now.thread));
    // virgin, exclusive by its own thread; in hybrid also whoever comes after all the others.
    if (unordered.length === 0) return { state: "exclusive", last: now };
    const last = [...unordered, now];
    const before = "candidates" in byte ? byte.candidates : "all";
    const wasModified = byte.state === "shared-modified";
    const state = wasModified || access.isWrite ? "shared-modified" : "shared";
    const candidates = this.#refined(before, access);
    // A read that is only checked leaves C(v), unless it holds none of it where that is reported.
    const isUnprotected = state === "shared-modified" && meet(before, access.held).length === 0;
    return { state, candidates: isUnprotected ? [] : candidates, last };
  }

  /** Section 2.3: C(v) := C(v) ∩ locks_held(t), or ∩ write_locks_held(t). */
  #refined(candidates: Candidates, { isWrite, held }: Access): Candidates {
    if (this.#options.refineOn === "write" && !isWrite) return candidates;
    return meet(candidates, held);
  }
}

function lastOf(byte: ByteState): readonly Moment[] {
  if (byte.state === "virgin") return [];
  return byte.state === "exclusive" ? [byte.last] : byte.last;
}

/** The discipline is broken for good: nothing is left to refine. */
function isBroken(byte: ByteState): boolean {
  return byte.state === "shared-modified" && byte.candidates.length === 0;
}

function meet(candidates: Candidates, held: readonly number[]): readonly number[] {
  return candidates === "all" ? held : candidates.filter((lock) => held.includes(lock));
}

function* addressesOf(range: Range): Generator<number> {
  for (let offset = 0; offset < range.bytes; offset++) yield range.address + offset;
}
