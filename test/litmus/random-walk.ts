/**
 * One run of a litmus program for a seed: each time a thread that can run is drawn, then one of its
 * steps, evenly. What a scheduler does, made small.
 */
import type { WeakMemoryDetector } from "../../src/detector/detector.ts";
import { mulberry32 } from "../detector/streams.ts";
import { describeOutcome, type Program } from "./program.ts";
import { LitmusRun } from "./run.ts";

/** An outcome, or "race". */
export function randomWalk(program: Program, detector: WeakMemoryDetector, seed: number): string {
  const next = mulberry32(seed);
  const random = (count: number): number => next() % Math.max(count, 1);
  const run = new LitmusRun(program, detector);
  for (;;) {
    if (run.race !== undefined) return "race";
    const threads = run.runnable();
    const thread = threads[random(threads.length)];
    if (thread === undefined) return describeOutcome(run.outcome());
    const steps = run.steps(thread);
    const step = steps[random(steps.length)];
    if (step === undefined) throw new RangeError("a thread that can run has a step");
    run.take(step);
  }
}
