/**
 * Virtual time. It passes with the steps of the run, a little with each look at a clock (so that
 * a loop until a deadline ends), and jumps when every thread waits for it.
 */
const NS_PER_STEP = 10n;
const NS_PER_LOOK = 100n;
/** 2026-01-01T00:00:00Z. */
const REALTIME_START_NS = 1_767_225_600_000_000_000n;
const MONOTONIC_START_NS = 1_000_000_000n;
const REALTIME = 0;

/** What counts the steps of a run: its engine. */
interface StepCounter {
  steps(): number;
}

export class VirtualClock {
  readonly #counter: StepCounter;
  #skipped = 0n;

  constructor(counter: StepCounter) {
    this.#counter = counter;
  }

  /** Of the run so far. */
  steps(): number {
    return this.#counter.steps();
  }

  /** Nanoseconds since the start of the run. */
  now(): bigint {
    return this.#skipped + BigInt(this.steps()) * NS_PER_STEP;
  }

  /** A clock of WASI's, as the program reads it. */
  read(clock: number): bigint {
    this.#skipped += NS_PER_LOOK;
    return this.now() + (clock === REALTIME ? REALTIME_START_NS : MONOTONIC_START_NS);
  }

  /** Jumps to a later time. */
  advanceTo(time: bigint): void {
    const now = this.now();
    if (time > now) this.#skipped += time - now;
  }
}
