/**
 * Atomic operations and fences: who synchronizes with whom.
 *
 * C++20 [atomics.order]/2: an atomic operation A that performs a release on an object M
 * synchronizes with an atomic operation B that performs an acquire on M and takes its value from
 * any side effect in the release sequence headed by A. [intro.races]/5, as P0982 left it: the
 * release sequence of A is A and the read-modify-writes that follow it in modification order
 * without a gap. [atomics.fences]/2-4: a release fence makes a later store X of its thread a
 * (hypothetical) head; an acquire fence makes an earlier load of its thread an acquire.
 *
 * tsan11 (Lidbury and Donaldson, POPL 2017, section 3.2) turns that into one vector a location:
 *
 *   S   what an acquire joins that reads the location's newest value:
 *       C of the release sequences' heads that the value belongs to
 *
 * What we change. tsan11 knows C++11's release sequences, which a relaxed store of the head's own
 * thread continues, and keeps the head's thread for that. Under P0982 only read-modify-writes do,
 * so a store of any kind replaces S, and a read-modify-write adds to it. A relaxed store passes on
 * what the thread's last release fence saw (Frel) and nothing else; the store itself does not
 * happen before the acquirer's next step, for the fence came before it.
 *
 * seq_cst. An operation is an acquire, a release or both, as it reads or writes; a fence is both.
 * The total order S restricts which values are read and adds nothing to happens-before
 * ([atomics.order]/4-6, P0668), so no rule here.  consume is treated as acquire, as all compilers
 * do ([atomics.order]/1.3): it can order more than the standard promises.
 *
 * Mixed sizes. The standard has none. Flur et al. (POPL 2017) read mixed-size C++11 byte by byte,
 * and so do we: each byte is a location, and an operation on n bytes applies its rule to each.
 * Where all operations on an object have its size, all its bytes have one S, and this is the
 * standard. A plain write begins a new value that belongs to no release sequence: S of the bytes
 * it writes becomes empty; so does it where a lifetime begins or ends.
 *
 * What this can't produce: stale reads. A load takes the newest value in the order of execution,
 * so only S of that one is kept. Store histories would keep, for each location, one S for each
 * store that may still be read (Location, below).
 */
import type { FenceOrder, Range, ReadOrder, RmwOrder, WriteOrder } from "../detector/event.ts";
import { addressesOf } from "./bytes.ts";
import type { Thread, Threads } from "./threads.ts";
import { EMPTY, type VectorClock, join } from "./vector-clock.ts";

/** What is known of a location. Its newest store is all, until loads may read older ones. */
interface Location {
  /** S */
  released: VectorClock;
}

type ReadRule = "loadRelaxed" | "loadAcquire";
type WriteRule = "storeRelaxed" | "storeRelease";
type UpdateRule = "rmwRelaxed" | "rmwRelease";
type FenceRule = "fenceAcquire" | "fenceRelease";

/** [atomics.order]/1: which orders acquire and which release. */
export const LOAD_RULES: Readonly<Record<ReadOrder, ReadRule>> = {
  relaxed: "loadRelaxed",
  consume: "loadAcquire",
  acquire: "loadAcquire",
  seq_cst: "loadAcquire",
};

export const STORE_RULES: Readonly<Record<WriteOrder, WriteRule>> = {
  relaxed: "storeRelaxed",
  release: "storeRelease",
  seq_cst: "storeRelease",
};

/** A read-modify-write reads as a load does, then updates. */
export const RMW_RULES: Readonly<Record<RmwOrder, readonly [ReadRule, UpdateRule]>> = {
  relaxed: ["loadRelaxed", "rmwRelaxed"],
  consume: ["loadAcquire", "rmwRelaxed"],
  acquire: ["loadAcquire", "rmwRelaxed"],
  release: ["loadRelaxed", "rmwRelease"],
  acq_rel: ["loadAcquire", "rmwRelease"],
  seq_cst: ["loadAcquire", "rmwRelease"],
};

/** [atomics.fences]/5. What is acquired is also released: acquire first. */
export const FENCE_RULES: Readonly<Record<FenceOrder, readonly FenceRule[]>> = {
  acquire: ["fenceAcquire"],
  release: ["fenceRelease"],
  acq_rel: ["fenceAcquire", "fenceRelease"],
  seq_cst: ["fenceAcquire", "fenceRelease"],
};

export class AtomicOperations {
  readonly #threads: Threads;
  readonly #locations = new Map<number, Location>();

  constructor(threads: Threads) {
    this.#threads = threads;
  }

  /** [atomics.fences]/4: kept for a later acquire fence, which makes this load an acquire. */
  loadRelaxed(range: Range, thread: Thread): void {
    for (const { released } of this.#at(range)) {
      thread.acquireFence = join(thread.acquireFence, released);
    }
  }

  /** [atomics.order]/2: what the heads of the value's release sequences released. */
  loadAcquire(range: Range, thread: Thread): void {
    for (const { released } of this.#at(range)) thread.acquire(released);
  }

  /** P0982: a relaxed store ends every release sequence. [atomics.fences]/3: Frel heads one. */
  storeRelaxed(range: Range, thread: Thread): void {
    for (const location of this.#at(range)) location.released = thread.releaseFence;
  }

  /** [intro.races]/5: a release store heads a release sequence; those before it end. */
  storeRelease(range: Range, thread: Thread): void {
    for (const location of this.#at(range)) location.released = thread.clock;
    this.#threads.tick(thread);
  }

  /** [intro.races]/5: continues each sequence that it read from; heads one by its fence. */
  rmwRelaxed(range: Range, thread: Thread): void {
    for (const location of this.#at(range)) {
      location.released = join(location.released, thread.releaseFence);
    }
  }

  /** [intro.races]/5: continues each sequence that it read from, and heads one. */
  rmwRelease(range: Range, thread: Thread): void {
    for (const location of this.#at(range)) {
      location.released = join(location.released, thread.clock);
    }
    this.#threads.tick(thread);
  }

  /** [atomics.fences]/2, /4: earlier relaxed loads become acquires. */
  fenceAcquire(thread: Thread): void {
    thread.acquire(thread.acquireFence);
  }

  /** [atomics.fences]/2, /3: later relaxed stores release what is before the fence. */
  fenceRelease(thread: Thread): void {
    thread.releaseFence = thread.clock;
    this.#threads.tick(thread);
  }

  /** A plain write, or the beginning or end of a lifetime: no release sequence goes on. */
  forget(range: Range): void {
    for (const address of addressesOf(range)) this.#locations.delete(address);
  }

  *#at(range: Range): Generator<Location> {
    for (const address of addressesOf(range)) {
      let location = this.#locations.get(address);
      if (location === undefined) {
        location = { released: EMPTY };
        this.#locations.set(address, location);
      }
      yield location;
    }
  }
}
