/**
 * A schedule strategy: who runs next, and for how long. Strategies see thread numbers only, so
 * that a run is a function of program, input and seed.
 */

/** How long a thread may run before the next decision, in scheduling points and in steps. */
export interface Budget {
  readonly points: number;
  readonly steps: number;
  /** Points after which a thread that has changed nothing in them has no more; default: all. */
  readonly idlePoints?: number;
}

/** Why a decision is due. */
export type Reason =
  /** The thread is at a synchronization operation and its points are used up. */
  | "point"
  /** Its steps are used up, between two plain accesses. */
  | "quantum"
  /** It asked to let others run. */
  | "yield"
  /** It can't go on: it waits, or has ended. */
  | "blocked";

export interface Strategy {
  /** A thread came to life. */
  started(thread: number): void;
  /**
   * Who runs next.
   *
   * @param ready numbers of the threads that can run, ascending, at least one
   * @param current the thread that ran last; in `ready` unless the reason is "blocked"
   */
  next(ready: readonly number[], current: number, reason: Reason): number;
  /** How long the chosen thread may run; asked anew at each decision. */
  budget(thread: number): Budget;
}
