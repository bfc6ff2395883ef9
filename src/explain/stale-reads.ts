/**
 * Which loads read a stale store, and what else they could have read. The run is replayed twice:
 * once to find these loads and number the stores that each could have read, once more for the
 * stacks of those stores alone. (To take a stack at each store of a run costs more than the run.)
 */
import type { StaleRead, StaleReads, StoreCandidate } from "../detector/finding.ts";
import { HISTORY_STORES } from "../layout/numbers.ts";
import { RULES } from "../model/visibility.ts";
import type { Outcome } from "../runtime/outcome.ts";
import type { LoadedProgram } from "../runtime/program.ts";
import type { RunOptions } from "../runtime/run-options.ts";
import type { AtomicEvent, StoreSeen, WeakLoadObserver } from "../runtime/weak-loads.ts";
import type { Globals } from "./globals.ts";
import { ORDERS } from "./missing-edge.ts";
import { DEAF, runAgain } from "./replay.ts";
import type { StackTable } from "./stack-table.ts";

/** More can't be read by anyone; how many were left out is said. */
const MOST_LISTED = 100;

/** Stale reads whose stacks are asked for; `told` builds them once these are resolved. */
export interface RecordedStaleReads {
  request(stacks: StackTable): void;
  told(stacks: StackTable, globals: () => Globals): StaleReads;
}

/** @param options those of the run, with the journal that it filled */
export async function recordStaleReads(
  program: LoadedProgram,
  options: RunOptions,
  first: Outcome,
): Promise<RecordedStaleReads> {
  const recorder = new WeakLoadRecorder();
  const replay = { observer: DEAF, watched: [], weakLoads: recorder };
  if (first.firstStaleStep < Number.POSITIVE_INFINITY) {
    await runAgain(program, options, first, replay);
    recorder.beginAgain();
    await runAgain(program, options, first, replay);
  }
  return recorder;
}

interface RecordedStore extends Numbers {
  readonly isRmw: boolean;
  readonly stack: string;
}

type Numbers = Omit<AtomicEvent, "stack" | "isStored">;

interface RecordedLoad extends Numbers {
  readonly stack: string;
  readonly read: number;
  /** Each with its number among all stores of the run, if it is one of them. */
  readonly candidates: readonly { readonly seen: StoreSeen; readonly number?: number }[];
}

class WeakLoadRecorder implements WeakLoadObserver, RecordedStaleReads {
  readonly #loads: RecordedLoad[] = [];
  #count = 0;
  /** By location: numbers of its last stores, oldest first. */
  readonly #numbers = new Map<string, number[]>();
  #stores = 0;
  /** Of the second replay: the stores that a listed load could have read. */
  readonly #wanted = new Set<number>();
  readonly #wantedStores = new Map<number, RecordedStore>();
  #isSecond = false;

  beginAgain(): void {
    this.#isSecond = true;
    this.#stores = 0;
    for (const { candidates } of this.#loads) {
      for (const { number } of candidates) if (number !== undefined) this.#wanted.add(number);
    }
  }

  stored(event: AtomicEvent, isRmw: boolean): void {
    const number = this.#stores++;
    if (this.#isSecond) {
      if (!this.#wanted.has(number)) return;
      this.#wantedStores.set(number, { ...event, isRmw, stack: event.stack() });
      return;
    }
    const key = locationOf(event);
    const numbers = this.#numbers.get(key);
    if (!numbers) this.#numbers.set(key, [number]);
    else if (numbers.push(number) > HISTORY_STORES) numbers.shift();
  }

  staleRead(event: AtomicEvent, index: number, stores: () => readonly StoreSeen[]): void {
    if (this.#isSecond || ++this.#count > MOST_LISTED) return;
    // A history may have begun anew since, but its stores are the last ones of these bytes.
    const numbers = this.#numbers.get(locationOf(event)) ?? [];
    const candidates = stores().map((seen, at) => {
      const number = seen.isStored ? numbers.at(-1 - at) : undefined;
      return { seen, ...(number !== undefined && { number }) };
    });
    this.#loads.push({ ...event, stack: event.stack(), read: index, candidates });
  }

  request(stacks: StackTable): void {
    for (const { stack } of [...this.#loads, ...this.#wantedStores.values()]) stacks.want(stack);
  }

  told(stacks: StackTable, globals: () => Globals): StaleReads {
    const loads = this.#loads.map((load): StaleRead => {
      const { thread, address, bytes, step, read } = load;
      const variable = globals().find(address)?.name;
      return {
        thread,
        order: ORDERS[load.order] ?? "relaxed",
        address,
        bytes,
        ...(variable !== undefined && { variable }),
        step,
        stack: stacks.get(load.stack),
        read,
        candidates: load.candidates.map(({ seen, number }) => {
          const store = number === undefined ? undefined : this.#wantedStores.get(number);
          return candidateOf(seen, store, stacks);
        }),
      };
    });
    return { loads, count: this.#count };
  }
}

function candidateOf(
  { value, rule: number }: StoreSeen,
  store: RecordedStore | undefined,
  stacks: StackTable,
): StoreCandidate {
  const rule = RULES[number - 1];
  return {
    ...(value !== undefined && { value: value.toString() }),
    ...(store && {
      store: {
        kind: store.isRmw ? "read-modify-write" : "store",
        order: ORDERS[store.order] ?? "relaxed",
        thread: store.thread,
        step: store.step,
        stack: stacks.get(store.stack),
      },
    }),
    ...(rule && { excluded: { rule: rule.name, says: rule.says, clause: rule.clause } }),
  };
}

function locationOf({ address, bytes }: AtomicEvent): string {
  return `${address} ${bytes}`;
}
