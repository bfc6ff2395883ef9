/**
 * Mutexes: XSH pthread_mutex_init, _lock, _trylock, _timedlock, _unlock, _consistent, _destroy. The
 * page of pthread_mutex_lock has the table of what each type does.
 */
import type { Mutex, Result, TimeLimit, World } from "./world.ts";

export type MutexCall =
  | { readonly call: "init"; readonly kind: Mutex["kind"]; readonly isRobust: boolean }
  | { readonly call: "destroy" | "lock" | "trylock" | "unlock" | "consistent" }
  | { readonly call: "timedlock"; readonly time: TimeLimit };

export function newMutex(life: Mutex["life"]): Mutex {
  const unlocked = { owner: undefined, depth: 0, state: "consistent" } as const;
  return { life, kind: "normal", isRobust: false, ...unlocked };
}

export function performOnMutex(world: World, thread: number, index: number, call: MutexCall): void {
  const mutex = world.objects.mutex[index];
  if (!mutex) return;
  if (call.call === "init") {
    // Of one that is initialized already: undefined. Its memory doesn't tell, so it isn't found.
    if (isInUse(world, index)) world.isUnspecified = true;
    const { kind, isRobust } = call;
    Object.assign(mutex, { ...newMutex("live"), kind, isRobust });
    return world.returns(thread, "0");
  }
  if (isInvalid(world, index)) return world.returns(thread, "EINVAL");
  switch (call.call) {
    case "destroy":
      return destroy(world, thread, index, mutex);
    case "lock":
      return lock(world, thread, index, mutex);
    case "timedlock":
      return lock(world, thread, index, mutex, call.time);
    case "trylock":
      return tryLock(world, thread, mutex);
    case "unlock":
      return unlock(world, thread, index, mutex);
    case "consistent":
      return makeConsistent(world, thread, mutex);
    default:
      return call satisfies never;
  }
}

/** XSH 2.9.9: the use of an object that is not initialized, or destroyed, is undefined. */
export function isInvalid(world: World, index: number): boolean {
  if (world.objects.mutex[index]?.life === "live") return false;
  world.misuse("invalid-mutex", "mutex", index);
  return true;
}

/** Locked, wanted, or to be taken back by those who wait for a condition with it. */
function isInUse(world: World, index: number): boolean {
  const waiters = world.waiting(
    (wait) => (wait.for === "mutex" || wait.for === "condition") && wait.mutex === index,
  );
  return world.objects.mutex[index]?.owner !== undefined || waiters.length > 0;
}

/**
 * pthread_mutex_destroy: undefined of a mutex that is locked, that another thread wants to lock, or
 * with which another thread waits for a condition. It stays as it is: EBUSY, as POSIX recommends.
 */
function destroy(world: World, thread: number, index: number, mutex: Mutex): void {
  if (isInUse(world, index)) {
    world.misuse("destroy-of-locked-mutex", "mutex", index, mutex.owner);
    return world.returns(thread, "EBUSY");
  }
  mutex.life = "destroyed";
  world.returns(thread, "0");
}

/** pthread_mutex_lock, pthread_mutex_timedlock. */
function lock(world: World, thread: number, index: number, mutex: Mutex, time?: TimeLimit): void {
  if (canTake(mutex, thread)) return world.returns(thread, take(mutex, thread, "0"));
  if (mutex.owner === thread && mutex.kind === "errorcheck") {
    return world.returns(thread, "EDEADLK");
  }
  // The thread waits for itself, but for one that gives up at some time.
  if (mutex.owner === thread && time === undefined) {
    world.misuse("double-lock", "mutex", index, thread);
  }
  // pthread_mutex_timedlock: the time need not be valid if the mutex could be had at once.
  world.blocksUntil(thread, time, { for: "mutex", mutex: index, last: "0" });
}

/** pthread_mutex_trylock: EBUSY also for an error-checking mutex that the thread itself holds. */
function tryLock(world: World, thread: number, mutex: Mutex): void {
  world.returns(thread, canTake(mutex, thread) ? take(mutex, thread, "0") : "EBUSY");
}

/** By another thread than the owner: EPERM of all but normal mutexes that aren't robust. */
function unlock(world: World, thread: number, index: number, mutex: Mutex): void {
  if (mutex.owner !== thread) {
    if (knowsItsOwner(mutex)) return world.returns(thread, "EPERM");
    world.misuse("wrong-unlock", "mutex", index, mutex.owner);
  }
  release(mutex);
  world.returns(thread, "0");
}

export function knowsItsOwner(mutex: Mutex): boolean {
  return mutex.isRobust || mutex.kind !== "normal";
}

/**
 * Gives up one lock. As in glibc, so does a wrong thread. XSH 2.9.9: a robust one that is unlocked
 * without pthread_mutex_consistent becomes unusable for ever.
 */
export function release(mutex: Mutex): void {
  if (mutex.depth > 0) {
    mutex.depth--;
    return;
  }
  mutex.owner = undefined;
  if (mutex.state === "owner died") mutex.state = "not recoverable";
}

/** It is free, or a recursive one of the thread's. */
export function canTake(mutex: Mutex, thread: number): boolean {
  return mutex.owner === undefined || (mutex.owner === thread && mutex.kind === "recursive");
}

/**
 * Takes one that can be taken. `last`: what the call returns unless the mutex has more to say.
 */
export function take(mutex: Mutex, thread: number, last: "0" | "ETIMEDOUT"): Result {
  if (mutex.owner === thread) {
    mutex.depth++;
    return last;
  }
  if (mutex.state === "not recoverable") return "ENOTRECOVERABLE";
  mutex.owner = thread;
  return mutex.state === "owner died" ? "EOWNERDEAD" : last;
}

/** EINVAL of a mutex that isn't robust, or whose state is consistent. */
function makeConsistent(world: World, thread: number, mutex: Mutex): void {
  if (mutex.state !== "owner died" || mutex.owner !== thread) {
    return world.returns(thread, "EINVAL");
  }
  mutex.state = "consistent";
  world.returns(thread, "0");
}

/** XSH 2.9.9: the next owner of a robust mutex is told that the one before ended with it. */
export function abandonMutexes(world: World, thread: number): void {
  for (const mutex of world.objects.mutex) {
    if (!mutex.isRobust || mutex.owner !== thread) continue;
    Object.assign(mutex, { owner: undefined, depth: 0, state: "owner died" });
  }
}
