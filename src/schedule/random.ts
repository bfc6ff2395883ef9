/**
 * Random walk with sticky quanta. A walk that may switch at every point hides deep states: queues
 * never fill, since nobody runs long enough. So the length of each turn is drawn from all scales
 * alike, 1 to 1024 scheduling points; with a fixed preemption rate it is geometric.
 */
import { RandomSource } from "./random-source.ts";
import type { Budget, Reason, Strategy } from "./strategy.ts";

const LONGEST_TURN_LOG2 = 10;
/** Plain accesses before another thread may run: a spin on a plain variable makes progress. */
export const QUANTUM_STEPS = 20_000;

export class RandomWalk implements Strategy {
  readonly #random: RandomSource;
  readonly #rate: number | undefined;

  constructor(seed: number, rate: number | undefined) {
    this.#random = new RandomSource(seed);
    this.#rate = rate;
  }

  started(): void {}

  next(ready: readonly number[], current: number, reason: Reason): number {
    const others = reason === "yield" ? ready.filter((thread) => thread !== current) : ready;
    const choice = others.length > 0 ? others : ready;
    return choice[this.#random.below(choice.length)] ?? current;
  }

  budget(): Budget {
    const steps = (QUANTUM_STEPS >> 1) + this.#random.below(QUANTUM_STEPS);
    return { points: this.#turn(), steps };
  }

  #turn(): number {
    const uniform = (this.#random.word() + 1) / 0x1_0000_0001;
    if (this.#rate === undefined) return Math.floor(2 ** (uniform * LONGEST_TURN_LOG2));
    if (this.#rate >= 1) return 1;
    if (this.#rate <= 0) return Number.MAX_SAFE_INTEGER;
    return 1 + Math.floor(Math.log(uniform) / Math.log(1 - this.#rate));
  }
}
