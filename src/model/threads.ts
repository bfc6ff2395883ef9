/**
 * Threads: their clocks, their slots, their beginning and end.
 *
 * Each thread has three vectors (tsan11: Lidbury and Donaldson, POPL 2017, section 3):
 *
 *   C     what happens before its next step
 *   Frel  C at its last release fence: what a later relaxed store passes on
 *   Facq  what its relaxed loads have gathered: what a later acquire fence takes in
 *
 * Each vector also has the last seq_cst fence that it knows of (seq-cst.ts), and so passes it on.
 *
 * Spawn and join. The completion of a std::thread's constructor synchronizes with the beginning
 * of the child (C++20 [thread.thread.constr]/6), the end of the child with the return of join
 * ([thread.thread.member]/4). The child begins with empty fences: a fence acts on operations
 * sequenced after it ([atomics.fences]/2), and those of a child are not sequenced after those of
 * its parent, they happen after them.
 *
 * Ticks. The own clock advances after a release only. A tick between a release and the next
 * access is what tells apart what was passed on and what was not; further ticks would tell apart
 * accesses that no other thread can.
 *
 * Slots. A dead thread's slot is taken again once every live thread's C has its last epoch (Miri's
 * rule, without asking for a join: only the knowledge matters). Sound: each access of the dead
 * thread is then ≤ C of every live thread, and of every thread they will spawn, so none can race
 * any more; and the new owner begins one clock later, so none of its accesses is taken for one
 * that is known. Complete: by construction no entry of another slot changes.
 * A dead thread's last epoch reaches others by join alone. A detached thread's never does (it may
 * have touched memory after its last release), so its slot stays taken: this is a limit.
 *
 * Full clocks. At the last clock the thread goes on under a fresh slot at clock 1. It keeps its
 * vector, in which the old slot is complete, so its own past stays ≤ C. Whoever acquires from it
 * gets both entries. The old slot has no further clock to offer and is never taken again.
 *
 * What this can't do: more than `slotLimit` slots. Then it throws; it never gives up a slot that
 * could still race. The engine does, those of the longest dead (engine/threads.ts, `giveUpSlots`).
 */
import type { Epoch } from "../detector/detector.ts";
import type { Limits } from "./limits.ts";
import {
  EMPTY,
  entryOf,
  join,
  joinFromLock,
  joinOrder,
  knows,
  knowsWithoutLocks,
  type VectorClock,
  withEpoch,
} from "./vector-clock.ts";

export class Thread {
  readonly number: number;
  slot: number;
  /** C. */
  clock: VectorClock;
  /** Frel. */
  releaseFence: VectorClock = EMPTY;
  /** Facq. */
  acquireFence: VectorClock = EMPTY;

  constructor(number: number, epoch: Epoch, inherited: VectorClock) {
    this.number = number;
    this.slot = epoch.slot;
    this.clock = withEpoch(inherited, epoch);
  }

  /** E: what the next access is recorded as. */
  get epoch(): Epoch {
    return { slot: this.slot, clock: entryOf(this.clock, this.slot) };
  }

  /** C := C ⊔ what another thread released. */
  acquire(released: VectorClock): void {
    this.clock = join(this.clock, released);
  }

  /** The same of a lock: an edge, but no part of the order (vector-clock.ts). */
  acquireFromLock(released: VectorClock): void {
    this.clock = joinFromLock(this.clock, released);
  }
}

export class Threads {
  readonly #limits: Limits;
  readonly #withoutLocks: boolean;
  readonly #live = new Map<number, Thread>();
  /** Final C of threads that have ended. */
  readonly #finalClocks = new Map<number, VectorClock>();
  /** Last epochs of dead threads whose slots nobody has taken since. */
  readonly #lastEpochs = new Map<number, Epoch>();
  /** By slot: who had it, from which clock on. */
  readonly #owners: { readonly thread: number; readonly firstClock: number }[][] = [];

  /** @param withoutLocks whether slots are taken again only when known by no lock's edge too */
  constructor(limits: Limits, withoutLocks = false) {
    this.#limits = limits;
    this.#withoutLocks = withoutLocks;
    this.#start(0, EMPTY);
  }

  get slotCount(): number {
    return this.#owners.length;
  }

  get(number: number): Thread {
    const thread = this.#live.get(number);
    if (thread === undefined) throw new UnknownThread(number);
    return thread;
  }

  /** C++20 [thread.thread.constr]/6. */
  spawn(parent: Thread, child: number): void {
    this.#start(child, parent.clock);
    this.tick(parent);
  }

  /** The last release of a thread: its final C is what a join acquires. */
  end(thread: Thread): void {
    this.#finalClocks.set(thread.number, thread.clock);
    this.#lastEpochs.set(thread.slot, thread.epoch);
    this.#live.delete(thread.number);
  }

  /** C++20 [thread.thread.member]/4. */
  join(thread: Thread, joined: number): void {
    const final = this.#finalClocks.get(joined);
    if (final === undefined) throw new UnknownThread(joined);
    thread.acquire(final);
  }

  /**
   * A signal of `thread` has woken `woken`. No edge: C++20 [thread.condition] has none. But the one
   * can't go on before the other signals, which is all that the order says.
   */
  wake(thread: Thread, woken: Thread): void {
    woken.clock = joinOrder(woken.clock, thread.clock);
    this.tick(thread);
  }

  /** After a release: what the thread does next is not part of what it released. */
  tick(thread: Thread): void {
    const { slot, clock } = thread.epoch;
    const next = clock < this.#limits.lastClock ? { slot, clock: clock + 1 } : this.#freshEpoch();
    if (next.slot !== slot) this.#own(next, thread.number);
    thread.slot = next.slot;
    thread.clock = withEpoch(thread.clock, next);
  }

  /** The number of the thread that had this epoch. */
  ownerOf(epoch: Epoch): number {
    const owners = this.#owners[epoch.slot] ?? [];
    const owner = owners.findLast(({ firstClock }) => firstClock <= epoch.clock);
    if (owner === undefined) throw new RangeError(`no thread had ${epoch.clock}@${epoch.slot}`);
    return owner.thread;
  }

  /** Whether whatever happens from now on happens after the last epoch of a dead thread. */
  #mayReuse(last: Epoch): boolean {
    return [...this.#live.values()].every(
      ({ clock }) => knows(clock, last) && (!this.#withoutLocks || knowsWithoutLocks(clock, last)),
    );
  }

  #start(number: number, inherited: VectorClock): void {
    const epoch = this.#reusedEpoch() ?? this.#freshEpoch();
    this.#own(epoch, number);
    this.#live.set(number, new Thread(number, epoch, inherited));
  }

  /** The first epoch of the lowest slot whose last owner can't race with any live thread. */
  #reusedEpoch(): Epoch | undefined {
    const free = [...this.#lastEpochs.values()]
      .filter((last) => last.clock < this.#limits.lastClock)
      .filter((last) => this.#mayReuse(last))
      .sort((left, right) => left.slot - right.slot);
    const last = free[0];
    if (last === undefined) return undefined;
    this.#lastEpochs.delete(last.slot);
    return { slot: last.slot, clock: last.clock + 1 };
  }

  #freshEpoch(): Epoch {
    if (this.slotCount >= this.#limits.slotLimit) throw new SlotsExhausted(this.#limits.slotLimit);
    return { slot: this.slotCount, clock: 1 };
  }

  #own(first: Epoch, thread: number): void {
    this.#owners[first.slot] ??= [];
    this.#owners[first.slot]?.push({ thread, firstClock: first.clock });
  }
}

/** The event stream names a thread that never began, has ended, or (join) hasn't ended. */
export class UnknownThread extends Error {
  readonly code = "unknown-thread";

  constructor(thread: number) {
    super(`Thread ${thread} can't take part in this event: it is not in that state of its life.`);
    this.name = "UnknownThread";
  }
}

export class SlotsExhausted extends Error {
  readonly code = "slots-exhausted";

  constructor(limit: number) {
    super(`More than ${limit} threads are alive or were never joined; the detector can't go on.`);
    this.name = "SlotsExhausted";
  }
}
