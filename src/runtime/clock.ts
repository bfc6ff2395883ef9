/**
 * Virtual time. It passes with the steps of the run, and with what costs a processor more than its
 * steps say: a look at a clock, and a change of threads. So a loop until a deadline ends soon, and
 * so does what threads do until another one has slept. It jumps when every thread waits for it.
 */
import type { Reason } from "../schedule/strategy.ts";

const NS_PER_STEP = 10n;
const NS_PER_LOOK = 1000n;
/** Waiting, waking and yielding are calls of an operating system; a turn that is over is less. */
const NS_PER_DECISION: Readonly<Record<Reason, number>> = {
  point: 1000,
  quantum: 1000,
  yield: 5000,
  blocked: 5000,
};
/** As on Linux, a timer may fire so much later: nothing that polls does so more often. */
const TIMER_SLACK_NS = 50_000n;
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
  /** What decisions took; a number, since there are many. */
  #decidingNs = 0;

  constructor(counter: StepCounter) {
    this.#counter = counter;
  }

  /** Of the run so far. */
  steps(): number {
    return this.#counter.steps();
  }

  /** Nanoseconds since the start of the run. */
  now(): bigint {
    return this.#skipped + BigInt(this.#decidingNs) + BigInt(this.steps()) * NS_PER_STEP;
  }

  /** When a timer that is set now fires. */
  after(ns: bigint): bigint {
    return this.now() + ns + TIMER_SLACK_NS;
  }

  /** It was decided who runs next. */
  decided(reason: Reason): void {
    this.#decidingNs += NS_PER_DECISION[reason];
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
