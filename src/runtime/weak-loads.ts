/** What the engine tells a replay of loads that read stale stores, and of the stores. */
import type { EngineExports } from "../binding/engine.ts";
import { SEQ_CST, SYNC_FORGET } from "../layout/numbers.ts";
import { takeStack } from "./take-stack.ts";

/** One store of a location's history, as a load finds it. */
export interface StoreSeen {
  /** Undefined for what memory held when the history began, if nothing told it since. */
  readonly value: bigint | undefined;
  /** Number of the rule that excludes it, in the order of the model's table; 0 if none does. */
  readonly rule: number;
  /** Made by an operation; else it is what memory held. */
  readonly isStored: boolean;
}

/** An operation of the running thread. */
export interface AtomicEvent {
  readonly address: number;
  readonly bytes: number;
  /** As in src/layout/numbers.ts. */
  readonly order: number;
  readonly thread: number;
  readonly step: number;
  stack(): string;
  /** Whether a store of the location, counted back from the newest, was made by an operation. */
  isStored(index: number): boolean;
}

/** All of it is synchronous. */
export interface WeakLoadObserver {
  /** `index`: which of the stores is read; they are counted back from the newest. */
  staleRead(event: AtomicEvent, index: number, stores: () => readonly StoreSeen[]): void;
  /** It became the newest store of exactly these bytes. */
  stored(event: AtomicEvent, isRmw: boolean): void;
  /** The thread has synchronized otherwise, or tried to: SYNC_… of src/layout/numbers.ts. */
  synchronized?(what: number, event: AtomicEvent): void;
  /** Whether the operation that comes next is of no interest: nothing more is told of it. */
  passes?(): boolean;
}

/** The engine's imports. It is known only after they are. */
export function weakLoadImports(
  observer: WeakLoadObserver | undefined,
  engine: () => EngineExports,
  running: () => number,
): Record<"staleRead" | "stored" | "synchronized", (...args: number[]) => void> {
  const eventOf = (address: number, bytes: number, order: number): AtomicEvent =>
    new OperationEvent(engine(), running(), address >>> 0, bytes, order);
  return {
    staleRead: (address = 0, bytes = 0, order = 0, index = 0) => {
      const event = eventOf(address, bytes, order);
      observer?.staleRead(event, index, () => storesSeen(engine(), event));
    },
    stored: (address = 0, bytes = 0, order = 0, isRmw) => {
      if (!observer || observer.passes?.()) return;
      observer.stored(eventOf(address, bytes, order), isRmw === 1);
    },
    synchronized: (what = 0, address = 0, bytes = 0, order = 0) => {
      if (!observer?.synchronized) return;
      // The end of a key is no operation of a thread.
      if (what !== SYNC_FORGET && observer.passes?.()) return;
      observer.synchronized(what, eventOf(address, bytes, order));
    },
  };
}

/** A run may have millions of them. */
class OperationEvent implements AtomicEvent {
  readonly address: number;
  readonly bytes: number;
  readonly order: number;
  readonly thread: number;
  readonly step: number;
  readonly #engine: EngineExports;

  constructor(
    engine: EngineExports,
    thread: number,
    address: number,
    bytes: number,
    order: number,
  ) {
    this.address = address;
    this.bytes = bytes;
    this.order = order;
    this.thread = thread;
    this.step = engine.steps();
    this.#engine = engine;
  }

  stack(): string {
    return takeStack();
  }

  isStored(index: number): boolean {
    return this.#engine.history_stored(this.address, this.bytes, index) !== 0;
  }
}

function storesSeen(engine: EngineExports, { address, bytes, order }: AtomicEvent): StoreSeen[] {
  const isSeqCst = order === SEQ_CST ? 1 : 0;
  return Array.from({ length: engine.history_length(address, bytes) }, (_, index) => {
    const isKnown = engine.history_known(address, bytes, index) !== 0;
    const value = BigInt.asUintN(bytes * 8, engine.history_value(address, bytes, index));
    return {
      value: isKnown ? value : undefined,
      rule: engine.history_rule(address, bytes, isSeqCst, index),
      isStored: engine.history_stored(address, bytes, index) !== 0,
    };
  });
}
