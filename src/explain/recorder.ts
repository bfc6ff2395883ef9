/** What a replay gathers: stacks, locks and blocks of the accesses that raced. */
import { ACCESS_ALLOCATE, ACCESS_KIND_MASK, ACCESS_WRITE } from "../layout/numbers.ts";
import type { Observer } from "../runtime/observer.ts";
import type { Outcome, RaceRecord } from "../runtime/outcome.ts";

/** An access that the shadow took, as the replay saw it. */
export interface Observation {
  readonly start: number;
  readonly bytes: number;
  readonly access: number;
  readonly epoch: number;
  readonly thread: number;
  readonly step: number;
  readonly stack: string;
  readonly heldLocks: readonly Held[];
}

export interface Held {
  readonly lock: number;
  readonly mode: "read" | "write";
}

export interface Block {
  readonly address: number;
  readonly bytes: number;
  readonly thread: number;
  readonly allocated: string;
  freed?: { readonly thread: number; readonly stack: string };
}

/** What was true when a race came up again. */
export interface RaceScene {
  readonly previous: Observation | undefined;
  readonly heldLocks: readonly Held[];
  readonly block: Block | undefined;
  /** Last epoch of the earlier thread that the later one had heard of; 0 if none. */
  readonly known: number;
}

/** Observations kept for each epoch: an epoch may touch a watched array from end to end. */
const MOST_OBSERVATIONS = 4096;

export class Recorder implements Observer {
  readonly watched: readonly { readonly address: number; readonly bytes: number }[];
  readonly scenes = new Map<number, RaceScene>();
  readonly spawnStacks = new Map<number, string>();
  readonly lockStacks = new Map<number, string>();
  /** By thread: where it was suspended, at the decision that the first run ended with. */
  readonly suspensions = new Map<number, string>();
  readonly #races: ReadonlyMap<number, RaceRecord>;
  readonly #observations = new Map<number, Observation[]>();
  readonly #held = new Map<number, Held[]>();
  readonly #blocks: Block[] = [];
  readonly #suspendedAt = new Map<number, number>();

  constructor(outcome: Outcome) {
    this.watched = outcome.races.map(({ start, bytes }) => ({ address: start, bytes }));
    this.#races = new Map(outcome.races.map((race) => [race.index, race]));
    for (const race of outcome.races) this.#observations.set(race.previousEpoch, []);
    const { ending } = outcome;
    if (ending.kind === "deadlock" || ending.kind === "timeout") {
      for (const { thread, suspendedAt } of ending.positions) {
        this.#suspendedAt.set(thread, suspendedAt);
      }
    }
  }

  heldBy(thread: number): readonly Held[] {
    return this.#held.get(thread) ?? [];
  }

  access(event: Parameters<Observer["access"]>[0]): void {
    const list = this.#observations.get(event.epoch);
    if (!list || list.length >= MOST_OBSERVATIONS) return;
    list.push({ ...event, stack: event.stack(), heldLocks: [...this.heldBy(event.thread)] });
  }

  race(index: number, known: number): void {
    const race = this.#races.get(index);
    if (!race) return;
    this.scenes.set(index, {
      previous: this.#previousOf(race),
      heldLocks: [...this.heldBy(race.thread)],
      block: this.#blocks.findLast((block) => holds(block.address, block.bytes, race.at)),
      known,
    });
  }

  spawned(thread: number, _parent: number, stack: () => string): void {
    this.spawnStacks.set(thread, stack());
  }

  lock(
    address: number,
    mode: number,
    acquired: boolean,
    thread: number,
    stack: () => string,
  ): void {
    if (!this.lockStacks.has(address)) this.lockStacks.set(address, stack());
    const held = this.#held.get(thread) ?? [];
    if (acquired) {
      held.push({ lock: address, mode: mode === 0 ? "write" : "read" });
    } else {
      const at = held.findLastIndex(({ lock }) => lock === address);
      if (at >= 0) held.splice(at, 1);
    }
    this.#held.set(thread, held);
  }

  allocated(address: number, bytes: number, thread: number, stack: () => string): void {
    if (!this.#isWatched(address, bytes)) return;
    this.#blocks.push({ address, bytes, thread, allocated: stack() });
  }

  freed(address: number, bytes: number, thread: number, stack: () => string): void {
    if (!this.#isWatched(address, bytes)) return;
    const block = this.#blocks.findLast((candidate) => candidate.address === address);
    if (block) block.freed = { thread, stack: stack() };
  }

  suspending(thread: number, decision: number, stack: () => string): void {
    if (this.#suspendedAt.get(thread) === decision) this.suspensions.set(thread, stack());
  }

  #isWatched(address: number, bytes: number): boolean {
    return this.watched.some((range) => holds(address, bytes, range.address));
  }

  #previousOf(race: RaceRecord): Observation | undefined {
    const { previousEpoch, previousAccess, at } = race;
    return this.#observations.get(previousEpoch)?.findLast((seen) => {
      if (!holds(seen.start, seen.bytes, at)) return false;
      const kind = seen.access & ACCESS_KIND_MASK;
      // The shadow keeps an allocation as the first write of its memory.
      return (
        kind === previousAccess || (previousAccess === ACCESS_WRITE && kind === ACCESS_ALLOCATE)
      );
    });
  }
}

function holds(start: number, bytes: number, at: number): boolean {
  return at >= start && at < start + bytes;
}
