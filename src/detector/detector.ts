/**
 * The one interface of the happens-before detectors: events in, markers out. The model
 * (`src/model/`) and the engine implement it and answer alike, event by event.
 */
import type { DetectorEvent } from "./event.ts";
import type { AccessKind } from "./finding.ts";

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
