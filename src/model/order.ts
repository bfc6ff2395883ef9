/**
 * The orders ≺ by which an access may come after others (lockset.ts).
 *
 *   ProgramOrder   Eraser: a thread's own accesses only
 *   FreeOrder      hybrid: happens-before without the edges that locks make
 *
 * O'Callahan and Choi (PPoPP 2003, section 3) order by fork, join, wait and notify, and leave out
 * locking. FreeOrder is the same idea for all that C++ synchronizes with: the order that the
 * lock-order graph asks too (vector-clock.ts). So atomics, fences, barriers, semaphores, once and
 * the signal that wakes a thread count, with the rules that they have there; and the edges of a
 * monitor that is on no way to a cycle (lock-order.ts), since what passes through it on a condition
 * is not the schedule's choice.
 */
import type { Epoch } from "../detector/detector.ts";
import type { HappensBefore } from "./happens-before.ts";

/** When a thread made an access. */
export interface Moment {
  readonly thread: number;
  readonly epoch?: Epoch;
}

/** What locksets take as ordered, whatever the locks. */
export interface Order {
  /** What the thread's next access is recorded as. */
  now(thread: number): Moment;
  /** Whether the access comes before what the thread does next. */
  precedes(moment: Moment, thread: number): boolean;
}

/** Each thread by itself: Eraser as it was published. */
export class ProgramOrder implements Order {
  now(thread: number): Moment {
    return { thread };
  }

  precedes(moment: Moment, thread: number): boolean {
    return moment.thread === thread;
  }
}

export class FreeOrder implements Order {
  readonly #model: HappensBefore;

  /** @param model that has seen each event before it is asked about it */
  constructor(model: HappensBefore) {
    this.#model = model;
  }

  now(thread: number): Moment {
    return { thread, epoch: this.#model.epochOf(thread) };
  }

  precedes({ epoch }: Moment, thread: number): boolean {
    return epoch !== undefined && this.#model.isBeforeWithoutLocks(epoch, thread);
  }
}
