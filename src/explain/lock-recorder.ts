/**
 * What a replay keeps of locks: which threads hold which, and the stacks of those events that the
 * first run's findings name. A stack costs microseconds, and programs lock millions of times.
 */
import type { LockMode } from "../detector/lock-order.ts";
import { LOCK_READ } from "../layout/numbers.ts";
import type { LockObservation } from "../runtime/observer.ts";
import type { CycleLink, HeldRecord, Outcome } from "../runtime/outcome.ts";

export interface Held {
  readonly lock: number;
  readonly mode: "read" | "write";
  /** Known if a finding may ask for it. */
  readonly stack: string | undefined;
}

/** Where something was done to a lock, and by whom. */
export interface LockSite {
  readonly thread: number;
  readonly stack: string;
}

/** A link of a cycle: where the lock was taken, and where the one held meanwhile. */
export interface LinkScene {
  readonly stack: string;
  readonly heldStack: string | undefined;
}

/**
 * Stacks taken of one thread's acquisitions of one lock, while waiting for the one that a cycle is
 * made of: the graph keeps early acquisitions, so that it is among the first.
 */
const MOST_STACKS_A_PAIR = 100_000;

export class LockRecorder {
  /** By address: where the lock was initialized, or taken first. */
  readonly created = new Map<number, string>();
  /** By address: where a lock that a misuse is about was destroyed. */
  readonly destroyed = new Map<number, LockSite>();
  readonly #held = new Map<number, Held[]>();
  /** Acquisitions that findings name, by `keyOf`. */
  readonly #wanted = new Map<string, string | undefined>();
  readonly #links = new Map<string, CycleLink[]>();
  readonly #scenes = new Map<CycleLink, LinkScene>();
  /** By thread and lock: how many more stacks to take for cycles. */
  readonly #pairs = new Map<string, number>();
  readonly #misused: ReadonlySet<number>;

  constructor({ ending, stuck, misuses, cycles, abandoned }: Outcome) {
    this.#misused = new Set(misuses.map(({ object }) => object));
    const positions = ending.kind === "deadlock" ? ending.positions : stuck;
    const holds = [
      ...positions.flatMap((position) => position.holds),
      ...misuses.flatMap(({ holders }) => holders),
      ...abandoned,
    ];
    for (const hold of holds) this.#wanted.set(keyOf(hold), undefined);
    for (const link of cycles.flat()) {
      const key = keyOf(link);
      this.#links.set(key, [...(this.#links.get(key) ?? []), link]);
      this.#pairs.set(`${link.thread} ${link.held}`, MOST_STACKS_A_PAIR);
    }
  }

  heldBy(thread: number): readonly Held[] {
    return this.#held.get(thread) ?? [];
  }

  /** Where a lock that a finding names was taken. */
  stackOf(hold: HeldRecord): string | undefined {
    return this.#wanted.get(keyOf(hold));
  }

  sceneOf(link: CycleLink): LinkScene | undefined {
    return this.#scenes.get(link);
  }

  observe(event: LockObservation): void {
    const { kind, address, stack } = event;
    if (kind === "created") this.created.set(address, stack());
    else if (kind === "destroyed") this.#destroy(event);
    else if (kind === "acquired") this.#acquire(event);
    else this.#release(event);
  }

  #destroy({ address, thread, stack }: LockObservation): void {
    if (this.#misused.has(address)) this.destroyed.set(address, { thread, stack: stack() });
  }

  #acquire({ address, mode, thread, step, stack }: LockObservation): void {
    if (!this.created.has(address)) this.created.set(address, stack());
    const key = keyOf({ thread, lock: address, step });
    const links = this.#links.get(key);
    const pair = `${thread} ${address}`;
    const left = this.#pairs.get(pair) ?? 0;
    const isWanted = links !== undefined || this.#wanted.has(key) || left > 0;
    const raw = isWanted ? stack() : undefined;
    if (left > 0) this.#pairs.set(pair, left - 1);
    if (raw !== undefined && this.#wanted.has(key)) this.#wanted.set(key, raw);
    const held = this.#held.get(thread) ?? [];
    for (const link of links ?? []) {
      const heldStack = held.findLast(({ lock }) => lock === link.held)?.stack;
      this.#scenes.set(link, { stack: raw ?? "", heldStack });
    }
    const isRead = (mode & LOCK_READ) !== 0;
    held.push({ lock: address, mode: isRead ? "read" : "write", stack: raw });
    this.#held.set(thread, held);
  }

  /** The thread's own; if it has none, whoever's: as the engine has it. */
  #release({ address, thread }: LockObservation): void {
    const own = this.#held.get(thread) ?? [];
    const owner = own.some(({ lock }) => lock === address)
      ? own
      : [...this.#held.values()].find((held) => held.some(({ lock }) => lock === address));
    const at = owner?.findLastIndex(({ lock }) => lock === address) ?? -1;
    if (at >= 0) owner?.splice(at, 1);
  }
}

/** For reading and not writing: the words of reports. */
export function plainMode(mode: LockMode): "read" | "write" {
  return mode === "write" ? "write" : "read";
}

function keyOf({ thread, step, lock }: Pick<HeldRecord, "thread" | "step" | "lock">): string {
  return `${thread} ${step} ${lock}`;
}
