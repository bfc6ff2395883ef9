/**
 * Locks and threads as far as they can be misused, in one run: what the guest says of them passes
 * through here, and at the end it is told what was found. Uncontended locks don't: they go to the
 * engine, which tells of them in a replay only.
 */
import type { EngineExports, EngineHost } from "../binding/engine.ts";
import { findCycles, modeOf, takingOf } from "../binding/lock-cycles.ts";
import { type CycleRules, excludes } from "../detector/lock-order.ts";
import { MISUSE_KINDS } from "../detector/misuse.ts";
import type { UserFunctions } from "../toolchain/prepare.ts";
import type { Fiber } from "./fiber.ts";
import type { LockObservation, Observer } from "./observer.ts";
import type { CycleLink, Ending, HeldRecord, MisuseRecord, Outcome, Position } from "./outcome.ts";
import { userPlace } from "./races.ts";
import { stuckThreads, type WaitingThread } from "./wait-for.ts";

export interface LockOptions {
  /** Which cycles of the lock-order graph are wanted; undefined: none. */
  readonly order: CycleRules | undefined;
  /** Locks that are known to be monitors from an earlier run with the same schedule. */
  readonly monitors?: readonly number[];
  /** Whether the misuse of objects is a finding. */
  readonly misuse: boolean;
  /** Whether threads that nobody joins or detaches are findings. */
  readonly threadLeaks: boolean;
}

interface LockWatchOptions extends LockOptions {
  readonly users: UserFunctions;
  readonly engine: EngineExports;
  /** All threads of the run, by number. */
  readonly threads: readonly Fiber[];
  /** Knows which thread runs. */
  readonly running: { readonly current: Fiber };
  readonly observer: Observer | undefined;
  readonly takeStack: () => string;
}

/** The engine's name for the threads that have ended. */
const ENDED = -1;
const HELD = MISUSE_KINDS.indexOf("mutex-held-in-wrong-context");

export class LockWatch {
  readonly #options: LockWatchOptions;
  #misuses: MisuseLog | undefined;

  constructor(options: LockWatchOptions) {
    this.#options = options;
  }

  /** To be called once the run's engine is as new. */
  begin(): void {
    const { engine, order, monitors } = this.#options;
    if (!order) engine.ignoreLockOrder();
    for (const address of monitors ?? []) engine.expectMonitor(address);
  }

  // What the guest says.

  joined(thread: number): void {
    const { engine, observer, running, takeStack } = this.#options;
    engine.join(thread);
    observer?.joined(thread, running.current.acts, engine.steps(), takeStack);
    this.collect(thread);
  }

  /** Nobody needs to join that thread any more. */
  collect(thread: number): void {
    const fiber = this.#options.threads[thread];
    if (fiber) fiber.isCollected = true;
  }

  checkNoneHeld(): void {
    const thread = this.#options.running.current.acts;
    for (const { lock } of holdsOf(this.#options.engine, thread)) this.misused(HELD, lock, thread);
  }

  misused(misuse: number, object: number, other: number | undefined): void {
    const { engine, threads, running, takeStack, observer, misuse: isWanted } = this.#options;
    if (!isWanted) return;
    const held = threads.flatMap(({ ended, number }) => (ended ? [] : holdsOf(engine, number)));
    const holders = [...held, ...holdsOf(engine, ENDED)].filter(({ lock }) => lock === object);
    const seen = { object, thread: running.current.acts, other, holders, step: engine.steps() };
    this.#misuses ??= new MisuseLog(this.#options.users);
    const index = this.#misuses.add(misuse, seen, takeStack);
    if (index !== undefined) observer?.misuse(index);
  }

  /** What the engine tells a replay. */
  engineCalls(): Pick<EngineHost, "locked" | "unlocked" | "lockBegun" | "lockEnded"> {
    const tell =
      (kind: LockObservation["kind"]) =>
      (lock: number, mode = 0) =>
        this.#observe(kind, lock >>> 0, mode);
    return {
      locked: tell("acquired"),
      unlocked: tell("released"),
      lockBegun: tell("created"),
      lockEnded: tell("destroyed"),
    };
  }

  /** The locks that a live thread holds, in the order in which it took them. */
  heldBy({ number, acts }: Fiber): readonly HeldRecord[] {
    return holdsOf(this.#options.engine, acts).map((held) => ({ ...held, thread: number }));
  }

  /** These threads were woken by a signal of the thread that runs; returns how many. */
  signalled(woken: readonly Fiber[]): number {
    for (const { acts } of woken) this.#options.engine.signalled(acts);
    return woken.length;
  }

  /** Whether any misuse was found so far. */
  get hasMisuse(): boolean {
    return (this.#misuses?.records.length ?? 0) > 0;
  }

  /** What the run comes to, as it ends. `positions`: of all live threads. */
  findings(
    ending: Ending,
    positions: () => readonly Position[],
  ): Pick<Outcome, "misuses" | "cycles" | "monitors" | "stuck" | "abandoned" | "leaked"> {
    const { engine, order, threadLeaks } = this.#options;
    const stuck = ending.kind === "deadlock" ? [] : this.#stuck();
    return {
      misuses: this.#misuses?.records ?? [],
      cycles: order ? lockCycles(engine, order) : [],
      monitors: monitorsOf(engine),
      stuck: stuck.length > 0 ? positions().filter(({ thread }) => stuck.includes(thread)) : [],
      abandoned: holdsOf(engine, ENDED),
      leaked: threadLeaks && ending.kind === "exit" ? this.#leaked() : [],
    };
  }

  /** The numbers of the threads that can never go on. */
  #stuck(): readonly number[] {
    const { engine, threads } = this.#options;
    const isWaiting = ({ ended, wait }: Fiber) => !ended && wait !== undefined;
    if (!threads.some(isWaiting)) return [];
    const waiting = threads.flatMap(({ number, ended, wait }): WaitingThread[] => {
      if (ended || !wait) return [];
      const { kind, object, until } = wait;
      // Its `struct thread` may have been an earlier one's, which has been joined.
      const target =
        kind === "thread" ? threads.findLast(({ guest }) => guest === object) : undefined;
      return [
        { thread: number, kind, object, joins: target?.number, isTimed: until !== undefined },
      ];
    });
    const held = threads.flatMap((thread) => (isWaiting(thread) ? this.heldBy(thread) : []));
    return stuckThreads(waiting, held, holdsOf(engine, ENDED));
  }

  /** The numbers of the threads that nobody joined or detached. */
  #leaked(): readonly number[] {
    const started = this.#options.threads.slice(1);
    return started.filter(({ isCollected }) => !isCollected).map(({ number }) => number);
  }

  #observe(kind: LockObservation["kind"], address: number, mode: number): void {
    const { engine, observer, running, takeStack } = this.#options;
    const step = engine.steps();
    observer?.lock({ kind, address, mode, thread: running.current.acts, step, stack: takeStack });
  }
}

function holdsOf(engine: EngineExports, thread: number): HeldRecord[] {
  const records: HeldRecord[] = [];
  for (let held = engine.held_first(thread); held !== 0; held = engine.held_next(held)) {
    records.push({
      thread: engine.held_owner(held),
      lock: engine.held_lock(held) >>> 0,
      mode: modeOf(engine.held_mode(held)),
      step: engine.held_step(held),
    });
  }
  return records;
}

function monitorsOf(engine: EngineExports): readonly number[] {
  if (engine.locks() === 0) return [];
  const addresses = new Set<number>();
  for (let lock = 1; lock <= engine.locks(); lock++) {
    addresses.add(engine.monitor_address(lock) >>> 0);
  }
  addresses.delete(0);
  return [...addresses];
}

/** The potential deadlocks of the run so far. */
function lockCycles(engine: EngineExports, rules: CycleRules): CycleLink[][] {
  return findCycles(engine, rules).cycles.map((cycle) =>
    cycle.map((index, at) => {
      const { thread, held, lock, mode } = takingOf(engine, index);
      const before = takingOf(engine, cycle[(at + cycle.length - 1) % cycle.length] ?? index);
      const wanted = held.find(
        (use) => use.lock === before.lock && excludes(before.mode, use.mode),
      );
      return {
        thread,
        lock: engine.lock_address(lock) >>> 0,
        mode,
        held: engine.lock_address(wanted?.lock ?? lock) >>> 0,
        heldMode: wanted?.mode ?? mode,
        step: engine.taking_step(index + 1),
      };
    }),
  );
}

/** Records of one run: more can't be read by anyone, and each costs a stack. */
const MOST_RECORDS = 200;
const MOST_STACKS = 5000;

/** The misuses of a run as they come in: one record for each place and thread. */
class MisuseLog {
  readonly records: MisuseRecord[] = [];
  readonly #byPlace = new Map<string, MisuseRecord>();
  readonly #users: UserFunctions;
  #count = 0;

  constructor(users: UserFunctions) {
    this.#users = users;
  }

  /** Returns the index of the record that the misuse made, or undefined if it joined another. */
  add(
    misuse: number,
    seen: Omit<MisuseRecord, "index" | "kind" | "stack" | "occurrences">,
    takeStack: () => string,
  ): number | undefined {
    const index = this.#count++;
    const kind = MISUSE_KINDS[misuse];
    if (kind === undefined || index >= MOST_STACKS) return undefined;
    const stack = takeStack();
    const key = [kind, seen.thread, userPlace(stack, this.#users)].join();
    const known = this.#byPlace.get(key);
    if (known) known.occurrences++;
    if (known || this.records.length >= MOST_RECORDS) return undefined;
    const record = { ...seen, index, kind, stack, occurrences: 1 };
    this.records.push(record);
    this.#byPlace.set(key, record);
    return index;
  }
}
