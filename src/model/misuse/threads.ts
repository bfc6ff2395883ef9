/** Threads: XSH pthread_join, _detach, _exit; glibc's pthread_tryjoin_np, pthread_timedjoin_np. */
import { abandonMutexes } from "./mutexes.ts";
import type { Thread, TimeLimit, World } from "./world.ts";

export type ThreadCall =
  | { readonly call: "join" | "tryjoin" | "detach" | "exit" }
  | { readonly call: "timedjoin"; readonly time: TimeLimit };

export function newThread(): Thread {
  return { ownership: "joinable", hasEnded: false, wait: undefined };
}

/** @param index the thread that is joined or detached; of no meaning for `exit` */
export function performOnThread(
  world: World,
  thread: number,
  index: number,
  call: ThreadCall,
): void {
  const target = world.objects.thread[index];
  const self = world.objects.thread[thread];
  if (!target || !self) return;
  switch (call.call) {
    case "exit":
      world.returns(thread, "0");
      self.hasEnded = true;
      return abandonMutexes(world, thread);
    case "detach":
      return detach(world, thread, index, target);
    case "join":
      return join(world, thread, index, target);
    case "timedjoin":
      if (call.time === "invalid") return world.returns(thread, "EINVAL");
      return join(world, thread, index, target, call.time);
    case "tryjoin":
      if (isMisused(world, thread, index, target)) return;
      if (!target.hasEnded) return world.returns(thread, "EBUSY");
      return collect(world, thread, index);
    default:
      return call satisfies never;
  }
}

/** Joined, or detached and ended: XSH 2.9.2 ends the life of its identifier there. */
function isGone(target: Thread): boolean {
  return target.ownership === "joined" || (target.ownership === "detached" && target.hasEnded);
}

/**
 * pthread_join: undefined of what is no joinable thread, of the thread itself, and of a thread that
 * another one is joining.
 */
function isMisused(world: World, thread: number, index: number, target: Thread): boolean {
  const isSelf = index === thread && !isGone(target);
  if (!isSelf && target.ownership === "joinable") return false;
  const misuse = isSelf ? "join-of-self" : "join-of-invalid-thread";
  world.misuse(misuse, "thread", index, index);
  world.returns(thread, isGone(target) ? "ESRCH" : isSelf ? "EDEADLK" : "EINVAL");
  return true;
}

function join(world: World, thread: number, index: number, target: Thread, time?: number): void {
  if (isMisused(world, thread, index, target)) return;
  if (target.hasEnded) return collect(world, thread, index);
  if (time === 0) return world.returns(thread, "ETIMEDOUT");
  target.ownership = "being joined";
  world.blocks(thread, { for: "thread", thread: index, ...world.until(time) });
}

/** It has ended: its result is the caller's. */
export function collect(world: World, thread: number, index: number): void {
  const target = world.objects.thread[index];
  if (target) target.ownership = "joined";
  world.returns(thread, "0");
}

/** pthread_detach: undefined of what is no joinable thread. */
function detach(world: World, thread: number, index: number, target: Thread): void {
  if (target.ownership !== "joinable") {
    world.misuse("detach-of-invalid-thread", "thread", index, index);
    return world.returns(thread, isGone(target) ? "ESRCH" : "EINVAL");
  }
  target.ownership = "detached";
  world.returns(thread, "0");
}
