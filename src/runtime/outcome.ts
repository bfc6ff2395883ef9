/** What a run yields before anything is explained: numbers and raw stacks. */
import type { LockMode } from "../detector/lock-order.ts";
import type { MisuseKind } from "../detector/misuse.ts";
import type { Fiber, StackRange, WaitKind } from "./fiber.ts";

/** A race as the engine saw it. */
export interface RaceRecord {
  /** Position among all races of the run: a replay meets them in the same order. */
  readonly index: number;
  readonly start: number;
  readonly bytes: number;
  readonly access: number;
  /** First racing byte. */
  readonly at: number;
  readonly previousEpoch: number;
  readonly previousAccess: number;
  /** A use after free whose free happens before it. */
  readonly ordered: boolean;
  readonly thread: number;
  readonly previousThread: number;
  readonly step: number;
  readonly stack: string;
  occurrences: number;
}

/** An access that left no lock, as the lockset detector saw it. */
export interface PossibleRecord {
  /** Position among all of the run: a replay meets them in the same order. */
  readonly index: number;
  readonly start: number;
  readonly bytes: number;
  readonly access: number;
  /** The first byte whose C(v) it empties. */
  readonly at: number;
  readonly thread: number;
  readonly step: number;
  readonly stack: string;
  occurrences: number;
}

/** A race that the program expected and that did not show itself. */
export interface MissingRecord {
  readonly at: number;
  /** 0: of an object that begins there. */
  readonly bytes: number;
  readonly file: string;
  readonly line: number;
  readonly why: string;
}

export interface ThreadRecord {
  readonly number: number;
  readonly parent: number | undefined;
  readonly name: string | undefined;
  readonly state: "running" | "blocked" | "finished";
  readonly memory: StackRange;
  /** Address of the guest's `struct thread`. */
  readonly guest: number;
}

/** A lock that a thread holds, or that it left when it ended. */
export interface HeldRecord {
  readonly thread: number;
  readonly lock: number;
  readonly mode: LockMode;
  /** When it took it: no thread takes a lock twice at one step. */
  readonly step: number;
}

/** One acquisition of a cycle in the lock-order graph. */
export interface CycleLink {
  readonly thread: number;
  /** The lock that it waited for, by address: the next acquisition's thread holds it. */
  readonly lock: number;
  readonly mode: LockMode;
  /** The lock that it held meanwhile, and that the acquisition before waits for. */
  readonly held: number;
  readonly heldMode: LockMode;
  readonly step: number;
}

export interface MisuseRecord {
  /** Position among all misuses of the run: a replay meets them in the same order. */
  readonly index: number;
  readonly kind: MisuseKind;
  readonly object: number;
  readonly thread: number;
  /** The thread that holds the object, or that it is. */
  readonly other: number | undefined;
  /** Who holds the object, if it is a lock. */
  readonly holders: readonly HeldRecord[];
  readonly step: number;
  readonly stack: string;
  occurrences: number;
}

export interface Position {
  readonly thread: number;
  readonly waitsFor: WaitKind | undefined;
  readonly object: number;
  /** The decision at which it was suspended, for a replay to take its stack; 0 if it never ran. */
  readonly suspendedAt: number;
  /** Known only for the thread that ran last. */
  readonly stack: string | undefined;
  readonly holds: readonly HeldRecord[];
}

export type Ending =
  | { readonly kind: "exit"; readonly code: number }
  | {
      readonly kind: "trap";
      readonly trap: TrapKind;
      readonly message: string;
      readonly thread: number;
      readonly stack: string;
    }
  | { readonly kind: "unsupported"; readonly operation: string; readonly stack: string }
  | { readonly kind: "deadlock"; readonly positions: readonly Position[] }
  | {
      readonly kind: "timeout";
      readonly bound: "steps" | "wall clock";
      readonly limit: number;
      readonly noProgress: boolean;
      readonly positions: readonly Position[];
    }
  | { readonly kind: "exhausted" };

export type TrapKind =
  | "abort"
  | "assertion"
  | "null pointer"
  | "stack overflow"
  | "invalid free"
  | "uncaught exception"
  | "engine trap";

export interface Outcome {
  readonly ending: Ending;
  readonly races: readonly RaceRecord[];
  /** Of a lockset detector. */
  readonly possible: readonly PossibleRecord[];
  readonly missing: readonly MissingRecord[];
  /** Races seen, those that share a record included. */
  readonly raceCount: number;
  readonly misuses: readonly MisuseRecord[];
  /** Potential deadlocks. */
  readonly cycles: readonly (readonly CycleLink[])[];
  /** Addresses of the locks that conditions were waited for with. */
  readonly monitors: readonly number[];
  /** Threads that can never go on, where the run did not end because of them. */
  readonly stuck: readonly Position[];
  /** Locks whose holders ended without giving them back. */
  readonly abandoned: readonly HeldRecord[];
  /** Threads that nobody joined or detached; empty unless asked for. */
  readonly leaked: readonly number[];
  readonly threads: readonly ThreadRecord[];
  readonly steps: number;
  /** Of the first load that read a stale store, if any: else infinite. */
  readonly firstStaleStep: number;
  readonly switches: number;
}

export function threadRecord(fiber: Fiber, running: boolean): ThreadRecord {
  const state = fiber.ended ? "finished" : running ? "running" : "blocked";
  const { number, parent, name, memory, guest } = fiber;
  return { number, parent, name, state, memory, guest };
}

export function hasFindings(outcome: Outcome): boolean {
  const { races, possible, missing, misuses, cycles, stuck, leaked, ending } = outcome;
  const lists: readonly (readonly unknown[])[] = [
    ...[races, possible, missing],
    ...[misuses, cycles, stuck, leaked],
  ];
  return ending.kind === "deadlock" || lists.some((list) => list.length > 0);
}
