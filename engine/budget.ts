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
/** Points that the thread has beyond `pointsLeft`, for as long as it does something. */
let pointsLater: i32 = 0;
/** So many at once; 0: all. */
let idlePoints: i32 = 0;
/** Whether a value, or what a synchronization object knows, has become another since they began. */
let changed: bool = false;
let stepsGranted: i32 = 0;
let stepsBefore: u64 = 0;

/**
 * Grants the running thread `points` scheduling points and `steps` steps, both at least 1. Whoever
 * changes nothing in `idle` points, if that is not 0, waits for others, and has no more.
 */
export function grant(points: i32, steps: i32, alone: bool, idle: i32): void {
  isAlone = alone;
  idlePoints = idle;
  pointsLater = points;
  stepsBefore += <u64>(stepsGranted - stepsLeft);
  stepsGranted = steps;
  stepsLeft = steps;
  takePoints();
}

/** The next of the points granted. */
function takePoints(): void {
  const points = idlePoints == 0 ? pointsLater : min(pointsLater, idlePoints);
  pointsLeft = points;
  pointsLater -= points;
  changed = false;
}

/** The thread has changed what others may wait for. */
export function change(): void {
  changed = true;
}

/** Steps of all threads since the start of the run. */
export function steps(): f64 {
  return <f64>(stepsBefore + <u64>(stepsGranted - stepsLeft));
}

/** The steps are used up: another thread may run before the access. */
export function quantum(): void {
  preempt(PREEMPT_QUANTUM);
}

/** So many bytes of a range take as long as another step. */
const STEP_BYTES: u32 = 256;

/** The hook of a range. */
export function stepRange(bytes: u32): void {
  stepMany(1 + bytes / STEP_BYTES);
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
  if (--pointsLeft <= 0 || stepsLeft <= 0) pause();
}

function pause(): void {
  if (changed && pointsLater > 0 && stepsLeft > 0) takePoints();
  else preempt(PREEMPT_POINT);
}
