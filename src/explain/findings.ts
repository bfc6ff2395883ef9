/** Puts findings together from a run's records and what its replay saw. */
import type {
  Access,
  AccessKind,
  DeadlockFinding,
  Finding,
  HeldLock,
  LockInfo,
  Place,
  RaceFinding,
  RaceKind,
  Stack,
  ThreadInfo,
} from "../detector/finding.ts";
import { fingerprint } from "../detector/fingerprint.ts";
import { ACCESS_FREE, ACCESS_KIND_MASK, ACCESS_VPTR } from "../layout/numbers.ts";
import type { Outcome, Position, RaceRecord } from "../runtime/outcome.ts";
import type { Globals } from "./globals.ts";
import type { Held, RaceScene, Recorder } from "./recorder.ts";
import type { StackTable } from "./stack-table.ts";
import { whyUnordered } from "./why.ts";

/** By the engine's number for an access. */
const ACCESS_KINDS: readonly AccessKind[] = [
  "read",
  "write",
  "atomic read",
  "atomic write",
  "allocate",
  "free",
];

const NO_SCENE: RaceScene = { previous: undefined, heldLocks: [], block: undefined, known: 0 };

export class FindingBuilder {
  readonly #outcome: Outcome;
  readonly #recorder: Recorder | undefined;
  readonly #stacks: StackTable;
  readonly #seed: number;

  constructor(outcome: Outcome, recorder: Recorder | undefined, stacks: StackTable, seed: number) {
    this.#outcome = outcome;
    this.#recorder = recorder;
    this.#stacks = stacks;
    this.#seed = seed;
  }

  /** Asks for every stack that the findings will show. */
  request(): void {
    const { ending, races } = this.#outcome;
    for (const race of races) {
      const { previous, block } = this.#scene(race);
      for (const raw of [race.stack, previous?.stack, block?.allocated, block?.freed?.stack]) {
        this.#stacks.want(raw);
      }
    }
    for (const raw of this.#recorder?.spawnStacks.values() ?? []) this.#stacks.want(raw);
    for (const raw of this.#recorder?.lockStacks.values() ?? []) this.#stacks.want(raw);
    if (ending.kind === "trap" || ending.kind === "unsupported") this.#stacks.want(ending.stack);
    if (ending.kind === "deadlock" || ending.kind === "timeout") {
      for (const position of ending.positions) this.#stacks.want(this.#rawPosition(position));
    }
  }

  /** To be called once the stacks are resolved. The same pair of places is one finding. */
  findings(globals: () => Globals): Finding[] {
    const { ending, races } = this.#outcome;
    const found = new Map<string, RaceFinding>();
    for (const race of races) {
      const finding = this.#race(race, globals);
      const { place } = finding;
      const name = place.kind === "global" || place.kind === "tls" ? place.name : "";
      const key = `${finding.fingerprint} ${name}`;
      const known = found.get(key);
      const occurrences = (known?.occurrences ?? 0) + finding.occurrences;
      found.set(key, { ...(known ?? finding), occurrences });
    }
    const findings: Finding[] = [...found.values()];
    if (ending.kind === "deadlock") findings.push(this.#deadlock(ending.positions));
    return findings;
  }

  #race(race: RaceRecord, globals: () => Globals): RaceFinding {
    const scene = this.#scene(race);
    const locks = new LockTable(this.#recorder, this.#stacks);
    const access: Access = {
      kind: ACCESS_KINDS[race.access & ACCESS_KIND_MASK] ?? "read",
      address: race.start,
      bytes: race.bytes,
      thread: race.thread,
      stack: this.#stacks.get(race.stack),
      heldLocks: locks.held(scene.heldLocks),
      step: race.step,
    };
    const { previous: seen } = scene;
    const previous: Access = {
      kind: ACCESS_KINDS[(seen?.access ?? race.previousAccess) & ACCESS_KIND_MASK] ?? "write",
      address: seen?.start ?? race.at,
      bytes: seen?.bytes ?? 1,
      thread: race.previousThread,
      stack: this.#stacks.get(seen?.stack),
      heldLocks: locks.held(seen?.heldLocks ?? []),
      step: seen?.step ?? 0,
    };
    const kind = raceKind(race);
    return {
      kind,
      fingerprint: fingerprint({ kind, stacks: [access.stack, previous.stack] }),
      seed: this.#seed,
      threads: this.#threads([access.thread, previous.thread]),
      locks: locks.list,
      access,
      previous,
      place: this.#place(race, scene, globals),
      why: whyUnordered({ access, previous, known: scene.known, ordered: race.ordered }),
      occurrences: race.occurrences,
    };
  }

  #scene(race: RaceRecord): RaceScene {
    return this.#recorder?.scenes.get(race.index) ?? NO_SCENE;
  }

  #place(race: RaceRecord, { block }: RaceScene, globals: () => Globals): Place {
    if (block) {
      const { address, bytes, thread } = block;
      const allocated = this.#stacks.get(block.allocated);
      const freed = block.freed && {
        thread: block.freed.thread,
        stack: this.#stacks.get(block.freed.stack),
      };
      return { kind: "heap", address, bytes, thread, allocated, ...(freed && { freed }) };
    }
    for (const { number, memory } of this.#outcome.threads) {
      if (race.at >= memory.bottom && race.at < memory.top)
        return { kind: "stack", thread: number };
      if (race.at >= memory.tls && race.at < memory.tls + memory.tlsBytes) {
        const name = globals().findThreadLocal(race.at - memory.tls)?.name;
        return { kind: "tls", thread: number, ...(name !== undefined && { name }) };
      }
    }
    const variable = globals().find(race.at);
    return variable ? { kind: "global", ...variable } : { kind: "unknown" };
  }

  #threads(numbers: readonly number[]): ThreadInfo[] {
    return [...new Set(numbers)]
      .sort((a, b) => a - b)
      .flatMap((number) => {
        const record = this.#outcome.threads[number];
        if (!record || number === 0) return [];
        const { name, parent, state } = record;
        return [
          {
            id: number,
            ...(name !== undefined && { name }),
            state,
            ...(parent !== undefined && { createdBy: parent }),
            created: this.#stacks.get(this.#recorder?.spawnStacks.get(number)),
          },
        ];
      });
  }

  // Threads that wait.

  #deadlock(positions: readonly Position[]): DeadlockFinding {
    const locks = new LockTable(this.#recorder, this.#stacks);
    const waits = positions
      .filter(({ waitsFor }) => waitsFor !== undefined)
      .map((position) => {
        const owner = this.#ownerOf(position);
        return {
          thread: position.thread,
          waitsFor: this.waitText(position),
          address: position.object,
          ...(owner !== undefined && { ownerThread: owner }),
          stack: this.positionStack(position),
          heldLocks: locks.held(this.#recorder?.heldBy(position.thread) ?? []),
        };
      });
    return {
      kind: "deadlock",
      fingerprint: fingerprint({ kind: "deadlock", stacks: waits.map(({ stack }) => stack) }),
      seed: this.#seed,
      threads: this.#threads(waits.map(({ thread }) => thread)),
      locks: locks.list,
      waits,
    };
  }

  /** The thread that holds the lock waited for. */
  #ownerOf({ object, waitsFor, thread }: Position): number | undefined {
    if (!waitsFor || !LOCKS.has(waitsFor)) return undefined;
    const owner = this.#outcome.threads.find(({ number }) =>
      (this.#recorder?.heldBy(number) ?? []).some(({ lock }) => lock === object),
    );
    return owner?.number ?? (waitsFor === "mutex" ? thread : undefined);
  }

  waitText({ waitsFor, object }: Position): string {
    switch (waitsFor) {
      case undefined:
        return "nothing";
      case "thread": {
        const ended = this.#outcome.threads.find(({ guest }) => guest === object);
        return ended ? `thread T${ended.number} to end` : "a thread to end";
      }
      case "main's end":
        return "all other threads to end";
      case "sleep":
        return "its time to come";
      default:
        return object === 0 ? waitsFor : `${waitsFor} at 0x${object.toString(16)}`;
    }
  }

  positionStack(position: Position): Stack {
    return this.#stacks.get(this.#rawPosition(position));
  }

  #rawPosition({ thread, stack }: Position): string | undefined {
    return this.#recorder?.suspensions.get(thread) ?? stack;
  }
}

/** As ThreadSanitizer tells them apart: by the later access (tsan_rtl_report.cpp). */
function raceKind({ access, previousAccess, ordered }: RaceRecord): RaceKind {
  const isVptr = (access & ACCESS_VPTR) !== 0;
  if (previousAccess === ACCESS_FREE || ordered) {
    return isVptr ? "vptr-use-after-free" : "heap-use-after-free";
  }
  return isVptr ? "vptr-race" : "data-race";
}

const LOCKS: ReadonlySet<string> = new Set(["mutex", "read lock", "write lock", "spinlock"]);

/** The locks of one finding, numbered in the order in which they are named. */
class LockTable {
  readonly list: LockInfo[] = [];
  readonly #recorder: Recorder | undefined;
  readonly #stacks: StackTable;

  constructor(recorder: Recorder | undefined, stacks: StackTable) {
    this.#recorder = recorder;
    this.#stacks = stacks;
  }

  held(locks: readonly Held[]): HeldLock[] {
    return locks.map(({ lock, mode }) => ({ lock: this.#number(lock), mode }));
  }

  #number(address: number): number {
    const known = this.list.findIndex((lock) => lock.address === address);
    if (known >= 0) return known;
    const created = this.#stacks.get(this.#recorder?.lockStacks.get(address));
    return this.list.push({ address, created }) - 1;
  }
}
