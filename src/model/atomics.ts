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
 * tsan11 (Lidbury and Donaldson, POPL 2017, section 3.2) turns that into one vector a store:
 *
 *   S   what an acquire joins that reads this store:
 *       C of the release sequences' heads that it belongs to
 *
 * What we change. tsan11 knows C++11's release sequences, which a relaxed store of the head's own
 * thread continues, and keeps the head's thread for that. Under P0982 only read-modify-writes do,
 * so a store of any kind replaces S, and a read-modify-write adds to it. A relaxed store passes on
 * what the thread's last release fence saw (Frel) and nothing else; the store itself does not
 * happen before the acquirer's next step, for the fence came before it.
 *
 * Each store of the history has an S of its own (history.ts): a load acquires from the store that
 * it reads, be it stale. Which one it may read, visibility.ts decides.
 *
 * seq_cst. An operation is an acquire, a release or both, as it reads or writes; a fence is both.
 * The total order S restricts which values are read and adds nothing to happens-before
 * ([atomics.order]/4-6, P0668): its rules are in seq-cst.ts, and only a fence has a step there.
 * consume is treated as acquire, as all compilers do ([atomics.order]/1.3): it can order more than
 * the standard promises.
 *
 * Mixed sizes. The standard has none. Flur et al. (POPL 2017) read mixed-size C++11 byte by byte,
 * and so do we: an operation on several locations applies its rule to each (history.ts). A plain
 * write begins a new value that belongs to no release sequence: S of the bytes it writes becomes
 * empty; so does it where a lifetime begins or ends. Where mixed sizes race (bytes.ts), a store and
 * a read of another range must be ordered already: reading it doesn't order them, nor anything
 * else. Such a read takes the value as from a store that released nothing.
 *
 * What this can't produce: load buffering (a load that reads a store executed after it), and
 * stores that enter modification order, or seq_cst operations that enter S, other than as they
 * are executed. test/litmus counts the programs where this shows.
 */
import type { LoadCandidate } from "../detector/detector.ts";
import type {
  AtomicLoadEvent,
  AtomicRmwEvent,
  AtomicStoreEvent,
  FenceOrder,
  Range,
  ReadOrder,
  RmwOrder,
  Value,
  WriteOrder,
} from "../detector/event.ts";
import { isSameRange } from "./bytes.ts";
import { firstStore, type Location, Locations, type Store } from "./history.ts";
import type { Limits } from "./limits.ts";
import { NEVER, TotalOrder } from "./seq-cst.ts";
import type { Thread, Threads } from "./threads.ts";
import { EMPTY, join, type VectorClock } from "./vector-clock.ts";
import { candidates, type Reader, saysSomethingNew, whyExcluded } from "./visibility.ts";

type ReadRule = "loadRelaxed" | "loadAcquire";
type WriteRule = "storeRelaxed" | "storeRelease";
type UpdateRule = "rmwRelaxed" | "rmwRelease";
type FenceRule = "fenceAcquire" | "fenceSeqCst" | "fenceRelease";

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

/** [atomics.fences]/5. What is acquired is also released: acquire first. S lies between. */
export const FENCE_RULES: Readonly<Record<FenceOrder, readonly FenceRule[]>> = {
  acquire: ["fenceAcquire"],
  release: ["fenceRelease"],
  acq_rel: ["fenceAcquire", "fenceRelease"],
  seq_cst: ["fenceAcquire", "fenceSeqCst", "fenceRelease"],
};

type AtomicWriteEvent = AtomicStoreEvent | AtomicRmwEvent;

export class AtomicOperations {
  readonly #threads: Threads;
  readonly #totalOrder: TotalOrder;
  readonly #mixedSizesRace: boolean;
  readonly #locations: Locations;

  constructor(threads: Threads, limits: Limits, mixedSizesRace: boolean) {
    this.#threads = threads;
    this.#mixedSizesRace = mixedSizesRace;
    this.#totalOrder = new TotalOrder(limits.fenceSnapshots);
    this.#locations = new Locations(limits);
  }

  /** The stores that a load would find, newest first. Changes nothing. */
  candidates(load: AtomicLoadEvent, thread: Thread): readonly LoadCandidate[] {
    const location = this.#locations.find(load);
    // Of mixed sizes the newest alone can be read.
    const stores = location?.stores ?? [firstStore(load)];
    const [newest, ...older] = candidates(stores, this.#reader(load, thread));
    if (newest === undefined) return [];
    return [{ ...newest, value: newest.value ?? load.newest }, ...older];
  }

  /** [atomics.fences]/4: kept for a later acquire fence, which makes this load an acquire. */
  loadRelaxed(released: VectorClock, thread: Thread): void {
    thread.acquireFence = join(thread.acquireFence, released);
  }

  /** [atomics.order]/2: what the heads of the value's release sequences released. */
  loadAcquire(released: VectorClock, thread: Thread): void {
    thread.acquire(released);
  }

  /** P0982: a relaxed store ends every release sequence. [atomics.fences]/3: Frel heads one. */
  storeRelaxed(event: AtomicStoreEvent, thread: Thread): void {
    this.#append(event, thread, () => thread.releaseFence);
  }

  /** [intro.races]/5: a release store heads a release sequence; those before it end. */
  storeRelease(event: AtomicStoreEvent, thread: Thread): void {
    this.#append(event, thread, () => thread.clock);
    this.#threads.tick(thread);
  }

  /** [intro.races]/5: continues each sequence that it read from; heads one by its fence. */
  rmwRelaxed(event: AtomicRmwEvent, thread: Thread): void {
    this.#append(event, thread, (read) => join(read, thread.releaseFence));
  }

  /** [intro.races]/5: continues each sequence that it read from, and heads one. */
  rmwRelease(event: AtomicRmwEvent, thread: Thread): void {
    this.#append(event, thread, (read) => join(read, thread.clock));
    this.#threads.tick(thread);
  }

  /** [atomics.fences]/2, /4: earlier relaxed loads become acquires. */
  fenceAcquire(thread: Thread): void {
    thread.acquire(thread.acquireFence);
  }

  /** [atomics.order]/4: the fence enters S. */
  fenceSeqCst(thread: Thread): void {
    this.#totalOrder.fence(thread);
  }

  /** [atomics.fences]/2, /3: later relaxed stores release what is before the fence. */
  fenceRelease(thread: Thread): void {
    thread.releaseFence = thread.clock;
    this.#threads.tick(thread);
  }

  /** Reads the store that the event says, by the rule of its order. */
  load(event: AtomicLoadEvent, thread: Thread): void {
    const index = event.reads ?? 0;
    // What may be read is decided before the load acquires anything.
    const chosen = index === 0 ? undefined : this.candidates(event, thread)[index];
    if (index !== 0 && !chosen?.visible) throw new UnreadableStore(index, chosen);
    for (const location of this.#locations.at(event)) {
      const store = location.stores[index];
      if (store === undefined) throw new UnreadableStore(index, undefined);
      if (event.newest !== undefined) this.#learn(location, event, event.newest);
      this[LOAD_RULES[event.order]](this.#releasedTo(event, store), thread);
      this.#recordRead(store, event.order, thread);
    }
  }

  store(event: AtomicStoreEvent, thread: Thread): void {
    this[STORE_RULES[event.order]](event, thread);
  }

  /** [atomics.order]/10: a read-modify-write reads the newest. Its access lies between the two. */
  rmwRead(event: AtomicRmwEvent, thread: Thread): void {
    for (const { newest } of this.#locations.at(event)) {
      this[RMW_RULES[event.order][0]](this.#releasedTo(event, newest), thread);
    }
  }

  rmwUpdate(event: AtomicRmwEvent, thread: Thread): void {
    this[RMW_RULES[event.order][1]](event, thread);
  }

  fence(order: FenceOrder, thread: Thread): void {
    for (const rule of FENCE_RULES[order]) this[rule](thread);
  }

  /** A plain write, or the beginning or end of a lifetime: the history of the bytes is over. */
  forget(range: Range): void {
    this.#locations.forget(range);
  }

  /** S, as far as the operation that reads the store can take it. */
  #releasedTo(event: Range, store: Store): VectorClock {
    return this.#mixedSizesRace && !isSameRange(store.range, event) ? EMPTY : store.released;
  }

  #reader({ order }: AtomicLoadEvent, { clock }: Thread): Reader {
    return {
      clock,
      isSeqCst: order === "seq_cst",
      beforeKnownFence: this.#totalOrder.snapshot(clock.fence),
      beforeAnyFence: this.#totalOrder.snapshot(this.#totalOrder.era),
    };
  }

  #recordRead(store: Store, order: ReadOrder, thread: Thread): void {
    if (order === "seq_cst") store.readEra = Math.min(store.readEra, this.#totalOrder.era);
    // After the acquire: a load that synchronizes with its store says nothing new.
    if (saysSomethingNew(store, thread.clock)) store.readers = [...store.readers, thread.epoch];
  }

  /**
   * The next store in modification order of each location of the event. Before the tick.
   *
   * @param released S of it, by what the event takes from the store that it replaces
   */
  #append(
    event: AtomicWriteEvent,
    thread: Thread,
    released: (replaced: VectorClock) => VectorClock,
  ): void {
    const { address, bytes } = event;
    for (const location of this.#locations.at(event)) {
      if (event.old !== undefined) this.#learn(location, event, event.old);
      const isWhole = location.range.bytes === bytes;
      const next: Store = {
        value: event.value,
        epoch: thread.epoch,
        released: released(this.#releasedTo(event, location.newest)),
        range: { address, bytes },
        era: event.order === "seq_cst" ? this.#totalOrder.era : NEVER,
        readEra: NEVER,
        readers: [],
      };
      this.#locations.append(location, next);
      if (!isWhole) location.beginAnew();
    }
  }

  /** The event tells what memory holds: the value of a newest store that the model didn't see. */
  #learn(location: Location, event: Range, value: Value): void {
    if (location.range.bytes === event.bytes) location.newest.value ??= value;
  }
}

/** The event stream lets a load read a store that is not there or that a rule excludes. */
export class UnreadableStore extends Error {
  readonly code = "unreadable-store";

  constructor(index: number, candidate: LoadCandidate | undefined) {
    const rule = candidate?.excludedBy;
    const why = rule === undefined ? "the history is shorter" : `excluded ${whyExcluded(rule)}`;
    super(`A load can't read store ${index} of its location: ${why}.`);
    this.name = "UnreadableStore";
  }
}
