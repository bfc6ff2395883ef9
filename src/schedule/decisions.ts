/**
 * The decisions of a run, one by one: at which step of its own a thread stops and which goes on,
 * which waiter is woken, which store a load reads, which weak compare-exchange fails, which wait
 * returns without a signal. With these, a run is a function of program and input: a seed is one way
 * to draw them, a list is another (recorded.ts), and a list can be shortened.
 *
 * Steps are the thread's own, not the run's: leaving out one decision moves those of other threads
 * in the run, but not in their threads.
 *
 * What a list leaves out is decided by the plain schedule: a thread goes on until it waits, ends or
 * yields; then the next one by number does; who has waited longest is woken; loads read the newest
 * store; nothing fails or returns without need.
 */
import type { ChoiceKind, Decision } from "../detector/decision.ts";
import type { Budget, Reason } from "./strategy.ts";

/** Where a decision is due. */
export type Moment = Pick<Decision, "thread" | "step">;

/** Hears of each decision as it is due, and makes it. `draw` is what the seed has for it. */
export interface Guide {
  /** @param ready numbers of the threads that can run, ascending, at least two */
  next(moment: Moment, ready: readonly number[], reason: Reason, draw: () => number): number;
  /** For how long the thread that has been chosen may run. */
  budget(moment: Moment, draw: () => Budget): Budget;
  /** @param waiters numbers of the threads that wait, the longest first, at least two */
  wake(moment: Moment, waiters: readonly number[], draw: () => number): number;
  /** @param count choices are below this */
  choose(kind: ChoiceKind, moment: Moment, count: number, drawn: number): number;
}

/** How the decisions of a run are taken down, or made. */
export type Decisions =
  | {
      /** As the seed has them; the list is filled anew by each run. */
      readonly mode: "record";
      readonly list: Decision[];
    }
  | {
      /** As the list has them, and the plain schedule. */
      readonly mode: "follow";
      readonly list: readonly Decision[];
      /** Filled by the run: those of the list that made a difference to the plain schedule. */
      readonly effective?: Set<Decision>;
    };

/** Who goes on by the plain schedule, where the running thread may not or can't. */
export function plainNext(ready: readonly number[], current: number): number {
  return ready.find((thread) => thread > current) ?? ready[0] ?? current;
}

/** What it is to decide who goes on. */
export function kindOf(reason: Reason): "next" | "switch" {
  return reason === "blocked" || reason === "yield" ? "next" : "switch";
}
