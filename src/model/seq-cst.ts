/**
 * S, the total order of seq_cst operations, as far as it decides what loads may read.
 *
 * C++20 [atomics.order]/4 (P0668): S is a single total order of all seq_cst operations, fences
 * included, and wherever A is coherence-ordered before B,
 *
 *   4.1  A and B are seq_cst operations:                      A precedes B in S
 *   4.2  A is seq_cst, B happens before a seq_cst fence Y:    A precedes Y in S
 *   4.3  a seq_cst fence X happens before A, B is seq_cst:    X precedes B in S
 *   4.4  X happens before A, and B happens before Y:          X precedes Y in S
 *
 * (Happens-before in 4.2-4.4 includes sequenced-before, and S contains strongly-happens-before.)
 *
 * We choose S to be the order of execution. Then nothing is left to search, and a rule can be
 * broken in one way only: A is executed after B. Happens-before, reads-from and modification order
 * go forward in execution, so such a coherence order ends with from-reads: A is a load that reads
 * a store older than a store B, or than one that a read B has read. Each clause thus forbids loads
 * to read some stores (visibility.ts), and no other operation anything.
 *
 * What must be remembered for it. Between accesses S is not needed: for 4.1 all that counts is
 * that there was a seq_cst access. Between accesses and fences it is enough to number the fences
 * 1, 2, 3 …, and to keep of an access how many fences there were before it, its era:
 *
 *   access precedes fence n in S   iff   era < n
 *
 *   snapshot(n)  ⊔ of C at the fences 1 … n, taken after their acquire part: what happens before
 *                one of them. B happens before some fence Y that precedes or is n
 *                iff epoch(B) ≤ snapshot(n).
 *
 * A fence X that happens before a load: of those the last in S asks for the most, since eras and
 * snapshots only grow along S. So a thread knows one number, `fence` in its vector clock; it is
 * passed on with the clock by whatever synchronizes: 4.3 and 4.4 hold through other threads, where
 * C++11, and tsan11 with it, asked only for fences sequenced before the load.
 *
 * No tick is needed beyond those of threads.ts. A fence ticks, so an epoch that others know was
 * ended by a release; all that is in it came before that release and happens before whoever knows
 * it. That a seq_cst access precedes a fence in S is not asked of epochs, but of eras.
 *
 * What this can't produce: an S that is not the order of execution. No choice of schedules gives
 * outcomes that need modification order or reads-from to go against S.
 */
import type { Thread } from "./threads.ts";
import { EMPTY, join, type VectorClock, withFence } from "./vector-clock.ts";

/** Later than any fence: the era of an access that never was. */
export const NEVER = Number.POSITIVE_INFINITY;

export class TotalOrder {
  readonly #limit: number;
  /** Of the last fences, in order. */
  readonly #snapshots: VectorClock[] = [];
  #fences = 0;

  constructor(fenceSnapshots: number) {
    this.#limit = fenceSnapshots;
  }

  /** How many seq_cst fences there have been. */
  get era(): number {
    return this.#fences;
  }

  /** The next fence of S. After its acquire part, before its release part. */
  fence(thread: Thread): void {
    this.#snapshots.push(join(this.snapshot(this.#fences), thread.clock));
    if (this.#snapshots.length > this.#limit) this.#snapshots.shift();
    this.#fences++;
    thread.clock = withFence(thread.clock, this.#fences);
  }

  /** What happens before fence `number` or one that precedes it; of 0, no fence, nothing. */
  snapshot(number: number): VectorClock {
    if (number === 0) return EMPTY;
    const oldest = this.#fences - this.#snapshots.length + 1;
    // A later one than asked for excludes more: fewer behaviours, none that is wrong.
    return this.#snapshots[Math.max(number, oldest) - oldest] ?? EMPTY;
  }
}
