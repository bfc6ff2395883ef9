/**
 * `antecede/model`: the readable detectors for other people's events. Events in, markers out; for
 * teaching, and for programs, traces and simulators that have events of their own. docs/model.md
 * shows how.
 */

export type {
  Candidates,
  Epoch,
  ExclusionRule,
  LoadCandidate,
  LocksetMarker,
  LocksetOptions,
  LocksetState,
  LocksetVerdict,
  PreviousAccess,
  RaceMarker,
} from "../detector/detector.ts";
export type * from "../detector/event.ts";
export type { MemoryOrder } from "../detector/finding.ts";
export {
  type CycleRules,
  type LockMode,
  NO_EXCEPTIONS,
  type Taking,
} from "../detector/lock-order.ts";
export { HappensBefore } from "./happens-before.ts";
export { Hybrid } from "./hybrid.ts";
export { Lockset } from "./lockset.ts";
export { type Moment, type Order, ProgramOrder } from "./order.ts";
export { whyExcluded } from "./visibility.ts";
