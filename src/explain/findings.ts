/** Puts findings together from a run's records and what its replay saw. */
import type {
  Access,
  AccessKind,
  Finding,
  Place,
  RaceFinding,
  RaceKind,
  Stack,
  ThreadInfo,
} from "../detector/finding.ts";
import { fingerprint } from "../detector/fingerprint.ts";
import type { DetectorName } from "../detector/options.ts";
import {
  ACCESS_ATOMIC_READ,
  ACCESS_ATOMIC_WRITE,
  ACCESS_FREE,
  ACCESS_KIND_MASK,
  ACCESS_VPTR,
} from "../layout/numbers.ts";
import type { Outcome, Position, RaceRecord } from "../runtime/outcome.ts";
import type { Globals } from "./globals.ts";
import { LockFindings } from "./lock-findings.ts";
import { LockTable } from "./lock-table.ts";
import { LocksetFindings } from "./lockset-findings.ts";
import { missingEdge, recordsOf } from "./missing-edge.ts";
import type { Block, RaceScene, Recorder } from "./recorder.ts";
import type { StackTable } from "./stack-table.ts";
import { whyUnordered, withAdvice } from "./why.ts";

/** By the engine's number for an access. */
const ACCESS_KINDS: readonly AccessKind[] = [
  "read",
  "write",
  "atomic read",
  "atomic write",
  "allocate",
  "free",
];

const NO_SCENE: RaceScene = {
  previous: undefined,
  heldLocks: [],
  block: undefined,
  known: 0,
  edge: undefined,
};

export interface BuilderOptions {
  readonly seed: number;
  readonly detector: DetectorName;
  /** Whether races have vector clocks, and lockset findings the whole history of C(v). */
  readonly withHistory: boolean;
}

export class FindingBuilder {
  readonly #outcome: Outcome;
  readonly #recorder: Recorder | undefined;
  readonly #stacks: StackTable;
  readonly #seed: number;
  readonly #detector: DetectorName;
  readonly #withDetails: boolean;
  readonly #locks: LockFindings;
  readonly #locksets: LocksetFindings;

  constructor(
    outcome: Outcome,
    recorder: Recorder | undefined,
    stacks: StackTable,
    { seed, detector, withHistory }: BuilderOptions,
  ) {
    this.#outcome = outcome;
    this.#recorder = recorder;
    this.#stacks = stacks;
    this.#seed = seed;
    this.#detector = detector;
    this.#withDetails = withHistory;
    const context = {
      outcome,
      recorder,
      stacks,
      seed,
      threads: (numbers: readonly number[]) => this.#threads(numbers),
      place: (address: number, block: Block | undefined, globals: () => Globals) =>
        this.#place(address, block, globals),
    };
    this.#locks = new LockFindings(context);
    this.#locksets = new LocksetFindings({ ...context, detector, withHistory });
  }

  /** Asks for every stack that the findings will show. */
  request(): void {
    const { ending, races } = this.#outcome;
    for (const race of races) {
      const { previous, block, edge } = this.#scene(race);
      if (edge && !race.ordered) {
        for (const { number } of recordsOf(edge)) this.#stacks.want(this.#syncStack(number));
      }
      for (const raw of [race.stack, previous?.stack, block?.allocated, block?.freed?.stack]) {
        this.#stacks.want(raw);
      }
    }
    for (const raw of this.#recorder?.spawnStacks.values() ?? []) this.#stacks.want(raw);
    if (ending.kind === "trap" || ending.kind === "unsupported") this.#stacks.want(ending.stack);
    this.#locksets.request();
    this.#locks.request();
  }

  /** To be called once the stacks are resolved. The same pair of places is one finding. */
  findings(globals: () => Globals): Finding[] {
    const { races } = this.#outcome;
    const found = new Map<string, RaceFinding>();
    const all = [
      ...races.map((race) => this.#race(race, globals)),
      ...this.#locksets.possible(globals),
    ];
    for (const finding of all) {
      const { place } = finding;
      const name = place.kind === "global" || place.kind === "tls" ? place.name : "";
      const key = `${finding.fingerprint} ${name}`;
      const known = found.get(key);
      const occurrences = (known?.occurrences ?? 0) + finding.occurrences;
      found.set(key, { ...(known ?? finding), occurrences });
    }
    return [
      ...found.values(),
      ...this.#locksets.missing(globals),
      ...this.#locks.findings(globals),
    ];
  }

  #race(race: RaceRecord, globals: () => Globals): RaceFinding {
    const scene = this.#scene(race);
    const locks = new LockTable(this.#recorder, this.#stacks, globals);
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
    const edge = this.#edge(race, locks, globals);
    const told = { access, previous, known: scene.known, ordered: race.ordered, edge };
    return {
      kind,
      ...(this.#detector !== "happens-before" && { certainty: "shown" as const }),
      fingerprint: fingerprint({ kind, stacks: [access.stack, previous.stack] }),
      seed: this.#seed,
      threads: this.#threads([access.thread, previous.thread]),
      locks: locks.list,
      access,
      previous,
      place: this.#place(race.at, scene.block, globals),
      why: whyUnordered(told),
      ...(edge && { edge: withAdvice({ ...told, edge }) }),
      occurrences: race.occurrences,
    };
  }

  #edge(race: RaceRecord, locks: LockTable, globals: () => Globals) {
    const { edge } = this.#scene(race);
    if (!edge || race.ordered || !this.#recorder?.syncStacks) return undefined;
    return missingEdge(edge, {
      stacks: this.#stacks,
      stackOf: (number) => this.#syncStack(number),
      nameOf: (address) => globals().find(address)?.name,
      lockOf: (address) => locks.number(address),
      withClocks: this.#withDetails,
    });
  }

  #syncStack(number: number): string | undefined {
    return this.#recorder?.syncStacks?.stackOf(number);
  }

  #scene(race: RaceRecord): RaceScene {
    return this.#recorder?.scenes.get(race.index) ?? NO_SCENE;
  }

  #place(at: number, block: Block | undefined, globals: () => Globals): Place {
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
      if (at >= memory.bottom && at < memory.top) return { kind: "stack", thread: number };
      if (at >= memory.tls && at < memory.tls + memory.tlsBytes) {
        const name = globals().findThreadLocal(at - memory.tls)?.name;
        return { kind: "tls", thread: number, ...(name !== undefined && { name }) };
      }
    }
    const variable = globals().find(at);
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

  /** What a thread waits for, in words. */
  waitText(position: Position): string {
    return this.#locks.waitText(position);
  }

  positionStack(position: Position): Stack {
    return this.#locks.positionStack(position);
  }
}

/** As ThreadSanitizer tells them apart: by the later access (tsan_rtl_report.cpp). */
function raceKind({ access, previousAccess, ordered }: RaceRecord): RaceKind {
  const isVptr = (access & ACCESS_VPTR) !== 0;
  if (previousAccess === ACCESS_FREE || ordered) {
    return isVptr ? "vptr-use-after-free" : "heap-use-after-free";
  }
  if (isAtomic(access) && isAtomic(previousAccess)) return "mixed-size-race";
  return isVptr ? "vptr-race" : "data-race";
}

function isAtomic(access: number): boolean {
  const kind = access & ACCESS_KIND_MASK;
  return kind === ACCESS_ATOMIC_READ || kind === ACCESS_ATOMIC_WRITE;
}
