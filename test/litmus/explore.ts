/**
 * Every run of a litmus program: all schedules, and all stores that each load may read.
 *
 * Depth first. Detectors can't be copied, so each branch but the last runs the program again from
 * its beginning. Two runs with one execution graph have the same futures, so each graph is visited
 * once: that is what makes it fast (the classes of Mazurkiewicz traces, without the theory).
 */
import type { WeakMemoryDetector } from "../../src/detector/detector.ts";
import { type Program, describeOutcome } from "./program.ts";
import { LitmusRun, type Step } from "./run.ts";

export interface Exploration {
  readonly race: boolean;
  /** Of the runs without a race. If there is a race, exploration ends at the first. */
  readonly outcomes: ReadonlySet<string>;
  readonly graphs: number;
}

export function explore(program: Program, create: () => WeakMemoryDetector): Exploration {
  const outcomes = new Set<string>();
  const graphs = new Set<string>();
  const pending: (readonly Step[])[] = [[]];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    const run = new LitmusRun(program, create());
    for (const step of path) run.take(step);
    for (;;) {
      if (run.race !== undefined) return { race: true, outcomes, graphs: graphs.size };
      const graph = run.graph();
      if (graphs.has(graph)) break;
      graphs.add(graph);
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
  return { race: false, outcomes, graphs: graphs.size };
}
