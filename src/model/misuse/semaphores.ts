/** Unnamed semaphores: XSH sem_init, _post, _wait, _trywait, _timedwait, _getvalue, _destroy. */
import type { Semaphore, TimeLimit, World } from "./world.ts";

export type SemaphoreCall =
  | { readonly call: "init"; readonly value: number }
  | { readonly call: "destroy" | "post" | "wait" | "trywait" | "getvalue" }
  | { readonly call: "timedwait"; readonly time: TimeLimit };

/** SEM_VALUE_MAX. */
export const LAST_VALUE = 0x7fffffff;

export function newSemaphore(life: Semaphore["life"]): Semaphore {
  return { life, value: 0 };
}

export function performOnSemaphore(
  world: World,
  thread: number,
  index: number,
  call: SemaphoreCall,
): void {
  const semaphore = world.objects.semaphore[index];
  if (!semaphore) return;
  const waiters = world.waiting((wait) => wait.for === "semaphore" && wait.semaphore === index);
  if (call.call === "init") {
    // EINVAL for a value above SEM_VALUE_MAX.
    if (call.value > LAST_VALUE) return world.returns(thread, "EINVAL");
    // Of one that is initialized already: undefined. Its memory doesn't tell.
    if (waiters.length > 0) world.isUnspecified = true;
    Object.assign(semaphore, { life: "live", value: call.value });
    return world.returns(thread, "0");
  }
  // Any memory looks like a semaphore.
  if (semaphore.life === "uninitialized") world.isUnspecified = true;
  if (semaphore.life !== "live") {
    // sem_destroy: any later use is undefined, until it is initialized again.
    world.misuse("invalid-semaphore", "semaphore", index);
    return world.returns(thread, "EINVAL");
  }
  switch (call.call) {
    case "destroy":
      // sem_destroy: undefined while other threads are blocked on it.
      if (waiters.length > 0) {
        world.misuse("destroy-of-semaphore-in-use", "semaphore", index);
        return world.returns(thread, "EBUSY");
      }
      semaphore.life = "destroyed";
      return world.returns(thread, "0");
    case "post":
      return post(world, thread, semaphore);
    case "wait":
      return wait(world, thread, index, semaphore);
    case "timedwait":
      return wait(world, thread, index, semaphore, call.time);
    case "trywait":
      // sem_trywait: EAGAIN if there is no unit.
      if (semaphore.value === 0) return world.returns(thread, "EAGAIN");
      return takeUnit(world, thread, index);
    case "getvalue":
      return world.returns(thread, `0 value ${semaphore.value}`);
    default:
      return call satisfies never;
  }
}

/** sem_post: EOVERFLOW if the value would exceed SEM_VALUE_MAX. */
function post(world: World, thread: number, semaphore: Semaphore): void {
  if (semaphore.value === LAST_VALUE) return world.returns(thread, "EOVERFLOW");
  semaphore.value++;
  world.returns(thread, "0");
}

/** The limit of time need not be valid if nobody has to wait. */
function wait(
  world: World,
  thread: number,
  index: number,
  semaphore: Semaphore,
  time?: TimeLimit,
): void {
  if (semaphore.value > 0) return takeUnit(world, thread, index);
  world.blocksUntil(thread, time, { for: "semaphore", semaphore: index });
}

export function takeUnit(world: World, thread: number, index: number): void {
  const semaphore = world.objects.semaphore[index];
  if (semaphore) semaphore.value--;
  world.returns(thread, "0");
}
