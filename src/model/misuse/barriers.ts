/** Barriers: XSH pthread_barrier_init, _wait, _destroy. */
import type { Barrier, World } from "./world.ts";

export type BarrierCall =
  | { readonly call: "init"; readonly count: number }
  | { readonly call: "destroy" | "wait" };

export function newBarrier(life: Barrier["life"]): Barrier {
  return { life, count: 0, generation: 0 };
}

export function performOnBarrier(
  world: World,
  thread: number,
  index: number,
  call: BarrierCall,
): void {
  const barrier = world.objects.barrier[index];
  if (!barrier) return;
  const arrived = arrivedAt(world, index, barrier);
  if (call.call === "init") return init(world, thread, index, barrier, call.count);
  if (barrier.life !== "live") {
    // XSH 2.9.9: undefined.
    world.misuse("invalid-barrier", "barrier", index);
    return world.returns(thread, "EINVAL");
  }
  if (call.call === "wait") {
    const { generation } = barrier;
    world.blocks(thread, { for: "barrier", barrier: index, generation });
    if (arrived.length + 1 === barrier.count) meet(world, barrier, [...arrived, thread]);
    return;
  }
  // pthread_barrier_destroy: undefined while any thread is blocked on it.
  if (arrived.length > 0) {
    world.misuse("destroy-of-barrier-in-use", "barrier", index);
    return world.returns(thread, "EBUSY");
  }
  barrier.life = "destroyed";
  world.returns(thread, "0");
}

/** Those that wait for the generation that meets next. */
function arrivedAt(world: World, index: number, { generation }: Barrier): number[] {
  return world.waiting(
    (wait) => wait.for === "barrier" && wait.barrier === index && wait.generation === generation,
  );
}

/**
 * pthread_barrier_init: undefined while any thread is blocked on it, whom nobody will meet then;
 * EINVAL for a count of 0.
 */
function init(world: World, thread: number, index: number, barrier: Barrier, count: number): void {
  if (count === 0) return world.returns(thread, "EINVAL");
  if (arrivedAt(world, index, barrier).length > 0) {
    world.misuse("init-of-barrier-in-use", "barrier", index);
  }
  Object.assign(barrier, { life: "live", count, generation: barrier.generation + 1 });
  world.returns(thread, "0");
}

/** pthread_barrier_wait: one of them, whichever, gets PTHREAD_BARRIER_SERIAL_THREAD. */
function meet(world: World, barrier: Barrier, threads: readonly number[]): void {
  barrier.generation++;
  const serial = world.choose(threads);
  for (const thread of threads) {
    world.returns(thread, thread === serial ? "PTHREAD_BARRIER_SERIAL_THREAD" : "0");
  }
}
