/** What a detector finds, as data: no text, no colours. `report/` turns it into words. */

import type { Decision } from "./decision.ts";
import type { MisuseKind } from "./misuse.ts";

/** How memory was touched. C++20 [intro.races]; allocation and deallocation count as writes. */
export type AccessKind = "read" | "write" | "atomic read" | "atomic write" | "allocate" | "free";

/** One frame of a stack; inlined frames come before the frame they were inlined into. */
export interface Frame {
  readonly function: string;
  /** As the user wrote it or relative to the working directory; undefined without debug info. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly inlined: boolean;
}

/** From the innermost frame outward. */
export type Stack = readonly Frame[];

/** A lock that a thread has. */
export interface HeldLock {
  /** Index into `Finding.locks`. */
  readonly lock: number;
  readonly mode: "read" | "write";
  /** Where the thread took it; of findings about locks only. */
  readonly stack?: Stack;
}

/** One access of memory, and where it was made. */
export interface Access {
  readonly kind: AccessKind;
  /** Memory order of an atomic access. */
  readonly order?: MemoryOrder;
  readonly address: number;
  readonly bytes: number;
  readonly thread: number;
  readonly stack: Stack;
  readonly heldLocks: readonly HeldLock[];
  /** Position in the run, in steps; the same for the same program, input and seed. */
  readonly step: number;
}

/** C11 7.17.3, C++20 [atomics.order]. */
export type MemoryOrder = "relaxed" | "consume" | "acquire" | "release" | "acq_rel" | "seq_cst";

/** The object that holds the address. */
export type Place =
  | {
      readonly kind: "global";
      readonly name: string;
      readonly address: number;
      readonly bytes: number;
      readonly file?: string;
      readonly line?: number;
    }
  | {
      readonly kind: "heap";
      readonly address: number;
      readonly bytes: number;
      readonly thread: number;
      readonly allocated: Stack;
      readonly freed?: { readonly thread: number; readonly stack: Stack };
    }
  | { readonly kind: "stack"; readonly thread: number }
  | { readonly kind: "tls"; readonly thread: number; readonly name?: string }
  | { readonly kind: "unknown" };

/** A thread of the run. */
export interface ThreadInfo {
  /** 0 is main. */
  readonly id: number;
  readonly name?: string;
  readonly state: "running" | "blocked" | "finished";
  readonly createdBy?: number;
  readonly created: Stack;
}

/** A lock of the run. */
export interface LockInfo {
  readonly address: number;
  readonly name?: string;
  readonly created: Stack;
}

/**
 * Whether a finding also shows under sequential consistency, where every load reads the newest
 * store. "no" is what a bounded search says: in none of so many runs.
 */
export type SequentialVerdict =
  | { readonly shows: "yes"; readonly seed: number }
  | { readonly shows: "no"; readonly runs: number }
  | { readonly shows: "unknown"; readonly why: string };

/** Decisions of a schedule that the plain one (schedule/decisions.ts) would not make. */
export interface DecisionCounts {
  readonly switches: number;
  readonly staleReads: number;
  /** Of weak compare-exchanges that need not. */
  readonly failures: number;
  /** Waiters that were woken before others that had waited longer. */
  readonly wakes: number;
  /** Without a signal. */
  readonly wakeUps: number;
}

/** The least that was found to show a finding. */
export interface ShortSchedule extends DecisionCounts {
  /** Of the run that showed it. */
  readonly from: DecisionCounts;
  /** How many were tried. */
  readonly runs: number;
  /** No single decision can be left out; else a bound ended the search. */
  readonly isMinimal: boolean;
  readonly decisions: readonly PlacedDecision[];
}

export interface PlacedDecision extends Decision {
  /** Where its thread is; not of one that ends, nor of who is woken. */
  readonly stack?: Stack;
}

/** What all findings have. */
export interface FindingBase {
  /** Stable across edits: the two top user frames' function and file, hashed (FIELD.md). */
  readonly fingerprint: string;
  /** The seed of the schedule that shows it. */
  readonly seed: number;
  /** Of a run with weak memory: whether the finding needs it. */
  readonly sequential?: SequentialVerdict;
  /** Against a baseline: whether that has it. Absent without one. */
  readonly status?: "new" | "known";
  /** With `--shrink`. */
  readonly schedule?: ShortSchedule;
  readonly threads: readonly ThreadInfo[];
  readonly locks: readonly LockInfo[];
}

/** Something by which a thread hands its past on, takes another's over, or could. */
export interface SyncSite {
  /** "acquire" and "release" are those of barriers, semaphores and the like. */
  readonly operation:
    | "load"
    | "store"
    | "read-modify-write"
    | "fence"
    | "acquire"
    | "release"
    | "lock"
    | "unlock"
    | "create"
    | "begin"
    | "join";
  /** Of atomic operations and fences. */
  readonly order?: MemoryOrder;
  /** Of the atomic object, the lock or another synchronization object. */
  readonly address?: number;
  /** The variable's, if it is a global one. */
  readonly name?: string;
  /** Index into `locks`. */
  readonly lock?: number;
  /** The thread that is created or joined, or that created this one. */
  readonly other?: number;
  /** Of a release: the first thread that acquired it, if one did until the later access. */
  readonly to?: number;
  readonly thread: number;
  readonly step: number;
  readonly stack: Stack;
}

/** An entry of a vector clock. */
export interface ClockEntry {
  readonly thread: number;
  readonly clock: number;
}

/** Why nothing orders two accesses: what both threads did between them. */
export interface MissingEdge {
  /** The earlier thread's first operation after its access. */
  readonly after?: SyncSite;
  /** Its first that others could acquire. */
  readonly released?: SyncSite;
  /** The later thread's last operation before its access. */
  readonly before?: SyncSite;
  /** Its last that took over another's past. */
  readonly acquired?: SyncSite;
  /** What it last acquired of the earlier thread, and where that was released. */
  readonly heard?: { readonly acquired: SyncSite; readonly released: SyncSite };
  /** A store after the earlier access and a load of it before the later one: orders too weak. */
  readonly pair?: {
    readonly store: SyncSite;
    readonly load: SyncSite;
    /** The load read a read-modify-write of another thread that follows the store. */
    readonly isThroughOthers: boolean;
    /** Which of the two must be stronger to synchronize: a release, an acquire. */
    readonly strengthen: readonly ("store" | "load")[];
  };
  /** What would order the two, in words; nothing if it is the pair. */
  readonly advice?: string;
  /** All that both threads did in between is known: what is absent here did not happen. */
  readonly isWhole: boolean;
  /** With `--explain`: what the later thread knew, and when the earlier access was. */
  readonly clocks?: { readonly access: readonly ClockEntry[]; readonly previous: ClockEntry };
}

/**
 * As ThreadSanitizer has them: its own names are in report/words.ts. It knows no "mixed-size-race":
 * atomic accesses to bytes that overlap and are not the same, which is Rust's rule.
 */
export type RaceKind =
  | "data-race"
  | "heap-use-after-free"
  | "vptr-race"
  | "vptr-use-after-free"
  | "mixed-size-race";

/** Eraser's states of a variable that has been accessed (TOCS 1997, figure 4). */
export type LocksetStateName = "exclusive" | "shared" | "shared-modified";

/** An access that changed C(v), the candidate set of the locks that protect a variable. */
export interface LocksetChange {
  readonly access: Access;
  /** Afterwards. */
  readonly state: LocksetStateName;
  /** Indices into `Finding.locks`; absent while the set is all locks. */
  readonly candidates?: readonly number[];
}

/**
 * Two conflicting accesses that nothing orders (C++20 [intro.races]/21), or, as a possible race, an
 * access after which no lock protects the variable (Eraser).
 */
export interface RaceFinding extends FindingBase {
  readonly kind: RaceKind | "possible-data-race";
  /** Only of lockset detectors: a possible race need not have shown itself in this run. */
  readonly certainty?: "shown" | "possible";
  /** With `--explain`: all accesses that changed C(v), the last is `access`. */
  readonly history?: readonly LocksetChange[];
  /** The later access, at which the race was found. */
  readonly access: Access;
  /** The earlier one; its stack is empty if the replay could not see it. */
  readonly previous: Access;
  readonly place: Place;
  /** One sentence: why nothing orders the two. */
  readonly why: string;
  /** Of a race that this run showed. */
  readonly edge?: MissingEdge;
  /** In how many places of the run the same pair was seen. */
  readonly occurrences: number;
}

/** Threads that can never go on: all that are left, or some of them. */
export interface DeadlockFinding extends FindingBase {
  readonly kind: "deadlock";
  /** Other threads could go on, and the run did not end here. */
  readonly isPartial: boolean;
  readonly waits: readonly {
    readonly thread: number;
    /** A lock that someone holds, a thread's end, or that another thread signals or arrives. */
    readonly kind: "lock" | "thread" | "signal" | "other";
    /** What it waits for, in words: "mutex", "condition variable", "thread T2 to end" … */
    readonly waitsFor: string;
    readonly address: number;
    /** The thread that holds the lock, or whose end is waited for. */
    readonly ownerThread?: number;
    readonly stack: Stack;
    readonly heldLocks: readonly HeldLock[];
  }[];
}

/** A cycle in the lock-order graph (model/lock-order.ts): the run could have been a deadlock. */
export interface LockOrderFinding extends FindingBase {
  readonly kind: "lock-order-inversion";
  /** Each waits for a lock that the next one holds. */
  readonly links: readonly {
    readonly thread: number;
    /** Index into `locks` of the lock taken. */
    readonly lock: number;
    readonly mode: "read" | "write";
    readonly stack: Stack;
    /** The lock held meanwhile, which the link before waits for. */
    readonly held: HeldLock;
  }[];
  /** How many cycles of other locks were found in the same places. */
  readonly occurrences: number;
}

/** Something that POSIX leaves undefined, or an error that correct programs don't provoke. */
export interface MisuseFinding extends FindingBase {
  readonly kind: MisuseKind;
  /** The object; of a thread its handle. */
  readonly address: number;
  readonly thread: number;
  readonly stack: Stack;
  /** The lock, index into `locks`, if it is one. */
  readonly lock?: number;
  /**
   * What the object went through before: who holds it, and where it took it; or who destroyed
   * it.
   */
  readonly before?: {
    readonly event: "locked" | "destroyed";
    readonly thread: number;
    readonly stack: Stack;
  };
  /** The thread that was joined or detached. */
  readonly target?: number;
  readonly place: Place;
  readonly occurrences: number;
}

/** A thread that nobody joined or detached. */
export interface ThreadLeakFinding extends FindingBase {
  readonly kind: "thread-leak";
  readonly thread: number;
  /** How many were created in this place. */
  readonly occurrences: number;
}

/** A race that the program expected (AnnotateExpectRace), and that this run did not show. */
export interface MissingRaceFinding extends FindingBase {
  readonly kind: "missing-race";
  readonly address: number;
  readonly place: Place;
  /** The annotation's, as far as it has debug information or says it. */
  readonly file: string;
  readonly line: number;
  readonly why: string;
}

/** Anything that a run shows against the program, told apart by `kind`. */
export type Finding =
  | RaceFinding
  | MissingRaceFinding
  | DeadlockFinding
  | LockOrderFinding
  | MisuseFinding
  | ThreadLeakFinding;

/** Whether it is a pair of accesses: of a race shown or possible, or a use after free. */
export function isRace(finding: Finding): finding is RaceFinding {
  return "access" in finding;
}

/** The program's own failure: not a finding of ours, but reported with its stack. */
export interface Failure {
  readonly kind:
    | "abort"
    | "assertion"
    | "division by zero"
    | "integer overflow"
    | "out of bounds"
    | "null pointer"
    | "stack overflow"
    | "unreachable"
    | "bad indirect call"
    | "invalid free"
    | "out of memory"
    | "uncaught exception";
  readonly message: string;
  readonly thread: number;
  readonly stack: Stack;
  /** Exit code as a shell would show it on Linux (128 + signal). */
  readonly exitCode: number;
  /** Of a run with weak memory: whether the failure needs it. */
  readonly sequential?: SequentialVerdict;
  /** With `--shrink`. */
  readonly schedule?: ShortSchedule;
}

/** A run that did not end by itself within its bound. */
export interface Timeout {
  readonly bound: "steps" | "wall clock";
  readonly limit: number;
  /** For half of the run no thread began, ended, was woken, or did input or output. */
  readonly noProgress: boolean;
  readonly threads: readonly {
    readonly thread: number;
    readonly doing: string;
    readonly stack: Stack;
  }[];
}

/** Loads of a run that read a store which was not the newest. */
export interface StaleReads {
  /** All of them, in order, as far as they are listed. */
  readonly loads: readonly StaleRead[];
  readonly count: number;
}

/** A load that read an older store than the newest. */
export interface StaleRead {
  readonly thread: number;
  readonly order: MemoryOrder;
  readonly address: number;
  readonly bytes: number;
  /** The variable's name, if it is a global one. */
  readonly variable?: string;
  readonly step: number;
  readonly stack: Stack;
  /** Which of the candidates it read. */
  readonly read: number;
  /** The stores that are known of the location, newest first. */
  readonly candidates: readonly StoreCandidate[];
}

/** A store that such a load could have read, or why it could not. */
export interface StoreCandidate {
  /** Decimal; undefined if no operation told what memory held. */
  readonly value?: string;
  /** Undefined for what memory held before the first store. */
  readonly store?: {
    readonly kind: "store" | "read-modify-write";
    readonly order: MemoryOrder;
    readonly thread: number;
    readonly step: number;
    readonly stack: Stack;
  };
  /** Why the load could not read it; undefined if it could. */
  readonly excluded?: {
    /** Its name, as the model's table has it. */
    readonly rule: string;
    /** The end of a sentence. */
    readonly says: string;
    readonly clause: string;
  };
}

/** All of one run that a report needs. */
export interface RunResult {
  readonly version: 1;
  readonly program: string;
  readonly seed: number;
  readonly strategy: string;
  /** How the program was compiled: as written (hooks before optimization) or with `-O…`. */
  readonly judged: string;
  /** Absent: happens-before. */
  readonly detector?: "lockset" | "hybrid";
  readonly findings: readonly Finding[];
  readonly failure?: Failure;
  readonly timeout?: Timeout;
  readonly exitCode: number;
  /**
   * Of a run with findings: its exit code without them, for reports that leave them out, and what
   * else then remains to be said.
   */
  readonly otherwise?: { readonly exitCode: number; readonly note?: string };
  readonly steps: number;
  /** If they were asked for. */
  readonly staleReads?: StaleReads;
}
