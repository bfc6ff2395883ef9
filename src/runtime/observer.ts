import type { EngineExports, EngineHost } from "../binding/engine.ts";
import type { ToldState } from "../detector/detector.ts";
import type { ClockEntry } from "../detector/finding.ts";

/** A lock begins, is taken, given back, or ends. */
export interface LockObservation {
  readonly kind: "created" | "acquired" | "released" | "destroyed";
  readonly address: number;
  readonly mode: number;
  readonly thread: number;
  readonly step: number;
  readonly stack: () => string;
}

/** What a replay is told, beyond what every run records. All of it is synchronous. */
export interface Observer {
  /** The shadow of a watched granule took an access of the running thread, at `epoch`. */
  access(event: {
    readonly start: number;
    readonly bytes: number;
    readonly access: number;
    readonly epoch: number;
    readonly thread: number;
    readonly step: number;
    readonly stack: () => string;
  }): void;
  /**
   * The race with this index came up again. `known` is the last epoch of the earlier thread's slot
   * that the running thread has heard of, 0 if none; `clock` is all that it has heard of.
   */
  race(index: number, known: number, clock: () => readonly ClockEntry[]): void;
  /** Lockset: an access to watched bytes, `at` to `end`, and their states around it. */
  locksetAccess(event: {
    readonly start: number;
    readonly bytes: number;
    readonly access: number;
    readonly at: number;
    readonly end: number;
    readonly before: ToldState;
    readonly after: ToldState;
    readonly thread: number;
    readonly step: number;
    readonly stack: () => string;
  }): void;
  /** The finding of a lockset detector with this index came up again. */
  possible(index: number): void;
  spawned(thread: number, parent: number, step: number, stack: () => string): void;
  /** The thread has done its last; whoever joins it takes that over. */
  ended?(thread: number, step: number): void;
  /** `by` has taken over all that the thread did. */
  joined(thread: number, by: number, step: number, stack: () => string): void;
  /** The misuse with this index came up again. */
  misuse(index: number): void;
  lock(event: LockObservation): void;
  allocated(address: number, bytes: number, thread: number, stack: () => string): void;
  freed(address: number, bytes: number, thread: number, stack: () => string): void;
  /** A fiber is about to be suspended at this decision. */
  suspending(thread: number, decision: number, stack: () => string): void;
}

/** How the engine tells it of accesses and of the heap. `running`: whose events they are. */
export function observedCalls(
  observer: Observer | undefined,
  engine: () => EngineExports,
  running: () => number,
  takeStack: () => string,
): Pick<EngineHost, "observe" | "allocated" | "freed"> {
  return {
    observe: (start: number, bytes: number, access: number, epoch: number) => {
      observer?.access({
        start: start >>> 0,
        bytes,
        access,
        epoch: epoch >>> 0,
        thread: running(),
        step: engine().steps(),
        stack: takeStack,
      });
    },
    allocated: (address: number, bytes: number) =>
      observer?.allocated(address >>> 0, bytes, running(), takeStack),
    freed: (address: number, bytes: number) =>
      observer?.freed(address >>> 0, bytes, running(), takeStack),
  };
}
