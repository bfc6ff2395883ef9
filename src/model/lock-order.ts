/**
 * Potential deadlocks: cycles of the lock-order graph.
 *
 * A deadlock needs threads each of which holds a lock that another waits for, in a circle (Coffman,
 * Elphick and Shoshani, 1971). Havelund (GoodLock, SPIN 2000) sees it in runs that don't hang: it
 * is enough that each thread of the circle at some time took the one lock while it held the other.
 * Joshi, Park, Sen and Naik (PLDI 2009, section 3) keep for that, for each acquisition, the thread,
 * the lock and all locks held; a cycle is a chain of acquisitions in which
 *
 *   1. each waits for a lock that the next one holds, the last for one that the first holds;
 *   2. the threads are different: one thread can't be in two places;
 *   3. no lock is held in two of them: such a gate lets only one of the threads in;
 *   4. none of them comes before another in every run that does the same.
 *
 * The fourth is what happens-before adds. "The same" means the same reads of the same stores, as in
 * predictive analyses (Tunç, Mathur, Pavlogiannis and Viswanathan, PLDI 2023): the order of
 * critical sections may change, but what was sent is received. So the order is happens-before
 * without the edges that locks make (vector-clock.ts): spawn and join, atomics, semaphores,
 * barriers, once, and the signal that woke a thread.
 *
 * What we change. Where conditions are waited for with a lock, the lock is a monitor: its sections
 * pass on a condition, by plain variables that we don't follow from write to read. So edges of
 * monitors count as order, unless the monitor is itself taken while other locks are held, or others
 * while it is: then it may be on the cycle. That may hide a cycle whose sections could come the
 * other way round; a run under another seed can show it. Orders that plain variables alone make,
 * under other locks, are not known: their cycles are reported.
 *
 * Modes. Two readers don't exclude each other, neither in a cycle nor as a gate, unless the lock
 * prefers writers: then a reader waits behind a waiting writer, for other readers too. An attempt
 * (trylock, a timed lock) never waits for ever: it takes a lock, but is no acquisition of a cycle.
 *
 * Which acquisitions are kept: of those alike in thread, locks held, lock and modes the first, the
 * second, the fourth, the eighth … They differ in what orders them. A lock that is destroyed and
 * made anew, or whose memory is freed, is another lock.
 *
 * This finds cycles by trying all chains. The engine keeps the same acquisitions; which cycles they
 * make is found once a run, by a search that is equal to this one (src/binding/lock-cycles.ts).
 */
import type { Epoch } from "../detector/detector.ts";
import {
  type CycleRules,
  cycleKey,
  excludes,
  isExclusive,
  type LockMode,
  type LockUse,
  type Taking,
} from "../detector/lock-order.ts";
import type { HeldLock } from "./held-locks.ts";
import type { Thread } from "./threads.ts";
import { knowsWithoutLocks, type VectorClock } from "./vector-clock.ts";

interface Kept extends Taking {
  readonly epoch: Epoch;
  readonly clock: VectorClock;
}

export class LockOrder {
  readonly #takings: Kept[] = [];
  readonly #times = new Map<string, number>();
  readonly #numbers = new Map<number, number>();
  readonly #monitors = new Set<number>();
  readonly #nested = new Set<number>();
  #locks = 0;

  get takings(): readonly Taking[] {
    return this.#takings.map(({ thread, held, lock, mode }) => ({ thread, held, lock, mode }));
  }

  /** `thread` waited for the lock while holding `held`, and got it. */
  took(thread: Thread, held: readonly HeldLock[], address: number, mode: LockMode): void {
    const uses = held.map((one): LockUse => {
      one.number ??= this.#nestedNumberOf(one.address);
      return { lock: one.number, mode: one.mode };
    });
    const taking = { thread: thread.number, held: uses, lock: this.#nestedNumberOf(address), mode };
    const alike = JSON.stringify(taking);
    const times = (this.#times.get(alike) ?? 0) + 1;
    this.#times.set(alike, times);
    if ((times & (times - 1)) !== 0) return;
    this.#takings.push({ ...taking, epoch: thread.epoch, clock: thread.clock });
  }

  /** The locks at these addresses begin or end: what is there from now on are others. */
  forget(address: number, bytes: number): void {
    for (const known of [...this.#numbers.keys()]) {
      if (known >= address && known < address + bytes) this.#numbers.delete(known);
    }
  }

  /** Conditions are waited for with this lock. */
  makeMonitor(address: number): void {
    this.#monitors.add(this.#numberOf(address));
  }

  /** Whether the lock's edges count as order. */
  isOrder(address: number): boolean {
    const number = this.#numbers.get(address) ?? 0;
    return this.#monitors.has(number) && !this.#nested.has(number);
  }

  /** Rule 4, of two acquisitions by index. */
  isBefore(earlier: number, later: number): boolean {
    const [one, other] = [this.#takings[earlier], this.#takings[later]];
    return one !== undefined && other !== undefined && knowsWithoutLocks(other.clock, one.epoch);
  }

  /** The keys of all cycles. */
  cycles(rules: CycleRules): ReadonlySet<string> {
    const found = new Set<string>();
    const all = [...this.#takings.keys()];
    const extend = (chain: readonly number[]): void => {
      const [first, last] = [this.#at(chain[0]), this.#at(chain.at(-1))];
      if (chain.length > 1 && waitsFor(last, first)) {
        found.add(cycleKey(chain.map((index) => this.#at(index).lock)));
      }
      for (const next of all) {
        if (!waitsFor(last, this.#at(next))) continue;
        if (chain.every((one) => this.#overlap(one, next, rules))) extend([...chain, next]);
      }
    };
    for (const first of all) extend([first]);
    return found;
  }

  /** Rules 2 to 4, of two acquisitions; and no two wait for one lock. */
  #overlap(left: number, right: number, rules: CycleRules): boolean {
    const [one, other] = [this.#at(left), this.#at(right)];
    if (one.lock === other.lock) return false;
    const isSame = one.thread === other.thread;
    if (isSame && !rules.sameThread) return false;
    if (!rules.gated && haveGate(one, other)) return false;
    if (isSame || rules.ordered) return true;
    return !this.isBefore(left, right) && !this.isBefore(right, left);
  }

  #at(index: number | undefined): Taking {
    const taking = this.#takings[index ?? -1];
    if (!taking) throw new RangeError("no such acquisition");
    return taking;
  }

  #nestedNumberOf(address: number): number {
    const number = this.#numberOf(address);
    this.#nested.add(number);
    return number;
  }

  #numberOf(address: number): number {
    const known = this.#numbers.get(address);
    if (known !== undefined) return known;
    this.#numbers.set(address, ++this.#locks);
    return this.#locks;
  }
}

/** Rule 1. */
function waitsFor({ lock, mode }: Taking, holder: Taking): boolean {
  return holder.held.some((held) => held.lock === lock && excludes(mode, held.mode));
}

function haveGate(one: Taking, other: Taking): boolean {
  return one.held.some((mine) =>
    other.held.some((theirs) => mine.lock === theirs.lock && isExclusive(mine.mode, theirs.mode)),
  );
}
