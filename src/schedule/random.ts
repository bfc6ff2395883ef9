/**
 * Random walk with sticky turns. A walk that may switch at every point hides deep states: queues
 * never fill, since nobody runs long enough. One that seldom switches within a few operations hides
 * what only such a switch shows. So each seed draws a scale, and the length of each turn is drawn
 * from all lengths up to it alike: half of the seeds have turns of one to three scheduling points,
 * the others of up to 1, 2, 4 … 1024 (swarm testing: Groce et al., ISSTA 2012). A long run has
 * shown what its scale does; from then on it has turns of all lengths, and so few switches. With a
 * fixed preemption rate turns are geometric.
 */
import { RandomSource } from "./random-source.ts";
import type { Budget, Reason, Strategy } from "./strategy.ts";

const LONGEST_TURN_LOG2 = 10;
/** Most outcomes of small programs are reached with this one. */
const SHORT_TURN_LOG2 = 2;
/** Turns of the scale that the seed has drawn. */
const TURNS_AT_SCALE = 10_000;
/**
 * With each doubling of the turns since, the longest of them doubles, up to what takes as many
 * steps as any turn may.
 */
const LONGEST_LATE_LOG2 = 13;
/** Who waits for others by looking again and again has no longer turns. */
const IDLE_POINTS = 256;
/** Plain accesses before another thread may run: a spin on a plain variable makes progress. */
export const QUANTUM_STEPS = 20_000;

/** Powers of two between 1 and 2: V8 calls the system's `pow`, which takes longer than the rest. */
const POWERS = Float64Array.from({ length: 1024 }, (_, at) => 2 ** (at / 1024));

/** 2 to the given power, which is at least 0, rounded down. */
function lengthOf(log2: number): number {
  const whole = Math.floor(log2);
  const power = POWERS[Math.floor((log2 - whole) * POWERS.length)] ?? 1;
  return Math.floor(power * (1 << whole));
}

export class RandomWalk implements Strategy {
  readonly #random: RandomSource;
  readonly #rate: number | undefined;
  readonly #scaleLog2: number;
  #turns = 0;

  constructor(seed: number, rate: number | undefined) {
    this.#random = new RandomSource(seed);
    this.#rate = rate;
    const isShort = this.#random.chance(0.5);
    this.#scaleLog2 = isShort ? SHORT_TURN_LOG2 : this.#random.below(LONGEST_TURN_LOG2 + 1);
  }

  started(): void {}

  next(ready: readonly number[], current: number, reason: Reason): number {
    const own = reason === "yield" ? ready.indexOf(current) : -1;
    if (own < 0 || ready.length === 1) return ready[this.#random.below(ready.length)] ?? current;
    // Who yields doesn't go on.
    const drawn = this.#random.below(ready.length - 1);
    return ready[drawn < own ? drawn : drawn + 1] ?? current;
  }

  budget(): Budget {
    const steps = (QUANTUM_STEPS >> 1) + this.#random.below(QUANTUM_STEPS);
    return { points: this.#turn(), steps, idlePoints: IDLE_POINTS };
  }

  #turn(): number {
    const uniform = (this.#random.word() + 1) / 0x1_0000_0001;
    if (this.#rate === undefined) {
      return lengthOf(uniform * this.#longestLog2(this.#turns++));
    }
    if (this.#rate >= 1) return 1;
    if (this.#rate <= 0) return Number.MAX_SAFE_INTEGER;
    return 1 + Math.floor(Math.log(uniform) / Math.log(1 - this.#rate));
  }

  /** Of the turn with this number. */
  #longestLog2(turn: number): number {
    if (turn < TURNS_AT_SCALE) return this.#scaleLog2;
    const doublings = 31 - Math.clz32(turn / TURNS_AT_SCALE);
    return Math.min(LONGEST_TURN_LOG2 + doublings, LONGEST_LATE_LOG2);
  }
}
