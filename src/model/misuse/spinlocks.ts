/** Spinlocks: XSH pthread_spin_init, _lock, _trylock, _unlock, _destroy. */
import type { Spinlock, World } from "./world.ts";

export interface SpinlockCall {
  readonly call: "init" | "destroy" | "lock" | "trylock" | "unlock";
}

export function newSpinlock(life: Spinlock["life"]): Spinlock {
  return { life, owner: undefined };
}

export function performOnSpinlock(
  world: World,
  thread: number,
  index: number,
  { call }: SpinlockCall,
): void {
  const lock = world.objects.spinlock[index];
  if (!lock) return;
  if (call === "init") {
    // Of one that is initialized already: undefined. Its memory doesn't tell.
    if (lock.owner !== undefined) world.isUnspecified = true;
    Object.assign(lock, newSpinlock("live"));
    return world.returns(thread, "0");
  }
  // A spinlock is one word: memory that never was one looks like a locked one.
  if (lock.life === "uninitialized") world.isUnspecified = true;
  if (lock.life !== "live") {
    // XSH 2.9.9: undefined.
    world.misuse("invalid-mutex", "spinlock", index);
    return world.returns(thread, "EINVAL");
  }
  switch (call) {
    case "destroy":
      return destroy(world, thread, index, lock);
    case "lock":
      // pthread_spin_lock: undefined if the thread holds it. Here it waits for itself.
      if (lock.owner === thread) world.misuse("double-lock", "spinlock", index, thread);
      if (lock.owner !== undefined) {
        return world.blocks(thread, { for: "spinlock", spinlock: index });
      }
      return takeSpinlock(world, thread, index);
    case "trylock":
      if (lock.owner !== undefined) return world.returns(thread, "EBUSY");
      return takeSpinlock(world, thread, index);
    case "unlock":
      // pthread_spin_unlock: undefined unless the calling thread holds it.
      if (lock.owner !== thread) world.misuse("wrong-unlock", "spinlock", index, lock.owner);
      lock.owner = undefined;
      return world.returns(thread, "0");
    default:
      return call satisfies never;
  }
}

export function takeSpinlock(world: World, thread: number, index: number): void {
  const lock = world.objects.spinlock[index];
  if (lock) lock.owner = thread;
  world.returns(thread, "0");
}

/** pthread_spin_destroy: undefined while any thread holds it. */
function destroy(world: World, thread: number, index: number, lock: Spinlock): void {
  if (lock.owner !== undefined) {
    world.misuse("destroy-of-locked-mutex", "spinlock", index, lock.owner);
    return world.returns(thread, "EBUSY");
  }
  lock.life = "destroyed";
  world.returns(thread, "0");
}
