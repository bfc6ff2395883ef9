/**
 * Condition variables: XSH pthread_cond_init, _wait, _timedwait, _signal, _broadcast, _destroy.
 * Without spurious wake-ups, which the runtime makes only if asked to.
 */
import { isInvalid as isInvalidMutex, knowsItsOwner, release } from "./mutexes.ts";
import type { Condition, TimeLimit, World } from "./world.ts";

export type ConditionCall =
  | { readonly call: "init" | "destroy" | "signal" | "broadcast" }
  | { readonly call: "wait"; readonly mutex: number }
  | { readonly call: "timedwait"; readonly mutex: number; readonly time: TimeLimit };

export function newCondition(life: Condition["life"]): Condition {
  return { life, mutex: undefined };
}

export function performOnCondition(
  world: World,
  thread: number,
  index: number,
  call: ConditionCall,
): void {
  const condition = world.objects.condition[index];
  if (!condition) return;
  const waiters = waitersOf(world, index);
  switch (call.call) {
    case "init":
      // Of one that is initialized already: undefined. Its memory doesn't tell.
      if (waiters.length > 0) world.isUnspecified = true;
      Object.assign(condition, newCondition("live"));
      return world.returns(thread, "0");
    case "destroy":
      return destroy(world, thread, index, condition);
    case "signal": {
      const woken = world.choose(waiters);
      return signal(world, thread, index, woken === undefined ? [] : [woken]);
    }
    case "broadcast":
      return signal(world, thread, index, waiters);
    case "wait":
      return wait(world, thread, index, call.mutex);
    case "timedwait":
      if (call.time === "invalid") return world.returns(thread, "EINVAL");
      return wait(world, thread, index, call.mutex, call.time);
    default:
      return call satisfies never;
  }
}

function waitersOf(world: World, index: number): number[] {
  return world.waiting((wait) => wait.for === "condition" && wait.condition === index);
}

/** XSH 2.9.9: undefined. */
function isInvalid(world: World, index: number): boolean {
  if (world.objects.condition[index]?.life === "live") return false;
  world.misuse("invalid-condition-variable", "condition", index);
  return true;
}

/** pthread_cond_destroy: undefined while other threads are blocked on it. */
function destroy(world: World, thread: number, index: number, condition: Condition): void {
  if (isInvalid(world, index)) return world.returns(thread, "EINVAL");
  if (waitersOf(world, index).length > 0) {
    world.misuse("destroy-of-condition-variable-in-use", "condition", index);
    return world.returns(thread, "EBUSY");
  }
  condition.life = "destroyed";
  world.returns(thread, "0");
}

/** Whoever is woken is no waiter from here on: it only needs the mutex. */
function signal(world: World, thread: number, index: number, woken: readonly number[]): void {
  if (isInvalid(world, index)) return world.returns(thread, "EINVAL");
  for (const one of woken) takesBack(world, one, "0");
  world.returns(thread, "0");
}

/** The wait for the condition is over, and returns that once it has the mutex. */
export function takesBack(world: World, thread: number, last: "0" | "ETIMEDOUT"): void {
  const wait = world.objects.thread[thread]?.wait;
  if (wait?.for === "condition") world.blocks(thread, { for: "mutex", mutex: wait.mutex, last });
}

function wait(world: World, thread: number, index: number, with_: number, time?: number): void {
  const condition = world.objects.condition[index];
  const mutex = world.objects.mutex[with_];
  if (!condition || !mutex) return;
  if (isInvalid(world, index)) return world.returns(thread, "EINVAL");
  if (isInvalidMutex(world, with_)) return world.returns(thread, "EINVAL");
  if (mutex.owner !== thread) {
    // EPERM of an error-checking or robust mutex; of others it is undefined. The owner of a
    // recursive one is known too.
    const fails = mutex.isRobust || mutex.kind === "errorcheck";
    if (!fails) world.misuse("wait-without-mutex", "mutex", with_, mutex.owner);
    if (knowsItsOwner(mutex)) return world.returns(thread, "EPERM");
  }
  // pthread_cond_wait: undefined with another mutex than that of the waits that go on.
  if (waitersOf(world, index).length > 0 && condition.mutex !== with_) {
    world.misuse("wait-with-two-mutexes", "condition", index);
  }
  condition.mutex = with_;
  release(mutex);
  // A time that has passed: the mutex was given up all the same.
  const until = world.until(time);
  world.blocks(thread, { for: "condition", condition: index, mutex: with_, ...until });
  if (time === 0) takesBack(world, thread, "ETIMEDOUT");
}
