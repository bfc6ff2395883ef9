/**
 * The races of a run as they come in. The same two places race again and again: a record is kept
 * for each pair of kinds, threads and current place, and its occurrences are counted.
 */
import type { EngineExports } from "../binding/engine.ts";
import type { ClockEntry } from "../detector/finding.ts";
import { CLOCK_BITS, CLOCK_MASK } from "../layout/numbers.ts";
import { isUsers, type UserFunctions } from "../toolchain/prepare.ts";
import type { RaceRecord } from "./outcome.ts";

/** Records of one run: more can't be read by anyone, and each costs a stack. */
const MOST_RECORDS = 1000;
/** Taking a stack costs microseconds: after so many races they are only counted. */
const MOST_STACKS = 20_000;
/** Stacks taken for one granule and pair of kinds: a hot variable races in the same few places. */
const STACKS_A_GRANULE = 16;
/** Records that differ only in the earlier access's epoch, which may be in another function. */
const EPOCHS_A_PLACE = 8;

/** Frames that tell places apart, as they do for fingerprints. */
const FRAMES_A_PLACE = 2;

/** A frame's function and offset. */
const PLACE = /wasm-function\[(\d+)\]:0x[0-9a-f]+/g;

/** The frames of WebAssembly in a raw stack, as `wasm-function[12]:0x1234`, innermost first. */
export function placesOf(stack: string): readonly string[] {
  return stack.match(PLACE) ?? [];
}

/** Where the user's code is: in its innermost frames, whatever the runtime's and the engine's. */
export function userPlace(stack: string, users: UserFunctions): string {
  return [...stack.matchAll(PLACE)]
    .filter(([, index]) => isUsers(users, Number(index)))
    .slice(0, FRAMES_A_PLACE)
    .join();
}

/** What the engine tells of a race, and who ran. */
export type RawRace = Omit<RaceRecord, "index" | "previousThread" | "occurrences" | "stack">;

/** From the numbers that the engine tells (engine/host.ts). */
export function rawRace(told: readonly number[], thread: number, step: number): RawRace {
  const [start = 0, bytes = 0, access = 0, at = 0, epoch = 0, previousAccess = 0, ordered] = told;
  return {
    start: start >>> 0,
    bytes,
    access,
    at: at >>> 0,
    previousEpoch: epoch >>> 0,
    previousAccess,
    ordered: ordered === 1,
    thread,
    step,
  };
}

export class RaceLog {
  readonly records: RaceRecord[] = [];
  count = 0;
  #byGranule: Map<string, number> | undefined;
  #byPlace: Map<string, RaceRecord[]> | undefined;
  /** By slot: the threads that had it, with the first epoch of each. */
  readonly #owners = new Map<number, { readonly epoch: number; readonly thread: number }[]>();
  readonly #users: UserFunctions;

  constructor(users: UserFunctions) {
    this.#users = users;
  }

  /** A thread begins, or goes on, at this epoch. */
  owns(thread: number, epoch: number): void {
    const slot = epoch >>> CLOCK_BITS;
    const owners = this.#owners.get(slot);
    if (owners) owners.push({ epoch, thread });
    else this.#owners.set(slot, [{ epoch, thread }]);
  }

  /** The thread that an epoch belongs to. */
  ownerOf(epoch: number): number {
    const owners = this.#owners.get(epoch >>> CLOCK_BITS) ?? [];
    return owners.findLast((owner) => owner.epoch <= epoch)?.thread ?? 0;
  }

  /** What a thread has heard of, by thread; of a thread that changed its slot, of each slot. */
  clockOf(engine: EngineExports, thread: number): ClockEntry[] {
    const clock: ClockEntry[] = [];
    for (let slot = 0; slot < engine.slotsInUse(); slot++) {
      const epoch = engine.clockOf(thread, slot) >>> 0;
      if (epoch !== 0) clock.push({ thread: this.ownerOf(epoch), clock: epoch & CLOCK_MASK });
    }
    return clock;
  }

  /** Returns the index of the record that the race made, or undefined if it joined another. */
  add(race: RawRace, takeStack: () => string): number | undefined {
    this.count++;
    this.#byGranule ??= new Map();
    this.#byPlace ??= new Map();
    const granule = `${race.at >>> 2} ${race.access} ${race.previousAccess}`;
    const seen = (this.#byGranule.get(granule) ?? 0) + 1;
    this.#byGranule.set(granule, seen);
    if (this.count > MOST_STACKS || seen > STACKS_A_GRANULE) return undefined;
    const stack = takeStack();
    const place = userPlace(stack, this.#users);
    const previousThread = this.ownerOf(race.previousEpoch);
    const key = [race.access, race.previousAccess, race.thread, previousThread, place].join();
    const alike = this.#byPlace.get(key) ?? [];
    const same = alike.find((record) => record.previousEpoch === race.previousEpoch);
    const old = same ?? (alike.length >= EPOCHS_A_PLACE ? alike[0] : undefined);
    if (old) {
      old.occurrences++;
      return undefined;
    }
    if (this.records.length >= MOST_RECORDS) return undefined;
    const index = this.count - 1;
    const record = { ...race, index, previousThread, occurrences: 1, stack };
    this.records.push(record);
    alike.push(record);
    this.#byPlace.set(key, alike);
    return index;
  }
}
