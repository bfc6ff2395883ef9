/**
 * PCT (Burckhardt et al., ASPLOS 2010, section 3): each thread gets a random priority, the ready
 * thread of the highest priority runs, and at d - 1 random points of the run the running thread
 * falls below all others. A bug of depth d is found with probability at least 1 / (n k^(d-1)).
 *
 * Two changes. The paper's k, the length of the run, is not known beforehand: gaps between change
 * points are drawn on all scales up to MAX_GAP instead of from 1..k. And a thread that spins at
 * the highest priority would starve the thread that it waits for: one that runs for LIVENESS_POINTS
 * without a change, or that yields, falls below all others too.
 */
import { QUANTUM_STEPS } from "./random.ts";
import { RandomSource } from "./random-source.ts";
import type { Budget, Reason, Strategy } from "./strategy.ts";

const MAX_GAP_LOG2 = 10;
const LIVENESS_POINTS = 1000;

export class Pct implements Strategy {
  readonly #random: RandomSource;
  readonly #priorities = new Map<number, number>();
  /** The next fallen thread gets this: below all given before. */
  #lowest = 0;

  constructor(seed: number) {
    this.#random = new RandomSource(seed);
  }

  started(thread: number): void {
    this.#priorities.set(thread, 1 + this.#random.word());
  }

  next(ready: readonly number[], current: number, reason: Reason): number {
    if (reason !== "blocked") this.#priorities.set(current, --this.#lowest);
    let best = ready[0] ?? current;
    for (const thread of ready) {
      if (this.#priority(thread) > this.#priority(best)) best = thread;
    }
    return best;
  }

  budget(): Budget {
    const uniform = this.#random.word() / 0x1_0000_0000;
    const gap = Math.floor(2 ** (uniform * MAX_GAP_LOG2));
    return { points: Math.min(gap, LIVENESS_POINTS), steps: QUANTUM_STEPS };
  }

  #priority(thread: number): number {
    return this.#priorities.get(thread) ?? 0;
  }
}
