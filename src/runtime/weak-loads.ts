/** What the engine tells a replay of loads that read stale stores, and of the stores. */
import type { EngineExports } from "../binding/engine.ts";
import { SEQ_CST } from "../layout/numbers.ts";

/** One store of a location's history, as a load finds it. */
export interface StoreSeen {
  /** Undefined for what memory held when the history began, if nothing told it since. */
  readonly value: bigint | undefined;
  /** Number of the rule that excludes it, in the order of the model's table; 0 if none does. */
  readonly rule: number;
  /** Made by an operation; else it is what memory held. */
  readonly isStored: boolean;
}

/** An atomic operation of the running thread. */
export interface AtomicEvent {
  readonly address: number;
  readonly bytes: number;
  /** As in src/layout/numbers.ts. */
  readonly order: number;
  readonly thread: number;
  readonly step: number;
  readonly stack: () => string;
}

/** All of it is synchronous. */
export interface WeakLoadObserver {
  /** `index`: which of the stores is read; they are counted back from the newest. */
  staleRead(event: AtomicEvent, index: number, stores: () => readonly StoreSeen[]): void;
  /** It became the newest store of exactly these bytes. */
  stored(event: AtomicEvent, isRmw: boolean): void;
}

/** The engine's imports. It is known only after they are. */
export function weakLoadImports(
  observer: WeakLoadObserver | undefined,
  engine: () => EngineExports,
  running: () => number,
): Record<"staleRead" | "stored", (...args: number[]) => void> {
  const eventOf = (address = 0, bytes = 0, order = 0): AtomicEvent => ({
    address: address >>> 0,
    bytes,
    order,
    thread: running(),
    step: engine().steps(),
    stack: () => new Error().stack ?? "",
  });
  return {
    staleRead: (address, bytes, order, index = 0) => {
      const event = eventOf(address, bytes, order);
      observer?.staleRead(event, index, () => storesSeen(engine(), event));
    },
    stored: (address, bytes, order, isRmw) =>
      observer?.stored(eventOf(address, bytes, order), isRmw === 1),
  };
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
