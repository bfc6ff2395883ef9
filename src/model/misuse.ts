/**
 * Misuse of synchronization objects and threads: for a stream of operations, what each returns and
 * which misuse it is. The guest's own objects (guest/threads) are compared with this.
 *
 * The rules are those of POSIX.1-2024: XSH 2.9 (Threads) and the page of each function, named
 * beside them, one file for each family of objects in misuse/. A misuse is what POSIX leaves
 * undefined, or an error that no correct program provokes (src/detector/misuse.ts says which). What
 * the program then gets is ours to choose: the error that POSIX recommends where there is one
 * (EBUSY, EINVAL, ESRCH, EDEADLK), else what glibc does, so that the run goes on as a native one
 * would.
 *
 * An operation is performed by one thread while all others wait or are idle, and is over when no
 * thread can go on. Where POSIX doesn't say which thread that is (who gets a mutex, whom a signal
 * wakes, which of several limits of one time passes first) every possibility is an outcome of its
 * own; an implementation is right if it shows one of them.
 *
 * What this can't produce: two operations that overlap without one of them blocking, spurious
 * wake-ups, cancellation, and the operations named `isUnspecified`: objects initialized anew while
 * in use, and spinlocks and semaphores never initialized, which no memory tells from sound ones.
 */
import { type BarrierCall, newBarrier, performOnBarrier } from "./misuse/barriers.ts";
import {
  type ConditionCall,
  newCondition,
  performOnCondition,
  takesBack,
} from "./misuse/conditions.ts";
import { canTake, type MutexCall, newMutex, performOnMutex, take } from "./misuse/mutexes.ts";
import {
  mustWaitToRead,
  mustWaitToWrite,
  newRwlock,
  performOnRwlock,
  type RwlockCall,
  takeToRead,
  takeToWrite,
} from "./misuse/rwlocks.ts";
import {
  newSemaphore,
  performOnSemaphore,
  type SemaphoreCall,
  takeUnit,
} from "./misuse/semaphores.ts";
import {
  newSpinlock,
  performOnSpinlock,
  type SpinlockCall,
  takeSpinlock,
} from "./misuse/spinlocks.ts";
import { collect, newThread, performOnThread, type ThreadCall } from "./misuse/threads.ts";
import {
  type Choose,
  type Event,
  type Life,
  type State,
  type Wait,
  World,
} from "./misuse/world.ts";

/** `thread` performs it on the object of that family and index. */
export type Operation = { readonly thread: number; readonly index: number } & (
  | ({ readonly family: "mutex" } & MutexCall)
  | ({ readonly family: "rwlock" } & RwlockCall)
  | ({ readonly family: "spinlock" } & SpinlockCall)
  | ({ readonly family: "condition" } & ConditionCall)
  | ({ readonly family: "barrier" } & BarrierCall)
  | ({ readonly family: "semaphore" } & SemaphoreCall)
  | ({ readonly family: "thread" } & ThreadCall)
);

export interface Outcome {
  readonly state: State;
  /** In the order in which they come about, but for threads that are woken together. */
  readonly events: readonly Event[];
}

/**
 * Of each family two objects: the first is zeroed memory, the second was never initialized.
 *
 * @param threads how many, all joinable; 0 is main, which performs nothing and never ends
 */
export function initialState(threads: number): State {
  // All zero is PTHREAD_…_INITIALIZER of mutexes, rwlocks and conditions, a free spinlock and an
  // empty semaphore here and in glibc; no barrier.
  const two = <T>(make: (life: Life) => T): T[] => [make("live"), make("uninitialized")];
  return {
    operation: 0,
    objects: {
      mutex: two(newMutex),
      rwlock: two(newRwlock),
      spinlock: two(newSpinlock),
      condition: two(newCondition),
      barrier: [newBarrier("uninitialized"), newBarrier("uninitialized")],
      semaphore: two(newSemaphore),
      thread: Array.from({ length: threads }, newThread),
    },
  };
}

/** All that the operation may come to; undefined where this model says nothing of it. */
export function perform(state: State, operation: Operation): readonly Outcome[] | undefined {
  const outcomes: Outcome[] = [];
  let isUnspecified = false;
  everyChoice((choose) => {
    const world = new World(state, choose);
    apply(world, operation);
    settle(world);
    giveUp(world);
    isUnspecified ||= world.isUnspecified;
    const next = { operation: state.operation + 1, objects: world.objects };
    outcomes.push({ state: next, events: world.events });
  });
  return isUnspecified ? undefined : outcomes;
}

/** Runs it once for each sequence of choices that it can make. */
function everyChoice(run: (choose: Choose) => void): void {
  const pending: number[][] = [[]];
  for (let given = pending.pop(); given; given = pending.pop()) {
    const taken: number[] = [];
    const planned = given;
    run((count) => {
      const choice = planned[taken.length] ?? 0;
      if (taken.length >= planned.length) {
        for (let other = 1; other < count; other++) pending.push([...taken, other]);
      }
      taken.push(choice);
      return choice;
    });
  }
}

function apply(world: World, operation: Operation): void {
  const { thread, index } = operation;
  const performer = world.objects.thread[thread];
  if (!performer || performer.hasEnded || performer.wait) {
    world.events.push({ kind: "skipped" });
    return;
  }
  switch (operation.family) {
    case "mutex":
      return performOnMutex(world, thread, index, operation);
    case "rwlock":
      return performOnRwlock(world, thread, index, operation);
    case "spinlock":
      return performOnSpinlock(world, thread, index, operation);
    case "condition":
      return performOnCondition(world, thread, index, operation);
    case "barrier":
      return performOnBarrier(world, thread, index, operation);
    case "semaphore":
      return performOnSemaphore(world, thread, index, operation);
    case "thread":
      return performOnThread(world, thread, index, operation);
    default:
      return operation satisfies never;
  }
}

/** One of those that can go on does, until none can. */
function settle(world: World): void {
  for (;;) {
    const thread = world.choose(world.waiting((wait, thread) => canGoOn(world, thread, wait)));
    if (thread === undefined) return;
    goOn(world, thread);
  }
}

function canGoOn(world: World, thread: number, wait: Wait): boolean {
  const { objects } = world;
  switch (wait.for) {
    case "mutex": {
      const mutex = objects.mutex[wait.mutex];
      return mutex !== undefined && canTake(mutex, thread);
    }
    case "read lock":
      return !mustWaitToRead(world, wait.rwlock);
    case "write lock":
      return !mustWaitToWrite(world, wait.rwlock);
    case "spinlock":
      return objects.spinlock[wait.spinlock]?.owner === undefined;
    case "semaphore":
      return (objects.semaphore[wait.semaphore]?.value ?? 0) > 0;
    case "thread":
      return objects.thread[wait.thread]?.hasEnded === true;
    case "condition":
    case "barrier":
      // Only by another thread's call.
      return false;
    default:
      return wait satisfies never;
  }
}

function goOn(world: World, thread: number): void {
  const wait = world.objects.thread[thread]?.wait;
  switch (wait?.for) {
    case "mutex": {
      const mutex = world.objects.mutex[wait.mutex];
      if (mutex) world.returns(thread, take(mutex, thread, wait.last));
      return;
    }
    case "read lock":
      return takeToRead(world, thread, wait.rwlock);
    case "write lock":
      return takeToWrite(world, thread, wait.rwlock);
    case "spinlock":
      return takeSpinlock(world, thread, wait.spinlock);
    case "semaphore":
      return takeUnit(world, thread, wait.semaphore);
    case "thread":
      return collect(world, thread, wait.thread);
  }
}

/** Time passes until the next operation: limits are reached, in any order. */
function giveUp(world: World): void {
  for (;;) {
    const thread = world.choose(world.due());
    if (thread === undefined) return;
    const wait = world.objects.thread[thread]?.wait;
    const target = wait?.for === "thread" ? world.objects.thread[wait.thread] : undefined;
    if (target) target.ownership = "joinable";
    if (wait?.for === "condition") takesBack(world, thread, "ETIMEDOUT");
    else world.returns(thread, "ETIMEDOUT");
    settle(world);
  }
}
