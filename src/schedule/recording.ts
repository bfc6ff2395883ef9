/** Takes down the decisions of a run as they are drawn. */
import type { ChoiceKind, Decision, DecisionKind } from "../detector/decision.ts";
import { type Guide, kindOf, type Moment } from "./decisions.ts";
import type { Budget, Reason } from "./strategy.ts";

/**
 * Also decisions that the plain schedule would make are taken down: a thread that goes on had its
 * turn ended there, and timers are looked at then.
 */
export class Recording implements Guide {
  readonly #list: Decision[];

  /** @param list is filled; what it holds is dropped */
  constructor(list: Decision[]) {
    this.#list = list;
    list.length = 0;
  }

  next(moment: Moment, _ready: readonly number[], reason: Reason, draw: () => number): number {
    return this.#take(kindOf(reason), moment, draw());
  }

  budget(_moment: Moment, draw: () => Budget): Budget {
    return draw();
  }

  wake(moment: Moment, _waiters: readonly number[], draw: () => number): number {
    return this.#take("wake", moment, draw());
  }

  choose(kind: ChoiceKind, moment: Moment, _count: number, drawn: number): number {
    return drawn === 0 ? 0 : this.#take(kind, moment, drawn);
  }

  #take(kind: DecisionKind, { thread, step }: Moment, choice: number): number {
    this.#list.push({ kind, thread, step, choice });
    return choice;
  }
}
