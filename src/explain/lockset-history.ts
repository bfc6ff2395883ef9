/**
 * How C(v) of a byte came to be empty: the accesses that a replay saw, up to the one that the run
 * reported. Taking a stack costs microseconds and a hot variable is accessed millions of times, so
 * accesses alike (thread, kind, locks held) are kept a few times only; those that changed C(v) all
 * are.
 */
import type { ToldState } from "../detector/detector.ts";
import type { Observer } from "../runtime/observer.ts";
import type { Held } from "./lock-recorder.ts";

/** An access to the byte, with the states around it. */
export interface LocksetStep {
  readonly start: number;
  readonly bytes: number;
  readonly access: number;
  readonly thread: number;
  readonly step: number;
  readonly stack: string;
  readonly heldLocks: readonly Held[];
  readonly before: ToldState;
  readonly after: ToldState;
}

export type LocksetEvent = Parameters<Observer["locksetAccess"]>[0];

/** Accesses alike that are kept with their stacks. */
const MOST_ALIKE = 4;

export class LocksetHistory {
  #steps: LocksetStep[] = [];
  readonly #alike = new Map<string, number>();

  get steps(): readonly LocksetStep[] {
    return this.#steps;
  }

  add(event: LocksetEvent, heldLocks: readonly Held[]): void {
    const { before, after, thread, access } = event;
    // A life begins, or in hybrid whoever comes after all others owns the byte.
    const isOwner = after.state === "exclusive" && this.#steps.at(-1)?.thread !== thread;
    if (before.state === "virgin" || isOwner) this.#restart();
    const isChange = textOf(before) !== textOf(after);
    const locks = heldLocks.map(({ lock, mode }) => `${mode} ${lock}`).join();
    const key = `${thread} ${access} ${after.state} ${locks}`;
    const seen = (this.#alike.get(key) ?? 0) + 1;
    this.#alike.set(key, seen);
    if (seen > MOST_ALIKE && !isChange) return;
    const { start, bytes, step } = event;
    const stack = event.stack();
    this.#steps.push({ start, bytes, access, thread, step, stack, heldLocks, before, after });
  }

  #restart(): void {
    this.#steps = [];
    this.#alike.clear();
  }
}

/** Those that changed the state, and what the byte's first owner did. */
export function changes(steps: readonly LocksetStep[]): readonly LocksetStep[] {
  return steps.filter(
    ({ before, after }, index) => index === 0 || textOf(before) !== textOf(after),
  );
}

/**
 * The access that the last one is shown with: by another thread, and the latest of those that it
 * may race with, one of the two a write and no lock held by both.
 */
export function partnerOf(steps: readonly LocksetStep[]): LocksetStep | undefined {
  const last = steps.at(-1);
  if (last === undefined) return undefined;
  const others = steps.filter(({ thread }) => thread !== last.thread);
  const conflicting = others.filter(({ access }) => access !== READ || last.access !== READ);
  const unprotected = conflicting.filter((step) => !share(step, last));
  return unprotected.at(-1) ?? conflicting.at(-1) ?? others.at(-1);
}

const READ = 0;

/** Whether a lock that both hold keeps them apart: two readers of one are not. */
function share(left: LocksetStep, right: LocksetStep): boolean {
  return left.heldLocks.some(({ lock, mode }) =>
    right.heldLocks.some((one) => one.lock === lock && (one.mode === "write" || mode === "write")),
  );
}

function textOf({ state, candidates }: ToldState): string {
  return `${state} ${candidates}`;
}
