/** A thread of the program: a WebAssembly stack of its own that JSPI suspends and resumes. */

/** What the guest's wait call says it waits for; guest/runtime.h has the same numbers. */
export const WAIT_KINDS = [
  "futex",
  "mutex",
  "condition variable",
  "read lock",
  "write lock",
  "thread",
  "barrier",
  "semaphore",
  "once",
  "spinlock",
  "sleep",
] as const;

export type WaitKind = (typeof WAIT_KINDS)[number] | "main's end";

export interface Wait {
  readonly kind: WaitKind;
  /** Address of the word waited on; undefined for a sleep. */
  readonly word: number | undefined;
  /** The synchronization object, as the guest names it. */
  readonly object: number;
  /** Virtual time at which the wait ends by itself. */
  readonly until: bigint | undefined;
}

/** Results of a wait; guest/runtime.h has the same numbers. */
export const WOKEN = 0;
export const CHANGED = 1;
export const TIMED_OUT = 2;
export const INTERRUPTED = 3;

export interface StackRange {
  readonly bottom: number;
  readonly top: number;
  readonly tls: number;
  readonly tlsBytes: number;
  /** Where the block begins that is a stack only; undefined for one on the program's memory. */
  readonly block: number | undefined;
}

export class Fiber {
  /** 0 is main; the program's threads follow in the order of their creation. */
  readonly number: number;
  readonly parent: number | undefined;
  /** Address of the guest's `struct thread`; 0 for main, -1 if it has none (program-fibers.ts). */
  readonly guest: number;
  /** Whose its events are: its own number, or that of a fiber of the program's. */
  acts: number;
  readonly memory: StackRange;
  isStarted = false;
  /** What the call that suspended it returns. */
  result = 0;
  wait: Wait | undefined;
  ended = false;
  /** Joined or detached. */
  isCollected = false;
  name: string | undefined;
  /** The decision at which it was last suspended: where a replay takes its stack. */
  suspendedAt = 0;
  stackPointer: number;
  /** The lowest that its stack pointer has been. */
  stackLow: number;
  tlsBase: number;
  errno = 0;

  constructor(options: {
    number: number;
    parent?: number;
    guest: number;
    memory: StackRange;
    stackPointer: number;
    tlsBase: number;
  }) {
    this.number = options.number;
    this.acts = options.number;
    this.parent = options.parent;
    this.guest = options.guest;
    this.memory = options.memory;
    this.stackPointer = options.stackPointer;
    this.stackLow = options.stackPointer;
    this.tlsBase = options.tlsBase;
  }
}
