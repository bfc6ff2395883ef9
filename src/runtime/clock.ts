/**
 * Virtual time. It passes with the steps of the run, and with what costs a processor more than its
 * steps say: a look at a clock, and a change of threads. It jumps when every thread waits for it.
 *
 * Who does nothing but look at the clock, yield or sleep, again and again, waits for time to pass.
 * A run of such polls may take ever longer: the longer it has been going on, the more each of them
 * adds. So a loop until a minute is over needs some hundred polls beyond the first ones, not the
 * millions that it makes on a real machine, and ends a little late at most. But first all others
 * that can run get their turns: they might have something to do.
 */
import type { Reason } from "../schedule/strategy.ts";

const NS_PER_STEP = 10n;
const NS_PER_LOOK = 100n;
/** Waiting, waking and yielding are calls of an operating system; a turn that is over is less. */
const NS_PER_CALL = 5000;
const NS_PER_TURN = 1000;
/** 2026-01-01T00:00:00Z. */
const REALTIME_START_NS = 1_767_225_600_000_000_000n;
const MONOTONIC_START_NS = 1_000_000_000n;
const REALTIME = 0;
/** Polls with more steps in between have something else to do. */
const IDLE_STEPS = 64;
/** But iterations of a loop count at once when there have been a thousand of them. */
const POLLS_WITHIN_TICKS = 500;
/** So many polls of a run take no longer than others. */
const PATIENCE = 50_000;
/** Decisions, for each thread that can run, after which it has had its turn. */
const TURNS = 4;
/** Of the run so far, what each further poll adds. */
const SHARE = 64n;

/** What counts the steps of a run: its engine. */
interface StepCounter {
  steps(): number;
}

/** What lets the threads take turns: the scheduler. */
interface Turns {
  readonly readyCount: number;
  readonly decisions: number;
}

export class VirtualClock {
  readonly #counter: StepCounter;
  readonly #turns: () => Turns;
  #skipped = 0n;
  /** What decisions took; a number, since there are many. */
  #decidingNs = 0;
  /** Of the present run of polls: how many, since when, and since which decision. */
  #polls = 0;
  #pollsSince = 0n;
  #turnsSince = 0;
  /** The step of the last poll, and the number of the last before which there were many steps. */
  #lastPollAt = 0;
  #lastBusyPoll = 0;

  constructor(counter: StepCounter, turns: () => Turns) {
    this.#counter = counter;
    this.#turns = turns;
  }

  /** Of the run so far. */
  steps(): number {
    return this.#counter.steps();
  }

  /** Nanoseconds since the start of the run. */
  now(): bigint {
    return this.#skipped + BigInt(this.#decidingNs) + BigInt(this.steps()) * NS_PER_STEP;
  }

  /** It is being decided who runs next. */
  decided(reason: Reason): void {
    const isCall = reason === "yield" || reason === "blocked";
    this.#decidingNs += isCall ? NS_PER_CALL : NS_PER_TURN;
  }

  /** A clock of WASI's, as the program reads it. */
  read(clock: number): bigint {
    this.#skipped += NS_PER_LOOK + this.#poll();
    return this.now() + (clock === REALTIME ? REALTIME_START_NS : MONOTONIC_START_NS);
  }

  /** A thread yields while others wait for a time. */
  yielded(): void {
    this.#skipped += this.#poll();
  }

  /** When a wait of `ns` nanoseconds that begins now is to end. */
  endOf(ns: bigint): bigint {
    const poll = this.#poll();
    return this.now() + (ns > poll ? ns : poll);
  }

  /** Something has happened that is no wait for time. */
  progress(): void {
    this.#endPolls();
  }

  /** Jumps to a later time. */
  advanceTo(time: bigint): void {
    const now = this.now();
    if (time > now) this.#skipped += time - now;
  }

  /** How much longer the poll takes than it would by itself. */
  #poll(): bigint {
    const steps = this.steps();
    if (steps - this.#lastPollAt > IDLE_STEPS) {
      if (this.#polls - this.#lastBusyPoll < POLLS_WITHIN_TICKS) this.#endPolls();
      else this.#lastBusyPoll = this.#polls;
    }
    this.#lastPollAt = steps;
    const { readyCount, decisions } = this.#turns();
    if (this.#polls++ === 0) {
      this.#pollsSince = this.now();
      this.#turnsSince = decisions;
    }
    const isLong = this.#polls > PATIENCE;
    const hadTurns = readyCount <= 1 || decisions - this.#turnsSince >= TURNS * readyCount;
    return isLong && hadTurns ? (this.now() - this.#pollsSince) / SHARE : 0n;
  }

  #endPolls(): void {
    this.#polls = 0;
    this.#lastBusyPoll = 0;
  }
}
