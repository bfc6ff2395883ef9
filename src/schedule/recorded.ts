/**
 * A schedule from a list of decisions. The full list that `Recording` took down gives the same run
 * again; a part of it gives a run that is as like it as the plain schedule allows.
 */
import type { ChoiceKind, Decision, DecisionKind } from "../detector/decision.ts";
import { type Guide, kindOf, type Moment, plainNext } from "./decisions.ts";
import type { Budget, Reason } from "./strategy.ts";

/**
 * A thread that takes so many steps while others could run gives way, so that one that spins ends.
 * More than any strategy grants at once: a list holds the end of each turn, and so this never comes
 * between two of them.
 */
const FAIR_STEPS = 1 << 16;
const ANY_POINTS = 0x7fffffff;

export class Recorded implements Guide {
  /** By kind and thread. */
  readonly #pending = new Map<string, Pending>();
  readonly #effective: Set<Decision> | undefined;
  /** When a thread was last granted time while others could run. */
  #granted: Moment = { thread: -1, step: 0 };

  /** @param effective is filled with those decisions that the plain schedule would not have made */
  constructor(list: readonly Decision[], effective?: Set<Decision>) {
    for (const decision of list) {
      const key = keyOf(decision.kind, decision.thread);
      const pending = this.#pending.get(key);
      if (pending) pending.list.push(decision);
      else this.#pending.set(key, { list: [decision], at: 0 });
    }
    effective?.clear();
    this.#effective = effective;
  }

  next(moment: Moment, ready: readonly number[], reason: Reason): number {
    const { thread, step } = moment;
    const others = reason === "yield" ? ready.filter((one) => one !== thread) : ready;
    const kind = kindOf(reason);
    const isUnfair = this.#granted.thread === thread && step - this.#granted.step >= FAIR_STEPS;
    const plain = kind === "next" || isUnfair ? plainNext(others, thread) : thread;
    const decision = this.#takePast(kind, moment);
    if (!decision || !ready.includes(decision.choice)) return plain;
    if (decision.choice !== plain) this.#effective?.add(decision);
    return decision.choice;
  }

  budget({ thread, step }: Moment): Budget {
    this.#granted = { thread, step };
    const pending = this.#pending.get(keyOf("switch", thread));
    let due = Number.POSITIVE_INFINITY;
    for (let at = pending?.at ?? 0; pending?.list[at]; at++) {
      due = pending.list[at]?.step ?? due;
      if (due > step) break;
      due = Number.POSITIVE_INFINITY;
    }
    return { points: ANY_POINTS, steps: Math.min(due - step, FAIR_STEPS) };
  }

  wake(moment: Moment, waiters: readonly number[]): number {
    const plain = waiters[0] ?? moment.thread;
    const decision = this.#take("wake", moment);
    if (!decision || !waiters.includes(decision.choice)) return plain;
    if (decision.choice !== plain) this.#effective?.add(decision);
    return decision.choice;
  }

  choose(kind: ChoiceKind, moment: Moment, count: number): number {
    const decision = this.#take(kind, moment);
    if (!decision) return 0;
    this.#effective?.add(decision);
    return Math.min(decision.choice, count - 1);
  }

  /** The next decision for exactly this step. */
  #take(kind: DecisionKind, moment: Moment): Decision | undefined {
    const decision = this.#takePast(kind, moment);
    return decision?.step === moment.step ? decision : undefined;
  }

  /** The same, or else the last one that is overdue: the thread was not asked at its step. */
  #takePast(kind: DecisionKind, { thread, step }: Moment): Decision | undefined {
    const pending = this.#pending.get(keyOf(kind, thread));
    if (!pending) return undefined;
    const { list } = pending;
    let overdue: Decision | undefined;
    for (let next = list[pending.at]; next && next.step <= step; next = list[pending.at]) {
      if (next.step === step) {
        pending.at++;
        return next;
      }
      overdue = next;
      pending.at++;
    }
    return overdue;
  }
}

/** Decisions in order, of which those from `at` on are still to be made. */
interface Pending {
  readonly list: Decision[];
  at: number;
}

function keyOf(kind: DecisionKind, thread: number): string {
  return `${kind} ${thread}`;
}
