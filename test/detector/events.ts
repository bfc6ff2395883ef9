/** A case of the detectors' suite, and short spellings, so that it reads like a program. */
import type { PreviousKind, RaceMarker } from "../../src/detector/detector.ts";
import {
  type DetectorEvent,
  type FenceOrder,
  OBJECT_BYTES,
  type ReadOrder,
  type RmwOrder,
  type WriteOrder,
} from "../../src/detector/event.ts";
import type { LockMode } from "../../src/detector/lock-order.ts";

export interface DetectorCase {
  /** A sentence about behaviour. */
  readonly name: string;
  readonly events: readonly DetectorEvent[];
  /** By position in `events`; all other events have none. */
  readonly findings?: Readonly<Record<number, RaceMarker>>;
  /** State after the last event, by thread: [slot, clock]. */
  readonly epochs?: Readonly<Record<number, readonly [number, number]>>;
  readonly clocks?: Readonly<Record<number, readonly number[]>>;
  readonly slotCount?: number;
}

/** Data, flag and key lie in granules of their own; D and F have room for 16 bytes. */
export const D = 0x10000;
export const F = 0x10010;
export const K = 0x10020;

export const spawn = (thread: number, child: number): DetectorEvent => ({
  kind: "spawn",
  thread,
  child,
});
export const end = (thread: number): DetectorEvent => ({ kind: "end", thread });
export const join = (thread: number, joined: number): DetectorEvent => ({
  kind: "join",
  thread,
  joined,
});

type AtomicOf<O> = (thread: number, order: O, address?: number, bytes?: number) => DetectorEvent;
type RangeOf = (thread: number, address?: number, bytes?: number) => DetectorEvent;

const ranged =
  (kind: "read" | "write" | "forget" | "allocate" | "deallocate" | "clear"): RangeOf =>
  (thread, address = D, bytes = 4) => ({ kind, thread, address, bytes });

export const read = ranged("read");
export const write = ranged("write");
export const forget = ranged("forget");
export const allocate = ranged("allocate");
export const deallocate = ranged("deallocate");
export const clear = ranged("clear");

const object =
  (kind: "use object" | "renew object") =>
  (thread: number, address = D): DetectorEvent => ({ kind, thread, address, bytes: OBJECT_BYTES });

export const useObject = object("use object");
export const renewObject = object("renew object");

export const load: AtomicOf<ReadOrder> = (thread, order, address = F, bytes = 4) => ({
  kind: "atomic load",
  thread,
  order,
  address,
  bytes,
});
export const store: AtomicOf<WriteOrder> = (thread, order, address = F, bytes = 4) => ({
  kind: "atomic store",
  thread,
  order,
  address,
  bytes,
});
export const rmw: AtomicOf<RmwOrder> = (thread, order, address = F, bytes = 4) => ({
  kind: "atomic rmw",
  thread,
  order,
  address,
  bytes,
});
export const fence = (thread: number, order: FenceOrder): DetectorEvent => ({
  kind: "fence",
  thread,
  order,
});

export const ignoreWrites = (thread: number): DetectorEvent => ({
  kind: "ignore",
  thread,
  what: "writes",
  begins: true,
});

export const acquire = (thread: number, key = K): DetectorEvent => ({
  kind: "acquire",
  thread,
  key,
});
export const releaseStore = (thread: number, key = K): DetectorEvent => ({
  kind: "release store",
  thread,
  key,
});
export const releaseMerge = (thread: number, key = K): DetectorEvent => ({
  kind: "release merge",
  thread,
  key,
});

export const acquireLock = (thread: number, key = K): DetectorEvent => ({
  kind: "acquire lock",
  thread,
  key,
});

/** Locks are named by addresses that no data has. */
export const L = 0x10100;
export const M = 0x10104;
export const N = 0x10108;

export const lock = (thread: number, address = L, mode: LockMode = "write"): DetectorEvent => ({
  kind: "take",
  thread,
  lock: address,
  mode,
  attempt: false,
});
export const unlock = (thread: number, address = L, mode: LockMode = "write"): DetectorEvent => ({
  kind: "give back",
  thread,
  lock: address,
  mode,
});
export const destroyLock = (thread: number, lock = L): DetectorEvent => ({
  kind: "renew lock",
  thread,
  lock,
});
export const monitor = (thread: number, lock = L): DetectorEvent => ({
  kind: "monitor",
  thread,
  lock,
});

export const stack = (thread: number, address = D, bytes = 4): DetectorEvent => ({
  kind: "stack",
  thread,
  address,
  bytes,
});

/** Of an access: its kind, thread, and epoch as [slot, clock]. */
type Past = readonly [PreviousKind, number, readonly [number, number]];

export function race(access: RaceMarker["access"], address: number, past: Past): RaceMarker {
  const [kind, thread, [slot, clock]] = past;
  return { address, access, previous: { slot, clock, thread, kind }, ordered: false };
}

export function useAfterFree(
  access: RaceMarker["access"],
  address: number,
  past: Past,
): RaceMarker {
  return { ...race(access, address, past), ordered: true };
}
