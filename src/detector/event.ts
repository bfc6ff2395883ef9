/**
 * What a run tells a detector: one event an operation, in the order of execution. Addresses are
 * the program's, `bytes` is the length of the range. A thread is named by its number (0 is main);
 * the detector finds it a slot.
 */
import type { MemoryOrder } from "./finding.ts";
import type { LockMode } from "./lock-order.ts";

/** C++20 [atomics.types.operations]/9: a load neither releases nor is acq_rel. */
export type ReadOrder = Exclude<MemoryOrder, "release" | "acq_rel">;
/** C++20 [atomics.types.operations]/5: a store doesn't acquire. */
export type WriteOrder = Exclude<MemoryOrder, "consume" | "acquire" | "acq_rel">;
export type RmwOrder = MemoryOrder;
/** C++20 [atomics.fences]/5: a relaxed fence is none, a consume fence is an acquire fence. */
export type FenceOrder = Exclude<MemoryOrder, "relaxed" | "consume">;

interface By {
  readonly thread: number;
}

export interface Range {
  readonly address: number;
  readonly bytes: number;
}

/** `child` must be a number that no thread has had. */
export interface SpawnEvent extends By {
  readonly kind: "spawn";
  readonly child: number;
}

/** The thread's last event. */
export interface EndEvent extends By {
  readonly kind: "end";
}

/** `joined` has ended; it is joined at most once. */
export interface JoinEvent extends By {
  readonly kind: "join";
  readonly joined: number;
}

export interface PlainEvent extends By, Range {
  readonly kind: "read" | "write";
}

/** What an atomic object holds. Detectors hand values back and never calculate with them. */
export type Value = number | bigint;

/**
 * Also a compare-exchange that failed, with its failure order. C++20 [atomics.types.operations]: a
 * failed one is a load, so it may read any store that a load may. A strong one fails only if the
 * value that it reads differs from the expected one; a weak one may fail at will.
 */
export interface AtomicLoadEvent extends By, Range {
  readonly kind: "atomic load";
  readonly order: ReadOrder;
  /** What memory holds, if known: the value of the newest store. */
  readonly newest?: Value;
  /** Which store is read: an index of `loadCandidates`, a visible one. Absent: 0, the newest. */
  readonly reads?: number;
}

/** `old`: what memory held before, if known. A history that begins here needs it. */
export interface AtomicStoreEvent extends By, Range {
  readonly kind: "atomic store";
  readonly order: WriteOrder;
  readonly old?: Value;
  readonly value?: Value;
}

/** C++20 [atomics.order]/10: reads the newest store. `old`: the value read. */
export interface AtomicRmwEvent extends By, Range {
  readonly kind: "atomic rmw";
  readonly order: RmwOrder;
  readonly old?: Value;
  readonly value?: Value;
}

export interface FenceEvent extends By {
  readonly kind: "fence";
  readonly order: FenceOrder;
}

/**
 * Synchronization objects. `key` is an address; keys of one 4-byte granule are the same. An
 * "acquire lock" takes a lock: which of two critical sections comes first is the schedule's choice.
 */
export interface KeyEvent extends By {
  readonly kind: "acquire" | "acquire lock" | "release store" | "release merge";
  readonly key: number;
}

/** The thread takes the lock, after its "acquire lock". `attempt`: it would not wait for ever. */
export interface TakeEvent extends By {
  readonly kind: "take";
  readonly lock: number;
  readonly mode: LockMode;
  readonly attempt: boolean;
}

export interface GiveBackEvent extends By {
  readonly kind: "give back";
  readonly lock: number;
  readonly mode: LockMode;
}

/**
 * A synchronization object is used, as by a read, or begins or ends, as by a write. No lock
 * protects it: the lock discipline says nothing of these.
 */
export interface ObjectEvent extends By, Range {
  readonly kind: "use object" | "renew object";
  readonly bytes: typeof OBJECT_BYTES;
}

/** However large the object is: its first byte stands for it. */
export const OBJECT_BYTES = 1;

/** "renew lock": the lock at this address begins or ends; "monitor": a condition goes with it. */
export interface LockEvent extends By {
  readonly kind: "renew lock" | "monitor";
  readonly lock: number;
}

/** The thread's signal wakes another from its wait for a condition. */
export interface WakeEvent extends By {
  readonly kind: "wake";
  readonly woken: number;
}

/** A request of the thread to leave out what it does, or its end; requests nest. */
export interface IgnoreEvent extends By {
  readonly kind: "ignore";
  readonly what: "reads" | "writes" | "synchronization";
  readonly begins: boolean;
}

/** Findings in the range are not to be reported; of no bytes: of accesses that begin there. */
export interface ExcuseEvent extends By, Range {
  readonly kind: "excuse";
}

/** Where the thread's stack lies: whole granules of 4 bytes, and at most once for a thread. */
export interface StackEvent extends By, Range {
  readonly kind: "stack";
}

/** Synchronization objects in the range begin or end: their clocks, and locks that lie there. */
export interface ForgetEvent extends By, Range {
  readonly kind: "forget";
}

/** `clear`: the range is as never touched (a fresh stack, a block of thread-local storage). */
export interface LifetimeEvent extends By, Range {
  readonly kind: "allocate" | "deallocate" | "clear";
}

export type DetectorEvent =
  | SpawnEvent
  | EndEvent
  | JoinEvent
  | PlainEvent
  | AtomicLoadEvent
  | AtomicStoreEvent
  | AtomicRmwEvent
  | FenceEvent
  | KeyEvent
  | TakeEvent
  | GiveBackEvent
  | LockEvent
  | ObjectEvent
  | WakeEvent
  | StackEvent
  | IgnoreEvent
  | ExcuseEvent
  | ForgetEvent
  | LifetimeEvent;
