/** Findings about locks and threads: deadlocks, potential ones, misuse, leaks. */
import type {
  DeadlockFinding,
  Finding,
  HeldLock,
  LockOrderFinding,
  MisuseFinding,
  Place,
  Stack,
  ThreadInfo,
  ThreadLeakFinding,
} from "../detector/finding.ts";
import { fingerprint } from "../detector/fingerprint.ts";
import { MISUSES } from "../detector/misuse.ts";
import type { CycleLink, HeldRecord, MisuseRecord, Outcome, Position } from "../runtime/outcome.ts";
import type { Globals } from "./globals.ts";
import { plainMode } from "./lock-recorder.ts";
import { LockTable } from "./lock-table.ts";
import type { Block, Recorder } from "./recorder.ts";
import type { StackTable } from "./stack-table.ts";

interface LockFindingsContext {
  readonly outcome: Outcome;
  readonly recorder: Recorder | undefined;
  readonly stacks: StackTable;
  readonly seed: number;
  readonly threads: (numbers: readonly number[]) => ThreadInfo[];
  readonly place: (address: number, block: Block | undefined, globals: () => Globals) => Place;
}

export class LockFindings {
  readonly #context: LockFindingsContext;

  constructor(context: LockFindingsContext) {
    this.#context = context;
  }

  /** Asks for every stack that the findings will show. */
  request(): void {
    const { outcome, recorder, stacks } = this.#context;
    const { ending, stuck, misuses, cycles, abandoned } = outcome;
    const positions = "positions" in ending ? [...ending.positions, ...stuck] : stuck;
    for (const position of positions) {
      stacks.want(this.#rawPosition(position));
      for (const hold of position.holds) stacks.want(recorder?.locks.stackOf(hold));
    }
    for (const hold of abandoned) stacks.want(recorder?.locks.stackOf(hold));
    for (const raw of recorder?.locks.created.values() ?? []) stacks.want(raw);
    for (const misuse of misuses) {
      stacks.want(misuse.stack);
      stacks.want(recorder?.misuses.get(misuse.index)?.created);
      stacks.want(recorder?.misuses.get(misuse.index)?.destroyed?.stack);
      stacks.want(recorder?.misuses.get(misuse.index)?.block?.allocated);
      stacks.want(recorder?.misuses.get(misuse.index)?.block?.freed?.stack);
      for (const hold of misuse.holders) stacks.want(recorder?.locks.stackOf(hold));
    }
    for (const link of cycles.flat()) {
      stacks.want(recorder?.locks.sceneOf(link)?.stack);
      stacks.want(recorder?.locks.sceneOf(link)?.heldStack);
    }
  }

  /** To be called once the stacks are resolved. */
  findings(globals: () => Globals): Finding[] {
    const { ending, stuck, misuses, cycles, leaked } = this.#context.outcome;
    const all = [
      ...misuses.map((misuse) => this.#misuse(misuse, globals)),
      ...cycles.map((cycle) => this.#lockOrder(cycle, globals)),
      ...leaked.map((thread) => this.#leak(thread)),
    ];
    const findings: Finding[] = mergeAlike(all);
    if (ending.kind === "deadlock") {
      findings.push(this.#deadlock(ending.positions, false, globals));
    } else if (stuck.length > 0) {
      findings.push(this.#deadlock(stuck, true, globals));
    }
    return findings;
  }

  // Threads that wait.

  #deadlock(
    positions: readonly Position[],
    isPartial: boolean,
    globals: () => Globals,
  ): DeadlockFinding {
    const locks = this.#table(globals);
    const waits = positions
      .filter(({ waitsFor }) => waitsFor !== undefined)
      .map((position) => {
        const owner = this.#ownerOf(position, positions);
        return {
          thread: position.thread,
          kind: kindOf(position.waitsFor),
          waitsFor: this.#awaitedText(position),
          address: position.object,
          ...(owner !== undefined && { ownerThread: owner }),
          stack: this.positionStack(position),
          heldLocks: position.holds.map((hold) => this.#held(hold, locks)),
        };
      });
    const owners = waits.flatMap(({ ownerThread }) => ownerThread ?? []);
    return {
      kind: "deadlock",
      fingerprint: fingerprint({ kind: "deadlock", stacks: waits.map(({ stack }) => stack) }),
      seed: this.#context.seed,
      threads: this.#context.threads([...waits.map(({ thread }) => thread), ...owners]),
      locks: locks.list,
      isPartial,
      waits,
    };
  }

  #held(hold: HeldRecord, locks: LockTable): HeldLock {
    const stack = this.#context.stacks.get(this.#context.recorder?.locks.stackOf(hold));
    return { lock: locks.number(hold.lock), mode: plainMode(hold.mode), stack };
  }

  /** The thread that holds the lock waited for, or whose end is. */
  #ownerOf(
    { object, waitsFor, thread }: Position,
    positions: readonly Position[],
  ): number | undefined {
    if (waitsFor === "thread") return this.#threadAt(object);
    if (!waitsFor || !LOCKS.has(waitsFor)) return undefined;
    const holds = positions.flatMap((position) => position.holds);
    const owners = [...holds, ...this.#context.outcome.abandoned].filter(
      ({ lock, mode }) => lock === object && (waitsFor !== "read lock" || mode === "write"),
    );
    // Of several readers another one than itself.
    return (owners.find((owner) => owner.thread !== thread) ?? owners[0])?.thread;
  }

  /** The thread whose `struct thread` lies at an address. */
  #threadAt(address: number): number | undefined {
    return this.#context.outcome.threads.findLast(({ guest }) => guest === address)?.number;
  }

  /** What a thread waits for, in words, with its address. */
  waitText(position: Position): string {
    const words = this.#awaitedText(position);
    const { waitsFor, object } = position;
    const hasAddress = waitsFor !== undefined && kindOf(waitsFor) !== "thread" && object !== 0;
    return hasAddress ? `${words} at 0x${object.toString(16)}` : words;
  }

  #awaitedText({ waitsFor, object }: Position): string {
    switch (waitsFor) {
      case undefined:
        return "nothing";
      case "thread": {
        const target = this.#threadAt(object);
        return target === undefined ? "a thread to end" : `thread T${target} to end`;
      }
      case "main's end":
        return "all other threads to end";
      case "sleep":
        return "its time to come";
      default:
        return waitsFor;
    }
  }

  positionStack(position: Position): Stack {
    return this.#context.stacks.get(this.#rawPosition(position));
  }

  #rawPosition({ thread, stack }: Position): string | undefined {
    return this.#context.recorder?.suspensions.get(thread) ?? stack;
  }

  // Cycles.

  #lockOrder(cycle: readonly CycleLink[], globals: () => Globals): LockOrderFinding {
    const { recorder, stacks, seed, threads } = this.#context;
    const locks = this.#table(globals);
    // M0 is the lock that the first link holds, M1 the one that it takes, and so on.
    for (const { held } of cycle) locks.number(held);
    const links = cycle.map((link) => {
      const scene = recorder?.locks.sceneOf(link);
      const mode = plainMode(link.heldMode);
      return {
        thread: link.thread,
        lock: locks.number(link.lock),
        mode: plainMode(link.mode),
        stack: stacks.get(scene?.stack),
        held: { lock: locks.number(link.held), mode, stack: stacks.get(scene?.heldStack) },
      };
    });
    const kind = "lock-order-inversion";
    return {
      kind,
      fingerprint: fingerprint({ kind, stacks: links.map(({ stack }) => stack) }),
      seed,
      threads: threads(links.map(({ thread }) => thread)),
      locks: locks.list,
      links,
      occurrences: 1,
    };
  }

  // Misuse.

  #misuse(record: MisuseRecord, globals: () => Globals): MisuseFinding {
    const { recorder, stacks, seed, threads, place } = this.#context;
    const { kind, object, thread, other, occurrences } = record;
    const scene = recorder?.misuses.get(record.index);
    const stack = stacks.get(record.stack);
    const locks = this.#table(globals);
    const words = MISUSES[kind];
    const isLock = words.object === "mutex";
    const isThread = words.object === "thread";
    const before = this.#before(record);
    const concerned = [thread, before?.thread, isThread ? other : undefined];
    return {
      kind,
      fingerprint: fingerprint({ kind, stacks: [stack] }),
      seed,
      threads: threads(concerned.filter((one) => one !== undefined)),
      ...(isLock && { lock: locks.number(object) }),
      locks: locks.list,
      address: object,
      thread,
      stack,
      ...(before && { before }),
      ...(isThread && other !== undefined && { target: other }),
      place: isThread ? { kind: "unknown" } : place(object, scene?.block, globals),
      occurrences,
    };
  }

  #before({ index, holders }: MisuseRecord): MisuseFinding["before"] {
    const { recorder, stacks } = this.#context;
    const [holder] = holders;
    if (holder) {
      const stack = stacks.get(recorder?.locks.stackOf(holder));
      return { event: "locked", thread: holder.thread, stack };
    }
    const destroyed = recorder?.misuses.get(index)?.destroyed;
    if (!destroyed) return undefined;
    return { event: "destroyed", thread: destroyed.thread, stack: stacks.get(destroyed.stack) };
  }

  #leak(thread: number): ThreadLeakFinding {
    const threads = this.#context.threads([thread]);
    const kind = "thread-leak";
    return {
      kind,
      fingerprint: fingerprint({ kind, stacks: threads.map(({ created }) => created) }),
      seed: this.#context.seed,
      threads,
      locks: [],
      thread,
      occurrences: 1,
    };
  }

  #table(globals: () => Globals): LockTable {
    return new LockTable(this.#context.recorder, this.#context.stacks, globals);
  }
}

const LOCKS: ReadonlySet<string> = new Set(["mutex", "read lock", "write lock", "spinlock"]);

const SIGNALS: ReadonlySet<string> = new Set([
  ...["condition variable", "semaphore", "barrier", "futex"],
]);

function kindOf(waitsFor: Position["waitsFor"]): "lock" | "thread" | "signal" | "other" {
  if (waitsFor === undefined) return "other";
  if (waitsFor === "thread") return "thread";
  return LOCKS.has(waitsFor) ? "lock" : SIGNALS.has(waitsFor) ? "signal" : "other";
}

/** What happens in the same places is one finding. */
function mergeAlike<F extends { fingerprint: string; occurrences: number }>(
  all: readonly F[],
): F[] {
  const found = new Map<string, F>();
  for (const one of all) {
    const known = found.get(one.fingerprint);
    const occurrences = (known?.occurrences ?? 0) + one.occurrences;
    found.set(one.fingerprint, { ...(known ?? one), occurrences });
  }
  return [...found.values()];
}
