/**
 * What the rules of misuse work on: the objects and threads of a program as plain data, what the
 * operation at hand made of them, and the choices that POSIX leaves to an implementation.
 */
import type { MisuseKind } from "../../detector/misuse.ts";

/** What a call returns, or the error of one that returns -1 and sets `errno`. */
export type Result =
  | "0"
  | "EAGAIN"
  | "EBUSY"
  | "EDEADLK"
  | "EINVAL"
  | "ENOTRECOVERABLE"
  | "EOVERFLOW"
  | "EOWNERDEAD"
  | "EPERM"
  | "ESRCH"
  | "ETIMEDOUT"
  | "PTHREAD_BARRIER_SERIAL_THREAD"
  | `0 value ${number}`;

/**
 * When a call with a time limit gives up: 0 has passed already, n comes at the end of the nth
 * operation from now, this one included; "invalid" has nanoseconds out of range.
 */
export type TimeLimit = number | "invalid";

/** An object is destroyed, or was never initialized and holds what makes that plain. */
export type Life = "live" | "destroyed" | "uninitialized";

export interface Mutex {
  life: Life;
  kind: "normal" | "recursive" | "errorcheck";
  isRobust: boolean;
  owner: number | undefined;
  /** Locks beyond the first. */
  depth: number;
  /** A robust mutex whose owner ended with it. */
  state: "consistent" | "owner died" | "not recoverable";
}

export interface Rwlock {
  life: Life;
  /** Readers wait behind writers that wait. */
  prefersWriters: boolean;
  writer: number | undefined;
  /** The threads that hold it for reading, once for each time. */
  readers: number[];
}

export interface Spinlock {
  life: Life;
  owner: number | undefined;
}

export interface Condition {
  life: Life;
  /** Waited with last. */
  mutex: number | undefined;
}

export interface Barrier {
  life: Life;
  count: number;
  /** Of the threads that meet next. */
  generation: number;
}

export interface Semaphore {
  life: Life;
  value: number;
}

export interface Thread {
  ownership: "joinable" | "being joined" | "detached" | "joined";
  hasEnded: boolean;
  wait: Wait | undefined;
}

/** `until`: the number of the operation at whose end the thread gives up, if it does. */
export type Wait =
  | {
      readonly for: "mutex";
      readonly mutex: number;
      readonly until?: number;
      readonly last: "0" | "ETIMEDOUT";
    }
  | { readonly for: "read lock" | "write lock"; readonly rwlock: number; readonly until?: number }
  | { readonly for: "spinlock"; readonly spinlock: number; readonly until?: undefined }
  | {
      readonly for: "condition";
      readonly condition: number;
      readonly mutex: number;
      readonly until?: number;
    }
  | {
      readonly for: "barrier";
      readonly barrier: number;
      readonly generation: number;
      readonly until?: undefined;
    }
  | { readonly for: "semaphore"; readonly semaphore: number; readonly until?: number }
  | { readonly for: "thread"; readonly thread: number; readonly until?: number };

export interface Objects {
  mutex: Mutex[];
  rwlock: Rwlock[];
  spinlock: Spinlock[];
  condition: Condition[];
  barrier: Barrier[];
  semaphore: Semaphore[];
  thread: Thread[];
}

export type Family = keyof Objects;

export interface State {
  /** The number of the operation that comes next. */
  readonly operation: number;
  readonly objects: Objects;
}

export type Event =
  | { readonly kind: "returned"; readonly thread: number; readonly result: Result }
  | {
      readonly kind: "misuse";
      readonly misuse: MisuseKind;
      readonly object: `${Family} ${number}`;
      /** The thread that holds the object, or that it is. */
      readonly other: number | undefined;
    }
  /** The thread waits, or has ended: it can't perform the operation. */
  | { readonly kind: "skipped" };

/** Draws a number below `count`. */
export type Choose = (count: number) => number;

export class World {
  readonly objects: Objects;
  readonly events: Event[] = [];
  /** The operation is one of which this model says nothing. */
  isUnspecified = false;
  readonly #operation: number;
  readonly #choose: Choose;

  constructor(state: State, choose: Choose) {
    this.objects = structuredClone(state.objects);
    this.#operation = state.operation;
    this.#choose = choose;
  }

  /** One of those between which POSIX doesn't decide. */
  choose<T>(among: readonly T[]): T | undefined {
    return among[among.length > 1 ? this.#choose(among.length) : 0];
  }

  misuse(misuse: MisuseKind, family: Family, index: number, other?: number): void {
    this.events.push({ kind: "misuse", misuse, object: `${family} ${index}`, other });
  }

  /** The call of that thread is over. */
  returns(thread: number, result: Result): void {
    const state = this.objects.thread[thread];
    if (state) state.wait = undefined;
    this.events.push({ kind: "returned", thread, result });
  }

  blocks(thread: number, wait: Wait): void {
    const state = this.objects.thread[thread];
    if (state) state.wait = wait;
  }

  /** The numbers of the threads whose wait is such. */
  waiting(isSuch: (wait: Wait, thread: number) => boolean): number[] {
    return [...this.objects.thread.keys()].filter((thread) => {
      const wait = this.objects.thread[thread]?.wait;
      return wait !== undefined && isSuch(wait, thread);
    });
  }

  /** The numbers of the threads that give up at the end of this operation. */
  due(): number[] {
    return this.waiting(({ until }) => until !== undefined && until <= this.#operation);
  }

  /**
   * The thread can't go on and gives up at that time, if any: at once, without waiting, if the time
   * is none or has passed.
   */
  blocksUntil(thread: number, time: TimeLimit | undefined, wait: Wait): void {
    if (time === "invalid") this.returns(thread, "EINVAL");
    else if (time === 0) this.returns(thread, "ETIMEDOUT");
    else this.blocks(thread, { ...wait, ...this.until(time) } as Wait);
  }

  until(time: number | undefined): { until?: number } {
    return time === undefined ? {} : { until: this.#operation + time - 1 };
  }
}
