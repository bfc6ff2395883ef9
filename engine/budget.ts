/**
 * How long the running thread may go on before the host decides again. The host grants a number
 * of scheduling points (synchronization operations) and of steps (every hook); the engine counts
 * them down, so that no access and no uncontended lock calls JavaScript.
 */
import { PREEMPT_POINT, PREEMPT_QUANTUM } from "../src/layout/numbers.ts";
import { preempt } from "./host.ts";

/**
 * The program counts its plain accesses down itself and calls `quantum` at 0; and both at atomic
 * loads, while neither comes to 0.
 */
export let stepsLeft: i32 = 0;
export let pointsLeft: i32 = 0;
/** No other thread can run, nor waits for a time. */
let isAlone: bool = false;
/** Where the host finds what the stack of the thread had that stopped (stack-functions.ts). */
export const leftStack: usize = memory.data(16);
let stepsGranted: i32 = 0;
let stepsBefore: u64 = 0;

/** Grants the running thread `points` scheduling points and `steps` steps, both at least 1. */
export function grant(points: i32, steps: i32, alone: bool): void {
  isAlone = alone;
  stepsBefore += <u64>(stepsGranted - stepsLeft);
  stepsGranted = steps;
  stepsLeft = steps;
  pointsLeft = points;
}

/** Steps of all threads since the start of the run. */
export function steps(): f64 {
  return <f64>(stepsBefore + <u64>(stepsGranted - stepsLeft));
}

/** The steps are used up: another thread may run before the access. */
export function quantum(): void {
  preempt(PREEMPT_QUANTUM);
}

/** One hook of a range. */
export function step(): void {
  if (--stepsLeft <= 0) quantum();
}

/** `count` steps at once: loop iterations without a hook. */
export function stepMany(count: i32): void {
  stepsLeft -= count;
  if (stepsLeft <= 0) quantum();
}

/** A thread that is alone yields to nobody: a point is all that it meets. */
export function yield_alone(): bool {
  if (!isAlone) return false;
  point();
  return true;
}

/** A scheduling point: the end of a synchronization operation. */
export function point(): void {
  stepsLeft--;
  if (--pointsLeft <= 0 || stepsLeft <= 0) preempt(PREEMPT_POINT);
}
