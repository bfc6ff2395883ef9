/** The bound on wall clock, looked at now and then: a look costs more than most decisions. */

/** Decisions, or system calls, between looks. */
const LOOK_EVERY = 64;
/** Steps after which a decision looks all the same. */
const STEPS_TO_LOOK = 500_000;

export class Deadline {
  readonly #at: number;
  #calls = 0;
  #stepsToLook = 0;

  constructor(timeoutMs: number) {
    this.#at = performance.now() + timeoutMs;
  }

  /** Whether a decision finds that time is up. */
  metByDecision(decisions: number, steps: number): boolean {
    if (decisions % LOOK_EVERY !== 0 && steps < this.#stepsToLook) return false;
    this.#stepsToLook = steps + STEPS_TO_LOOK;
    return performance.now() > this.#at;
  }

  /** Whether a system call does; it takes time that steps don't show. */
  metByCall(): boolean {
    return ++this.#calls % LOOK_EVERY === 0 && performance.now() > this.#at;
  }
}
