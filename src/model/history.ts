/**
 * Locations and their histories: which stores a load might read.
 *
 * C++20 [intro.races]/4: all modifications of an atomic object occur in a total order, its
 * modification order (mo). Here a store enters it as it is executed, at the newer end, as in
 * tsan11 (Lidbury and Donaldson, POPL 2017, section 4), which keeps a bounded list of stores for
 * each location so that a load can read one that is not the newest. For each store we keep
 *
 *   value
 *   epoch      of the storing thread, before the tick of a release: store ≤ C iff it happens before
 *   released   S of this store: what an acquire that reads it joins (atomics.ts)
 *   range      of the operation that made it, of which the location may be a part
 *   era        of the store if it is seq_cst (seq-cst.ts), else NEVER
 *   readEra    of the first seq_cst read of it, else NEVER
 *   readers    epochs of the reads of it: those that say something new
 *
 * Which reads say something new. A read of a store matters for what it excludes: whoever comes
 * after the read can't read older stores (CoRR, and the same through fences). Whoever comes after
 * the store can't either. So a read that happens after its store, or after a read that is kept,
 * excludes nothing that isn't excluded already: each set that the rules ask, C or a snapshot of
 * fences, is closed under happens-before, and has the earlier one if it has the later. What is
 * kept is thus a set of reads none of which happens before another, at most one of a thread.
 * (Miri's weak_memory keeps the first load of each thread; we keep those that nobody knew of.) Eras
 * need no set: the first seq_cst read precedes more fences than all others.
 *
 * A read-modify-write reads the newest store (atomicity, [atomics.order]/10) and writes the next
 * one: as a read it excludes nothing that it doesn't as a store, so it is not kept as a reader.
 *
 * The bound. When there are more than `historyStores`, the oldest is dropped, with its readers. A
 * load then has fewer stores to read, and the rules lose nothing: what the dropped store and its
 * readers would exclude are stores older than it, and there are none. The first `longHistories`
 * locations that have more than `shortHistory` stores may; others that then come to so many keep
 * these, until one of the first is gone.
 *
 * Locations. An operation that touches the bytes of no location makes its bytes one; an operation
 * on exactly the bytes of a location finds its history. Otherwise sizes are mixed, of which the
 * standard says nothing: every location that overlaps is split into its bytes, which are locations
 * from then on, and each of them begins anew with the newest store alone, its value unknown, its S
 * and its range kept. An operation on several locations takes the newest of each, and what it
 * stores begins the history of each. All this drops stores, which is always sound; histories of
 * wide accesses don't tear, and histories of bytes hold what was stored byte by byte.
 *
 * A plain write begins the history of its bytes anew, with what is in memory as the only store:
 * the location is forgotten, and split if a part remains. This is exact: the write races unless it
 * happens after all stores before it, and whoever loads after it must not read those (CoWR). So do
 * the beginning and the end of a lifetime. The first store of a history is what memory held. It has
 * no epoch, belongs to no release sequence, and its value is told by the first event that knows it.
 */
import type { Epoch } from "../detector/detector.ts";
import type { Range, Value } from "../detector/event.ts";
import { addressesOf, isSameRange } from "./bytes.ts";
import type { Limits } from "./limits.ts";
import { NEVER } from "./seq-cst.ts";
import { EMPTY, type VectorClock } from "./vector-clock.ts";

export interface Store {
  value: Value | undefined;
  /** None: what memory held when the history began. */
  readonly epoch: Epoch | undefined;
  /** S */
  readonly released: VectorClock;
  readonly range: Range;
  readonly era: number;
  readEra: number;
  readers: readonly Epoch[];
}

export class Location {
  readonly range: Range;
  /** Newest first; never empty. */
  #stores: readonly Store[];

  constructor(range: Range, first = firstStore(range)) {
    this.range = range;
    this.#stores = [first];
  }

  get stores(): readonly Store[] {
    return this.#stores;
  }

  get newest(): Store {
    const [newest] = this.#stores;
    if (newest === undefined) throw new RangeError("a history is never empty");
    return newest;
  }

  /** The next store in modification order. No more than `limit` are kept. */
  append(store: Store, limit: number): void {
    this.#stores = [store, ...this.#stores].slice(0, limit);
  }

  /** The newest store is the only one, and its value is what memory holds. */
  beginAnew(): void {
    const { range, released } = this.newest;
    this.#stores = [firstStore(range, released)];
  }
}

/** What memory holds, in place of the stores that are not kept. */
export function firstStore(range: Range, released: VectorClock = EMPTY): Store {
  const none = { value: undefined, epoch: undefined, era: NEVER, readEra: NEVER, readers: [] };
  return { ...none, released, range };
}

export class Locations {
  readonly #limits: Limits;
  readonly #byByte = new Map<number, Location>();
  readonly #long = new Set<Location>();

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  append(location: Location, store: Store): void {
    location.append(store, this.#limitOf(location));
  }

  #limitOf(location: Location): number {
    const { historyStores, shortHistory, longHistories } = this.#limits;
    if (location.stores.length < shortHistory) return historyStores;
    if (this.#long.size < longHistories) this.#long.add(location);
    return this.#long.has(location) ? historyStores : Math.min(shortHistory, historyStores);
  }

  /** The location of exactly these bytes, if there is one. */
  find(range: Range): Location | undefined {
    const location = this.#byByte.get(range.address);
    return location !== undefined && isSameRange(location.range, range) ? location : undefined;
  }

  /** The location of these bytes; where sizes are mixed, the location of each byte, begun anew. */
  at(range: Range): readonly Location[] {
    const found = this.find(range);
    if (found !== undefined) return [found];
    const addresses = [...addressesOf(range)];
    if (addresses.every((address) => !this.#byByte.has(address))) return [this.#create(range)];
    for (const address of addresses) this.#split(address);
    const parts = addresses.map(
      (address) => this.#byByte.get(address) ?? this.#create({ address, bytes: 1 }),
    );
    for (const part of parts) part.beginAnew();
    return parts;
  }

  /** Nothing is known of the range any more; what remains of a location is split. */
  forget(range: Range): void {
    for (const address of addressesOf(range)) {
      this.#split(address);
      const location = this.#byByte.get(address);
      if (location !== undefined) this.#long.delete(location);
      this.#byByte.delete(address);
    }
  }

  #create({ address, bytes }: Range, first?: Store): Location {
    const range = { address, bytes };
    const location = new Location(range, first);
    for (const address of addressesOf(range)) this.#byByte.set(address, location);
    return location;
  }

  #split(address: number): void {
    const whole = this.#byByte.get(address);
    if (whole === undefined || whole.range.bytes === 1) return;
    this.#long.delete(whole);
    const { range, released } = whole.newest;
    for (const part of addressesOf(whole.range)) {
      this.#create({ address: part, bytes: 1 }, firstStore(range, released));
    }
  }
}
