/**
 * Synchronization objects other than atomics: mutexes, condition variables, barriers, semaphores.
 *
 * The standard says of each which call synchronizes with which (C++20 [thread.mutex.requirements]:
 * unlock with the next lock; [thread.barrier], [thread.sema] …). The runtime says it to the
 * detector in three operations on a key, the address of a 4-byte granule of the object, so that an
 * object may have several keys (a readers-writer lock needs two: what writers released, and what
 * readers did). FastTrack's rules [acquire] and [release] (figure 3) are `acquire` and
 * `releaseStore`; `releaseMerge` is ThreadSanitizer's (WBIA 2009, section 4), for objects where one
 * acquire waits for several releases.
 *
 *   S   what an acquire of the key joins
 *
 * `releaseStore` may replace S only where the releaser has acquired it before (a mutex's owner
 * has), or where earlier releases shall not count; this is the runtime's to know. Keys and atomic
 * locations don't meet, even at one address: plain writes leave keys alone, since objects of the
 * runtime are written by itself. A range that begins or ends a lifetime takes along each key whose
 * granule it touches.
 */
import type { Range } from "../detector/event.ts";
import type { Thread, Threads } from "./threads.ts";
import { EMPTY, join, type VectorClock } from "./vector-clock.ts";

const GRANULE_BYTES = 4;

export class Keys {
  readonly #threads: Threads;
  /** S by granule. */
  readonly #released = new Map<number, VectorClock>();

  constructor(threads: Threads) {
    this.#threads = threads;
  }

  acquire(key: number, thread: Thread): void {
    thread.acquire(this.#released.get(granuleOf(key)) ?? EMPTY);
  }

  /**
   * A lock's acquire: the standard's edge from the last unlock, but no part of the order, since the
   * critical sections could come the other way round.
   */
  acquireLock(key: number, thread: Thread): void {
    thread.acquireFromLock(this.#released.get(granuleOf(key)) ?? EMPTY);
  }

  releaseStore(key: number, thread: Thread): void {
    this.#released.set(granuleOf(key), thread.clock);
    this.#threads.tick(thread);
  }

  releaseMerge(key: number, thread: Thread): void {
    const before = this.#released.get(granuleOf(key)) ?? EMPTY;
    this.#released.set(granuleOf(key), join(before, thread.clock));
    this.#threads.tick(thread);
  }

  /** Every key of which the range holds a byte. */
  forget(range: Range): void {
    if (range.bytes === 0) return;
    const last = granuleOf(range.address + range.bytes - 1);
    for (let granule = granuleOf(range.address); granule <= last; granule++) {
      this.#released.delete(granule);
    }
  }
}

function granuleOf(address: number): number {
  return Math.floor(address / GRANULE_BYTES);
}
