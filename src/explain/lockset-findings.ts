/** Findings of the lockset detectors: possible races; and races that a test expected in vain. */
import type {
  Access,
  AccessKind,
  LocksetChange,
  MissingRaceFinding,
  Place,
  RaceFinding,
  ThreadInfo,
} from "../detector/finding.ts";
import { fingerprint } from "../detector/fingerprint.ts";
import type { DetectorName } from "../detector/options.ts";
import { ACCESS_READ } from "../layout/numbers.ts";
import type { MissingRecord, Outcome, PossibleRecord, RaceRecord } from "../runtime/outcome.ts";
import type { Globals } from "./globals.ts";
import type { Held } from "./lock-recorder.ts";
import { LockTable } from "./lock-table.ts";
import { changes, type LocksetStep, partnerOf } from "./lockset-history.ts";
import type { Block, PossibleScene, Recorder } from "./recorder.ts";
import type { StackTable } from "./stack-table.ts";
import { whyUnprotected } from "./why.ts";

interface LocksetFindingsContext {
  readonly outcome: Outcome;
  readonly recorder: Recorder | undefined;
  readonly stacks: StackTable;
  readonly seed: number;
  readonly detector: DetectorName;
  /** Whether findings have the whole history of C(v). */
  readonly withHistory: boolean;
  readonly threads: (numbers: readonly number[]) => ThreadInfo[];
  readonly place: (address: number, block: Block | undefined, globals: () => Globals) => Place;
}

const NO_STEPS: PossibleScene = { steps: [], block: undefined };

export class LocksetFindings {
  readonly #context: LocksetFindingsContext;

  constructor(context: LocksetFindingsContext) {
    this.#context = context;
  }

  /** Asks for every stack that the findings will show. */
  request(): void {
    const { stacks, withHistory } = this.#context;
    for (const found of this.#possibleOnly()) {
      const { steps, block } = this.#stepsOf(found);
      const shown = withHistory ? changes(steps) : [];
      for (const step of [...shown, partnerOf(steps)]) stacks.want(step?.stack);
      for (const raw of [found.stack, block?.allocated, block?.freed?.stack]) stacks.want(raw);
    }
  }

  /** To be called once the stacks are resolved; one for each record. */
  possible(globals: () => Globals): RaceFinding[] {
    return this.#possibleOnly().map((found) => this.#possible(found, globals));
  }

  missing(globals: () => Globals): MissingRaceFinding[] {
    return this.#context.outcome.missing.map((missing) => this.#missing(missing, globals));
  }

  /** A byte that raced in this run is shown: that another run might show it says less. */
  #possibleOnly(): readonly PossibleRecord[] {
    const { races, possible } = this.#context.outcome;
    const isShown = (at: number) => races.some((race) => race.start <= at && at < end(race));
    return possible.filter(({ at }) => !isShown(at));
  }

  #stepsOf(found: PossibleRecord): PossibleScene {
    return this.#context.recorder?.possibleScenes.get(found.index) ?? NO_STEPS;
  }

  #possible(found: PossibleRecord, globals: () => Globals): RaceFinding {
    const { recorder, stacks, seed, threads, place, withHistory, detector } = this.#context;
    const { steps, block } = this.#stepsOf(found);
    const locks = new LockTable(recorder, stacks, globals);
    const last = steps.at(-1);
    const access: Access = {
      ...this.#accessOf(found, locks, last?.heldLocks ?? []),
      stack: stacks.get(found.stack),
    };
    const partner = partnerOf(steps);
    const previous = partner
      ? this.#accessOf(partner, locks, partner.heldLocks)
      : { ...access, stack: [], heldLocks: [] };
    const kind = "possible-data-race";
    const history = withHistory
      ? changes(steps).map((step) => this.#change(step, locks))
      : undefined;
    const before = last?.before.candidates ?? "all";
    const candidates =
      before === "all" ? undefined : before.map((address) => locks.number(address));
    const isHybrid = detector === "hybrid";
    return {
      kind,
      certainty: "possible",
      fingerprint: fingerprint({ kind, stacks: [access.stack, previous.stack] }),
      seed,
      threads: threads([
        ...[access.thread, previous.thread],
        ...(history ?? []).map((change) => change.access.thread),
      ]),
      locks: locks.list,
      access,
      previous,
      place: place(found.at, block, globals),
      why: whyUnprotected({ access, previous, candidates, isHybrid }),
      occurrences: found.occurrences,
      ...(history && { history }),
    };
  }

  #accessOf(
    { start, bytes, access, thread, step, stack }: PossibleRecord | LocksetStep,
    locks: LockTable,
    heldLocks: readonly Held[],
  ): Access {
    const kind: AccessKind = access === ACCESS_READ ? "read" : "write";
    const seen = { stack: this.#context.stacks.get(stack), heldLocks: locks.held(heldLocks) };
    return { kind, address: start, bytes, thread, ...seen, step };
  }

  #change(step: LocksetStep, locks: LockTable): LocksetChange {
    const { state, candidates } = step.after;
    const access = this.#accessOf(step, locks, step.heldLocks);
    if (state === "virgin" || state === "exclusive") return { access, state: "exclusive" };
    if (candidates === "all") return { access, state };
    return { access, state, candidates: candidates.map((address) => locks.number(address)) };
  }

  #missing({ at, file, line, why }: MissingRecord, globals: () => Globals): MissingRaceFinding {
    const kind = "missing-race";
    return {
      kind,
      fingerprint: fingerprint({ kind, stacks: [[{ function: why, file, inlined: false }]] }),
      ...{ seed: this.#context.seed, threads: [], locks: [], address: at, file, line, why },
      place: this.#context.place(at, undefined, globals),
    };
  }
}

function end({ start, bytes }: RaceRecord): number {
  return start + bytes;
}
