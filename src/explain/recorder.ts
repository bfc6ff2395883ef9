/** What a replay gathers: stacks, locks and blocks of the accesses that raced. */
import type { ClockEntry } from "../detector/finding.ts";
import {
  ACCESS_ALLOCATE,
  ACCESS_ATOMIC_READ,
  ACCESS_ATOMIC_WRITE,
  ACCESS_KIND_MASK,
  ACCESS_WRITE,
  CLOCK_MASK,
} from "../layout/numbers.ts";
import type { LockObservation, Observer } from "../runtime/observer.ts";
import type { Outcome, PossibleRecord, RaceRecord } from "../runtime/outcome.ts";
import { type Held, LockRecorder, type LockSite } from "./lock-recorder.ts";
import { type LocksetEvent, LocksetHistory, type LocksetStep } from "./lockset-history.ts";
import { type EdgeScene, edgeScene } from "./missing-edge.ts";
import { SyncRecorder } from "./sync-recorder.ts";

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
  /** How many operations that synchronize the run had had before. */
  readonly syncs: number;
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
  readonly edge: EdgeScene | undefined;
}

/** What had become of the byte when a lockset finding came up again. */
export interface PossibleScene {
  /** The last is the access that left no lock. */
  readonly steps: readonly LocksetStep[];
  readonly block: Block | undefined;
}

/** What was true when a misuse came up again. */
export interface MisuseScene {
  readonly block: Block | undefined;
  readonly created: string | undefined;
  readonly destroyed: LockSite | undefined;
}

/** Observations kept for each epoch: an epoch may touch a watched array from end to end. */
const MOST_OBSERVATIONS = 4096;

export class Recorder implements Observer {
  readonly watched: readonly { readonly address: number; readonly bytes: number }[];
  readonly scenes = new Map<number, RaceScene>();
  readonly possibleScenes = new Map<number, PossibleScene>();
  readonly spawnStacks = new Map<number, string>();
  readonly locks: LockRecorder;
  readonly syncs = new SyncRecorder();
  /** Has the stacks of operations that scenes name; made by a second replay. */
  syncStacks: SyncRecorder | undefined;
  readonly misuses = new Map<number, MisuseScene>();
  /** By thread: where it was suspended, at the decision that the first run ended with. */
  readonly suspensions = new Map<number, string>();
  readonly #races: ReadonlyMap<number, RaceRecord>;
  readonly #possible: ReadonlyMap<number, PossibleRecord>;
  /** By address, of the bytes of lockset findings. */
  readonly #histories = new Map<number, LocksetHistory>();
  readonly #observations = new Map<number, Observation[]>();
  readonly #blocks: Block[] = [];
  readonly #suspendedAt = new Map<number, number>();
  readonly #misused: ReadonlyMap<number, number>;

  constructor(outcome: Outcome) {
    this.watched = [
      ...outcome.races.map(({ start, bytes }) => ({ address: start, bytes })),
      ...outcome.possible.map(({ at }) => ({ address: at, bytes: 1 })),
    ];
    this.#possible = new Map(outcome.possible.map((found) => [found.index, found]));
    for (const { at } of outcome.possible) this.#histories.set(at, new LocksetHistory());
    this.#races = new Map(outcome.races.map((race) => [race.index, race]));
    for (const race of outcome.races) this.#observations.set(race.previousEpoch, []);
    const { ending } = outcome;
    const positions = "positions" in ending ? ending.positions : outcome.stuck;
    for (const { thread, suspendedAt } of positions) this.#suspendedAt.set(thread, suspendedAt);
    this.locks = new LockRecorder(outcome);
    this.#misused = new Map(outcome.misuses.map(({ index, object }) => [index, object]));
  }

  heldBy(thread: number): readonly Held[] {
    return this.locks.heldBy(thread);
  }

  access(event: Parameters<Observer["access"]>[0]): void {
    const list = this.#observations.get(event.epoch);
    if (!list || list.length >= MOST_OBSERVATIONS) return;
    list.push({
      ...event,
      stack: event.stack(),
      heldLocks: [...this.heldBy(event.thread)],
      syncs: this.syncs.count,
    });
  }

  race(index: number, known: number, clock: () => readonly ClockEntry[]): void {
    const race = this.#races.get(index);
    if (!race) return;
    const previous = this.#previousOf(race);
    const earlier = { thread: race.previousThread, clock: race.previousEpoch & CLOCK_MASK };
    this.scenes.set(index, {
      previous,
      edge: edgeScene(
        this.syncs,
        race.thread,
        { thread: race.previousThread, syncs: previous?.syncs, isAtomic: isAtomic(race) },
        { later: clock(), earlier },
      ),
      heldLocks: [...this.heldBy(race.thread)],
      block: this.#blocks.findLast((block) => holds(block.address, block.bytes, race.at)),
      known,
    });
  }

  locksetAccess(event: LocksetEvent): void {
    const held = this.heldBy(event.thread);
    for (let at = event.at; at < event.end; at++) this.#histories.get(at)?.add(event, [...held]);
  }

  possible(index: number): void {
    const found = this.#possible.get(index);
    if (!found) return;
    this.possibleScenes.set(index, {
      steps: [...(this.#histories.get(found.at)?.steps ?? [])],
      block: this.#blocks.findLast((block) => holds(block.address, block.bytes, found.at)),
    });
  }

  spawned(thread: number, parent: number, step: number, stack: () => string): void {
    this.spawnStacks.set(thread, stack());
    this.syncs.spawned(thread, parent, step, stack);
  }

  joined(thread: number, by: number, step: number, stack: () => string): void {
    this.syncs.joined(thread, by, step, stack);
  }

  lock(event: LockObservation): void {
    this.locks.observe(event);
    this.syncs.lock(event);
  }

  misuse(index: number): void {
    const object = this.#misused.get(index);
    if (object === undefined) return;
    this.misuses.set(index, {
      block: this.#blocks.findLast((block) => holds(block.address, block.bytes, object)),
      created: this.locks.created.get(object),
      destroyed: this.locks.destroyed.get(object),
    });
  }

  allocated(address: number, bytes: number, thread: number, stack: () => string): void {
    this.syncs.forget(address, bytes);
    if (!this.#isWatched(address, bytes)) return;
    this.#blocks.push({ address, bytes, thread, allocated: stack() });
  }

  freed(address: number, bytes: number, thread: number, stack: () => string): void {
    this.syncs.forget(address, bytes);
    if (!this.#isWatched(address, bytes)) return;
    const block = this.#blocks.findLast((candidate) => candidate.address === address);
    if (block) block.freed = { thread, stack: stack() };
  }

  suspending(thread: number, decision: number, stack: () => string): void {
    if (this.#suspendedAt.get(thread) === decision) this.suspensions.set(thread, stack());
  }

  #isWatched(address: number, bytes: number): boolean {
    if (this.watched.some((range) => holds(address, bytes, range.address))) return true;
    return this.#misused.values().some((object) => holds(address, bytes, object));
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

function isAtomic({ previousAccess }: RaceRecord): boolean {
  return previousAccess === ACCESS_ATOMIC_READ || previousAccess === ACCESS_ATOMIC_WRITE;
}

function holds(start: number, bytes: number, at: number): boolean {
  return at >= start && at < start + bytes;
}
