/**
 * The one interface of the happens-before detectors: events in, markers out. The model
 * (`src/model/`) and the engine implement it and answer alike, event by event.
 */
import type { AtomicLoadEvent, DetectorEvent, Value } from "./event.ts";
import type { AccessKind } from "./finding.ts";
import type { CycleRules, Taking } from "./lock-order.ts";

/** thread@clock (FastTrack, section 3); the thread is named by its slot in vector clocks. */
export interface Epoch {
  readonly slot: number;
  /** Counted from 1. */
  readonly clock: number;
}

/** An allocation's write is a "write" here: engine and model keep both as W. */
export type PreviousKind = Exclude<AccessKind, "allocate">;

export interface PreviousAccess extends Epoch {
  readonly thread: number;
  readonly kind: PreviousKind;
}

/** A race or a use after free, without its story (STYLE 18). */
export interface RaceMarker {
  /** The first byte of the event's range that has one. */
  readonly address: number;
  /** How the event touches memory; a read-modify-write is an "atomic write". */
  readonly access: Exclude<AccessKind, "allocate">;
  readonly previous: PreviousAccess;
  /** A use after free whose free happens before the access: a bug, but not a race. */
  readonly ordered: boolean;
}

export interface Detector {
  /** Takes the next event of the run. At most one finding an event. */
  apply(event: DetectorEvent): RaceMarker | undefined;

  // For tests: the state that two implementations compare.

  /** The epoch that the next access of a live thread gets. */
  epochOf(thread: number): Epoch;
  /** A live thread's C: clocks by slot, 0 where it knows nothing, no zeros at the end. */
  clockOf(thread: number): readonly number[];
  /** How many slots are or were in use: the width of vector clocks. */
  slotCount(): number;
}

/**
 * Why a load can't read a store, by what is wrong with reading it: some later store of the
 * location, or a read of one, comes before the load. model/visibility.ts has each rule's clause
 * and sentence. "SC" is a seq_cst operation, "SC fence" a seq_cst fence.
 */
export type ExclusionRule =
  | "CoWR"
  | "CoRR"
  | "SC load after SC store"
  | "SC load after SC read"
  | "SC load after SC fence after store"
  | "SC load after SC fence after read"
  | "SC fence after SC store"
  | "SC fence after SC read"
  | "SC fence after SC fence after store"
  | "SC fence after SC fence after read";

/** One store of a location's history, as a load would find it. */
export interface LoadCandidate {
  /** Counted back in modification order: 0 is the newest. */
  readonly index: number;
  /** Unknown for what memory held when the history began, unless an event told it. */
  readonly value: Value | undefined;
  readonly visible: boolean;
  /** The first rule that excludes it, in the order of the table; none if it is visible. */
  readonly excludedBy?: ExclusionRule;
}

/** A detector whose loads may read stores that are not the newest. */
export interface WeakMemoryDetector extends Detector {
  /**
   * The stores that are known of the location that `load` is about to read, newest first; the
   * newest is always visible. Changes nothing. `load.reads` is ignored.
   */
  loadCandidates(load: AtomicLoadEvent): readonly LoadCandidate[];
}

/** A detector that keeps the order in which locks are taken. */
export interface LockDetector extends Detector {
  /** The acquisitions kept, in the order in which they came. */
  takings(): readonly Taking[];
  /** Whether one acquisition, by index, comes before another by other edges than those of locks. */
  isTakenBefore(earlier: number, later: number): boolean;
  /** What locks make a cycle (lock-order.ts, `cycleKey`). */
  cycles(rules: CycleRules): ReadonlySet<string>;
}

/** Eraser's verdict on one event: the lock discipline of a byte is broken. */
export interface LocksetMarker {
  /** The first byte of the event's range whose candidate set is empty from this access on. */
  readonly address: number;
  readonly access: "read" | "write";
}

/** Locks by number, in ascending order; "all" is the set before any access has refined it. */
export type Candidates = readonly number[] | "all";

/** Eraser's states of a byte (Savage et al., TOCS 1997, section 2.2, figure 4). */
export type LocksetState =
  | { readonly state: "virgin" }
  | { readonly state: "exclusive"; readonly thread: number }
  | { readonly state: "shared" | "shared-modified"; readonly candidates: Candidates };

/** Eraser's state of a byte as the engine tells it, its locks by numbers or by addresses. */
export interface ToldState {
  readonly state: LocksetState["state"];
  /** "all" where no access has refined C(v). */
  readonly candidates: Candidates;
}

/** How a lockset detector refines C(v). */
export interface LocksetOptions {
  /**
   * "access": on reads and writes. "write": on writes only, while reads are checked: what a reader
   * holds need only meet what all writers held. Misses a reader whose lock a later write drops.
   */
  readonly refineOn: "access" | "write";
}

/** What a lockset detector finds; `shown` is set by one that knows happens-before too. */
export interface LocksetVerdict {
  readonly shown: RaceMarker | undefined;
  readonly possible: LocksetMarker | undefined;
}

/** The interface of the lockset detectors: the model's and the engine's, lockset and hybrid. */
export interface LocksetDetector {
  apply(event: DetectorEvent): LocksetVerdict;
  /** For tests: what is known of a byte. */
  stateOf(address: number): LocksetState;
}
