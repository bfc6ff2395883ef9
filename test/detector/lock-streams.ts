/**
 * Random streams of threads that take and give back locks: as programs do, so that two threads
 * never hold one lock for writing, but with all the bad habits that programs have (locks given back
 * by another thread, destroyed while held, attempts, readers), and with what orders threads
 * otherwise. A stream is cooked from a list of small numbers, as in streams.ts.
 */
import fc from "fast-check";
import type { DetectorEvent } from "../../src/detector/event.ts";
import type { LockMode } from "../../src/detector/lock-order.ts";
import { ARENA, mulberry32 } from "./streams.ts";

/** One of them lies in a block that is freed, with another close by; one is only read by most. */
const LOCKS = [ARENA, ARENA + 4, ARENA + 64, ARENA + 128] as const;
const SEMAPHORE = ARENA + 256;
const FLAG = ARENA + 512;
const MOST_THREADS = 4;

export interface LockStep {
  readonly actor: number;
  readonly verb: number;
  readonly lock: number;
  readonly choice: number;
}

interface Hold {
  readonly thread: number;
  readonly lock: number;
  readonly mode: LockMode;
}

/** Verbs by how often they are drawn. */
const VERBS = [
  ...Array(14).fill("lock"),
  ...Array(10).fill("unlock"),
  ...Array(2).fill("attempt"),
  ...Array(2).fill("read lock"),
  ...["spawn", "spawn", "end", "join", "join", "signal", "flag", "flag", "fences", "wake", "wake"],
  ...["monitor", "renew", "free", "foreign unlock"],
] as readonly string[];

class Stage {
  readonly #live: number[] = [0];
  readonly #ended: number[] = [];
  #holds: Hold[] = [];
  #nextThread = 1;

  next({ actor, verb, lock: which, choice }: LockStep): readonly DetectorEvent[] {
    const thread = pick(this.#live, actor);
    const lock = pick(LOCKS, which);
    switch (pick(VERBS, verb)) {
      case "lock":
        return this.#lock({ thread, lock, mode: "write" }, false);
      case "attempt":
        return this.#lock({ thread, lock, mode: "write" }, true);
      case "read lock": {
        const mode = choice % 3 === 0 ? "read behind writers" : "read";
        return this.#lock({ thread, lock, mode }, choice % 5 === 0);
      }
      case "unlock":
        return this.#unlock(thread, choice);
      case "foreign unlock":
        return this.#foreignUnlock(thread, choice);
      case "spawn":
        return this.#spawn(thread);
      case "end":
        return this.#end(thread);
      case "join":
        return this.#join(thread, choice);
      case "signal":
        return [{ kind: choice % 2 === 0 ? "release merge" : "acquire", thread, key: SEMAPHORE }];
      case "flag":
        return this.#flag(thread, choice);
      case "fences":
        return [{ kind: "fence", thread, order: choice % 2 === 0 ? "release" : "acquire" }];
      case "wake": {
        const woken = pick(this.#live, choice);
        return woken === thread ? [] : [{ kind: "wake", thread, woken }];
      }
      case "monitor":
        return [{ kind: "monitor", thread, lock }];
      case "renew":
        return [{ kind: "renew lock", thread, lock }];
      default:
        return [
          { kind: "deallocate", thread, address: ARENA, bytes: choice % 2 === 0 ? 4 : 8 },
          { kind: "allocate", thread, address: ARENA, bytes: 8 },
        ];
    }
  }

  #lock(hold: Hold, attempt: boolean): readonly DetectorEvent[] {
    const { thread, lock, mode } = hold;
    const isFree = this.#holds.every(
      (other) => other.lock !== lock || (mode !== "write" && other.mode !== "write"),
    );
    if (!isFree) return [];
    this.#holds.push(hold);
    return [
      { kind: "acquire lock", thread, key: lock },
      { kind: "take", thread, lock, mode, attempt },
    ];
  }

  #unlock(thread: number, choice: number): readonly DetectorEvent[] {
    const own = this.#holds.filter((hold) => hold.thread === thread);
    if (own.length === 0) return [];
    // Mostly in the opposite order of locking.
    const hold = choice % 3 === 0 ? pick(own, choice) : own.at(-1);
    return hold ? this.#giveBack(thread, hold) : [];
  }

  #foreignUnlock(thread: number, choice: number): readonly DetectorEvent[] {
    return this.#holds.length === 0 ? [] : this.#giveBack(thread, pick(this.#holds, choice));
  }

  #giveBack(thread: number, hold: Hold): readonly DetectorEvent[] {
    this.#holds = this.#holds.filter((one) => one !== hold);
    const { lock, mode } = hold;
    const kind = hold.thread === thread && mode === "write" ? "release store" : "release merge";
    return [
      { kind, thread, key: lock },
      { kind: "give back", thread, lock, mode },
    ];
  }

  #spawn(thread: number): readonly DetectorEvent[] {
    if (this.#live.length >= MOST_THREADS) return [];
    const child = this.#nextThread++;
    this.#live.push(child);
    return [{ kind: "spawn", thread, child }];
  }

  #end(thread: number): readonly DetectorEvent[] {
    if (this.#live.length === 1) return [];
    this.#live.splice(this.#live.indexOf(thread), 1);
    this.#holds = this.#holds.filter((hold) => hold.thread !== thread);
    this.#ended.push(thread);
    return [{ kind: "end", thread }];
  }

  #join(thread: number, choice: number): readonly DetectorEvent[] {
    if (this.#ended.length === 0) return [];
    const [joined = 0] = this.#ended.splice(choice % this.#ended.length, 1);
    return [{ kind: "join", thread, joined }];
  }

  #flag(thread: number, choice: number): readonly DetectorEvent[] {
    const range = { thread, address: FLAG, bytes: 4 };
    if (choice % 4 === 0) return [{ kind: "atomic store", ...range, order: "release" }];
    if (choice % 4 === 1) return [{ kind: "atomic store", ...range, order: "relaxed" }];
    if (choice % 4 === 2) return [{ kind: "atomic load", ...range, order: "acquire" }];
    return [{ kind: "atomic rmw", ...range, order: choice % 8 === 3 ? "relaxed" : "acq_rel" }];
  }
}

/** Two threads begin every stream: with one there is nothing to find. */
export function cookLocks(steps: readonly LockStep[]): DetectorEvent[] {
  const stage = new Stage();
  const spawn = { actor: 0, verb: VERBS.indexOf("spawn"), lock: 0, choice: 0 };
  return [spawn, ...steps].flatMap((step) => stage.next(step));
}

/** As a function of a seed. */
export function seededLockStream(seed: number, stepCount: number): DetectorEvent[] {
  const random = mulberry32(seed);
  const steps = Array.from({ length: stepCount }, () => ({
    actor: random(),
    verb: random(),
    lock: random(),
    choice: random(),
  }));
  return cookLocks(steps);
}

/** As a fast-check arbitrary; it shrinks to few steps. */
export function lockStreams(maxSteps: number): fc.Arbitrary<DetectorEvent[]> {
  const step: fc.Arbitrary<LockStep> = fc.record({
    actor: fc.nat(11),
    verb: fc.nat(VERBS.length - 1),
    lock: fc.nat(LOCKS.length - 1),
    choice: fc.nat(119),
  });
  return fc.array(step, { maxLength: maxSteps, size: "max" }).map(cookLocks);
}

function pick<T>(list: readonly T[], choice: number): T {
  const item = list[choice % list.length];
  if (item === undefined) throw new RangeError("nothing to pick from");
  return item;
}
