/**
 * Every run of a litmus program: all schedules, and all stores that each load may read.
 *
 * Depth first. Detectors can't be copied, so each branch but the last runs the program again from
 * its beginning. Nothing is left out as equivalent to something seen: the programs are small enough
 * (107,000 runs for all of them), and so the result rests on no theory of what is equivalent.
 */
import type { WeakMemoryDetector } from "../../src/detector/detector.ts";
import { describeOutcome, type Program } from "./program.ts";
import { LitmusRun, type Step } from "./run.ts";

export interface Exploration {
  readonly race: boolean;
  /** Of the runs without a race. If there is a race, exploration ends at the first. */
  readonly outcomes: ReadonlySet<string>;
  readonly runs: number;
}

export function explore(program: Program, create: () => WeakMemoryDetector): Exploration {
  const outcomes = new Set<string>();
  let runs = 0;
  const pending: (readonly Step[])[] = [[]];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    runs++;
    const run = new LitmusRun(program, create());
    for (const step of path) run.take(step);
    for (;;) {
      if (run.race !== undefined) return { race: true, outcomes, runs };
      const steps: readonly Step[] = run.runnable().flatMap((thread) => run.steps(thread));
      const [first, ...others] = steps;
      if (first === undefined) {
        outcomes.add(describeOutcome(run.outcome()));
        break;
      }
      for (const other of others) pending.push([...path, other]);
      path = [...path, first];
      run.take(first);
    }
  }
  return { race: false, outcomes, runs };
}
