/**
 * What a lockset detector finds in a run: accesses that leave no lock. A byte is told of once, so
 * records are joined only where the same place does it to many bytes.
 */
import { toldState } from "../binding/detectors.ts";
import type { EngineExports } from "../binding/engine.ts";
import type { ToldState } from "../detector/detector.ts";
import type { UserFunctions } from "../toolchain/prepare.ts";
import type { Observer } from "./observer.ts";
import type { PossibleRecord } from "./outcome.ts";
import { userPlace } from "./races.ts";
import { takeStack } from "./take-stack.ts";

const MOST_RECORDS = 1000;
/** Taking a stack costs microseconds: after so many findings they are only counted. */
const MOST_STACKS = 20_000;

export class PossibleLog {
  readonly records: PossibleRecord[] = [];
  count = 0;
  readonly #byPlace = new Map<string, PossibleRecord>();
  readonly #users: UserFunctions;

  constructor(users: UserFunctions) {
    this.#users = users;
  }

  /** What the engine calls (engine/host.ts); `thread` gives the number of the running one. */
  callbacks(engine: EngineExports, thread: () => number, observer: Observer | undefined) {
    return {
      possible: (start: number, bytes: number, access: number, at: number): void => {
        const now = { thread: thread(), step: engine.steps() };
        const found = { start: start >>> 0, bytes, access, at: at >>> 0, ...now };
        const index = this.add(found);
        if (index !== undefined) observer?.possible(index);
      },
      observeLockset: (
        start: number,
        bytes: number,
        access: number,
        at: number,
        end: number,
        before: number,
        after: number,
      ): void => {
        observer?.locksetAccess({
          ...{ start: start >>> 0, bytes, access, at: at >>> 0, end: end >>> 0 },
          before: stateByAddress(engine, before >>> 0),
          after: stateByAddress(engine, after >>> 0),
          thread: thread(),
          step: engine.steps(),
          stack: takeStack,
        });
      },
    };
  }

  /** Returns the index of the record that it made, or undefined if it joined another. */
  add(found: Omit<PossibleRecord, "index" | "occurrences" | "stack">): number | undefined {
    const index = this.count++;
    if (index >= MOST_STACKS) return undefined;
    const stack = takeStack();
    const key = [found.access, found.thread, userPlace(stack, this.#users)].join();
    const same = this.#byPlace.get(key);
    if (same) {
      same.occurrences++;
      return undefined;
    }
    if (this.records.length >= MOST_RECORDS) return undefined;
    const record = { ...found, index, occurrences: 1, stack };
    this.records.push(record);
    this.#byPlace.set(key, record);
    return index;
  }
}

/** The engine's state of a byte, its locks by their addresses. */
function stateByAddress(engine: EngineExports, word: number): ToldState {
  const { state, candidates } = toldState(engine, word);
  if (candidates === "all") return { state, candidates };
  return { state, candidates: candidates.map((number) => engine.lockset_address(number) >>> 0) };
}
