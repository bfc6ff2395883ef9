/** Turns of equal length, in the order of thread numbers. The seed decides nothing. */
import { QUANTUM_STEPS } from "./random.ts";
import type { Budget, Strategy } from "./strategy.ts";

const DEFAULT_RATE = 0.25;

export class RoundRobin implements Strategy {
  readonly #points: number;

  constructor(_seed: number, rate: number | undefined) {
    this.#points = Math.max(1, Math.round(1 / (rate ?? DEFAULT_RATE)));
  }

  started(): void {}

  next(ready: readonly number[], current: number): number {
    return ready.find((thread) => thread > current) ?? ready[0] ?? current;
  }

  budget(): Budget {
    return { points: this.#points, steps: QUANTUM_STEPS };
  }
}
