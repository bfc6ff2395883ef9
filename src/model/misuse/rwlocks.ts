/**
 * Read-write locks: XSH pthread_rwlock_init, _rdlock, _wrlock, their try and timed forms, _unlock,
 * _destroy; and the unlocks of std::shared_mutex, which say for what they take it to be held.
 * Readers come before waiting writers unless the lock was made to prefer these, as in glibc: POSIX
 * leaves it open.
 */
import type { Rwlock, TimeLimit, World } from "./world.ts";

export type RwlockCall =
  | { readonly call: "init"; readonly prefersWriters: boolean }
  | { readonly call: "destroy" | "rdlock" | "tryrdlock" | "wrlock" | "trywrlock" }
  | { readonly call: "timedrdlock" | "timedwrlock"; readonly time: TimeLimit }
  | { readonly call: "unlock" | "unlock_read" | "unlock_write" };

export function newRwlock(life: Rwlock["life"]): Rwlock {
  return { life, prefersWriters: false, writer: undefined, readers: [] };
}

export function performOnRwlock(
  world: World,
  thread: number,
  index: number,
  call: RwlockCall,
): void {
  const lock = world.objects.rwlock[index];
  if (!lock) return;
  if (call.call === "init") {
    // Of one that is initialized already: undefined. Its memory doesn't tell.
    if (isInUse(world, index)) world.isUnspecified = true;
    Object.assign(lock, { ...newRwlock("live"), prefersWriters: call.prefersWriters });
    return world.returns(thread, "0");
  }
  if (lock.life !== "live") {
    // XSH 2.9.9: undefined.
    world.misuse("invalid-mutex", "rwlock", index);
    return world.returns(thread, "EINVAL");
  }
  switch (call.call) {
    case "destroy":
      return destroy(world, thread, index, lock);
    case "rdlock":
      return readLock(world, thread, index, lock);
    case "timedrdlock":
      return readLock(world, thread, index, lock, call.time);
    case "tryrdlock":
      if (mustWaitToRead(world, index)) return world.returns(thread, "EBUSY");
      return takeToRead(world, thread, index);
    case "wrlock":
      return writeLock(world, thread, index, lock);
    case "timedwrlock":
      return writeLock(world, thread, index, lock, call.time);
    case "trywrlock":
      if (mustWaitToWrite(world, index)) return world.returns(thread, "EBUSY");
      return takeToWrite(world, thread, index);
    case "unlock":
      return unlock(world, thread, index, lock);
    case "unlock_read":
      return unlock(world, thread, index, lock, "read");
    case "unlock_write":
      return unlock(world, thread, index, lock, "write");
    default:
      return call satisfies never;
  }
}

function isWanted(world: World, index: number, mode: "read lock" | "write lock"): boolean {
  return world.waiting((wait) => wait.for === mode && wait.rwlock === index).length > 0;
}

function isInUse(world: World, index: number): boolean {
  const isWaitedFor = isWanted(world, index, "read lock") || isWanted(world, index, "write lock");
  return isWaitedFor || mustWaitToWrite(world, index);
}

/** pthread_rwlock_destroy: undefined while any thread holds it. */
function destroy(world: World, thread: number, index: number, lock: Rwlock): void {
  if (isInUse(world, index)) {
    world.misuse("destroy-of-locked-mutex", "rwlock", index, lock.writer);
    return world.returns(thread, "EBUSY");
  }
  lock.life = "destroyed";
  world.returns(thread, "0");
}

export function mustWaitToRead(world: World, index: number): boolean {
  const lock = world.objects.rwlock[index];
  if (!lock || lock.writer !== undefined) return true;
  return lock.prefersWriters && isWanted(world, index, "write lock");
}

export function mustWaitToWrite(world: World, index: number): boolean {
  const lock = world.objects.rwlock[index];
  return !lock || lock.writer !== undefined || lock.readers.length > 0;
}

export function takeToRead(world: World, thread: number, index: number): void {
  world.objects.rwlock[index]?.readers.push(thread);
  world.returns(thread, "0");
}

export function takeToWrite(world: World, thread: number, index: number): void {
  const lock = world.objects.rwlock[index];
  if (lock) lock.writer = thread;
  world.returns(thread, "0");
}

/** pthread_rwlock_rdlock: a thread that holds it for writing may deadlock, or gets EDEADLK. */
function readLock(
  world: World,
  thread: number,
  index: number,
  lock: Rwlock,
  time?: TimeLimit,
): void {
  if (lock.writer === thread) {
    world.misuse("read-lock-of-write-locked-mutex", "rwlock", index, thread);
    return world.returns(thread, "EDEADLK");
  }
  if (!mustWaitToRead(world, index)) return takeToRead(world, thread, index);
  world.blocksUntil(thread, time, { for: "read lock", rwlock: index });
}

/**
 * pthread_rwlock_wrlock: a thread that holds it, for reading or writing, may deadlock, or gets
 * EDEADLK. Who holds it for reading waits here, which is found as a deadlock.
 */
function writeLock(
  world: World,
  thread: number,
  index: number,
  lock: Rwlock,
  time?: TimeLimit,
): void {
  if (lock.writer === thread) {
    world.misuse("double-lock", "rwlock", index, thread);
    return world.returns(thread, "EDEADLK");
  }
  if (!mustWaitToWrite(world, index)) return takeToWrite(world, thread, index);
  world.blocksUntil(thread, time, { for: "write lock", rwlock: index });
}

/** pthread_rwlock_unlock: undefined unless the calling thread holds it. */
function unlock(
  world: World,
  thread: number,
  index: number,
  lock: Rwlock,
  wanted?: "read" | "write",
): void {
  const reads = lock.readers.includes(thread) ? "read" : undefined;
  const held = lock.writer === thread ? "write" : reads;
  if (wanted === "read" && lock.writer !== undefined) {
    world.misuse("read-unlock-of-write-locked-mutex", "rwlock", index, lock.writer);
  } else if (held === undefined || (wanted !== undefined && held !== wanted)) {
    world.misuse("wrong-unlock", "rwlock", index, lock.writer);
  }
  // It goes on as in glibc: whoever holds the lock has it no longer.
  if (!mustWaitToWrite(world, index)) return world.returns(thread, "EPERM");
  if (lock.writer !== undefined) lock.writer = undefined;
  else lock.readers.splice(lock.readers.indexOf(readerToRelease(world, thread, lock)), 1);
  world.returns(thread, "0");
}

/** The thread itself; else of those that live the first (held-locks.ts); else one that ended. */
function readerToRelease(world: World, thread: number, lock: Rwlock): number {
  if (lock.readers.includes(thread)) return thread;
  const live = lock.readers.filter((reader) => !world.objects.thread[reader]?.hasEnded);
  return live.length > 0 ? Math.min(...live) : (lock.readers[0] ?? thread);
}
