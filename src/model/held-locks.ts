/**
 * Which locks each thread holds. POSIX and C++ give a lock to a thread, which gives it back; some
 * programs let another thread give it back, and then the lock is no longer the first one's. A lock
 * that is held for reading may be taken so again by the same thread, and counts as one.
 */
import type { LockMode } from "../detector/lock-order.ts";

export interface HeldLock {
  readonly address: number;
  readonly mode: LockMode;
  depth: number;
  /** Its number in the lock-order graph, once it has one; or in locksets. */
  number?: number;
}

export class HeldLocks {
  readonly #byThread = new Map<number, HeldLock[]>();

  /** In the order in which the thread took them. */
  of(thread: number): readonly HeldLock[] {
    return this.#byThread.get(thread) ?? [];
  }

  /** Whether the thread did not hold the lock before. */
  take(thread: number, address: number, mode: LockMode): boolean {
    const again = this.#find(thread, address, mode);
    if (again) {
      again.depth++;
      return false;
    }
    this.#byThread.set(thread, [...this.of(thread), { address, mode, depth: 1 }]);
    return true;
  }

  /** The thread's own; if it has none, whoever's. */
  giveBack(thread: number, address: number, mode: LockMode): void {
    const threads = [...this.#byThread.keys()].sort((a, b) => a - b);
    const owner = [thread, ...threads].find((one) => this.#find(one, address, mode));
    if (owner === undefined) return;
    const held = this.#find(owner, address, mode);
    if (!held || --held.depth > 0) return;
    this.#byThread.set(
      owner,
      this.of(owner).filter((one) => one !== held),
    );
  }

  /** A thread has ended: what it held nobody holds. */
  forget(thread: number): void {
    this.#byThread.delete(thread);
  }

  #find(thread: number, address: number, mode: LockMode): HeldLock | undefined {
    const isRead = mode !== "write";
    return this.of(thread).find(
      (held) => held.address === address && (held.mode !== "write") === isRead,
    );
  }
}
