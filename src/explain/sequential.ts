/**
 * Does a finding need weak memory? A run in which no load has read a stale store yet is
 * sequentially consistent so far: whatever it shows until then, it shows without. Otherwise the
 * program is run again with loads that read the newest store only, under the same seed and then
 * the next ones, in search of the same finding.
 *
 * The search is bounded by runs and by their steps, never by time, so that its answer is the same
 * on every machine. It can't prove that a finding needs a stale read; it says how many schedules
 * did without.
 */
import {
  type Finding,
  isRace,
  type RunResult,
  type SequentialVerdict,
} from "../detector/finding.ts";
import { failureKey, fingerprint } from "../detector/fingerprint.ts";
import type { Outcome } from "../runtime/outcome.ts";
import type { LoadedProgram } from "../runtime/program.ts";
import { RepeatedRuns } from "../runtime/repeated.ts";
import type { RunOptions } from "../runtime/run-options.ts";
import { besideOptions, inputOf, seedAfter, wasCut } from "./again.ts";
import { isBad, whatItShows } from "./what-it-shows.ts";

/** A short program's schedules are searched at the price of one compilation. */
const MOST_RUNS = 32;
/** Beside as many steps as the run itself took: what a short one may cost in addition. */
const EXTRA_STEPS = 2_000_000;
/** A long run is not searched for as long as it took. */
const MOST_STEPS = 50_000_000;
const NONE_ENDED = "no run without stale reads ended within the bound of the search";

/** What is known of a program from searches before: many seeds show the same few findings. */
export class SequentialMemo {
  /** By finding. */
  readonly verdicts = new Map<string, SequentialVerdict>();
  /** By what runs of searches show: the findings of one of them. */
  readonly shown = new Map<string, ShownBy>();
}

interface ShownBy {
  readonly seed: number;
  readonly keys: ReadonlySet<string>;
}

export interface SequentialSearch {
  readonly program: LoadedProgram;
  /** Those of the run, with the journal that it filled. */
  readonly options: RunOptions;
  readonly outcome: Outcome;
  readonly memo: SequentialMemo;
  /** Explains a run of the search. */
  readonly explain: (options: RunOptions, outcome: Outcome) => Promise<RunResult>;
}

/** The result with a verdict for each finding, and for the program's own failure. */
export async function withVerdicts(
  result: RunResult,
  search: SequentialSearch,
): Promise<RunResult> {
  const { outcome, memo } = search;
  const { verdicts } = memo;
  const { findings, failure } = result;
  const open = new Set<string>();
  const settle = (key: string, step: number) => {
    if (step < outcome.firstStaleStep) verdicts.set(key, { shows: "yes", seed: result.seed });
    else if (!verdicts.has(key)) open.add(key);
  };
  for (const finding of findings) {
    const key = keyOf(finding);
    if (key !== undefined) settle(key, lastStepOf(finding, outcome));
  }
  if (failure) settle(failureKey(failure), outcome.steps);
  if (open.size > 0) await decide(open, search);
  const judged = <Item>(item: Item, key: string | undefined): Item => {
    const sequential = key === undefined ? undefined : verdicts.get(key);
    return sequential ? { ...item, sequential } : item;
  };
  return {
    ...result,
    findings: findings.map((finding) => judged(finding, keyOf(finding))),
    ...(failure && { failure: judged(failure, failureKey(failure)) }),
  };
}

/** Finds a verdict for each of the open keys. */
async function decide(open: Set<string>, search: SequentialSearch): Promise<void> {
  const { program, options, outcome, memo } = search;
  const { seed } = options.schedule;
  const input = inputOf(options);
  if (typeof input === "string") return settleAll(open, memo, { shows: "unknown", why: input });
  let steps = Math.min(outcome.steps, MOST_STEPS) + EXTRA_STEPS;
  let complete = 0;
  const runs = new RepeatedRuns(program);
  for (let tried = 0; tried < MOST_RUNS && steps > 0 && open.size > 0; tried++) {
    const again = againOptions(options, {
      seed: seedAfter(seed, tried),
      steps,
      input: input.bytes,
    });
    const other = await runs.run(again);
    // What shows something is replayed, to be explained.
    steps -= isBad(other) ? 2 * other.steps : other.steps;
    if (wasCut(input, again)) continue;
    const isCutShort = other.ending.kind === "timeout" && other.steps < outcome.steps;
    if (!isCutShort) complete++;
    const shown = await shownBy(other, again, search);
    if (!shown) continue;
    for (const key of shown.keys) {
      if (open.delete(key)) memo.verdicts.set(key, { shows: "yes", seed: shown.seed });
    }
  }
  const verdict: SequentialVerdict =
    complete > 0 ? { shows: "no", runs: complete } : { shows: "unknown", why: NONE_ENDED };
  settleAll(open, memo, verdict);
}

function settleAll(open: Set<string>, { verdicts }: SequentialMemo, verdict: SequentialVerdict) {
  for (const key of open) verdicts.set(key, verdict);
}

function againOptions(
  options: RunOptions,
  { seed, steps, input }: { seed: number; steps: number; input: Uint8Array },
): RunOptions {
  // A list of decisions is of one schedule; other seeds draw others.
  const { decisions: _, ...drawn } = options;
  return {
    ...besideOptions(drawn, { input, maxSteps: steps }),
    schedule: { ...options.schedule, seed },
    weakMemory: false,
    locks: { order: undefined, misuse: false, threadLeaks: false },
  };
}

/** The findings of the run, or of one that shows the same. */
async function shownBy(
  outcome: Outcome,
  options: RunOptions,
  { memo, explain }: SequentialSearch,
): Promise<ShownBy | undefined> {
  const { races, ending } = outcome;
  if (races.length === 0 && ending.kind !== "trap" && ending.kind !== "deadlock") return undefined;
  if (ending.kind === "exhausted") return undefined;
  const what = whatItShows(outcome);
  const known = memo.shown.get(what);
  if (known) return known;
  const { seed } = options.schedule;
  const shown = { seed, keys: keysOf(await explain(options, outcome)) };
  memo.shown.set(what, shown);
  return shown;
}

// Which findings are the same.

function keysOf({ findings, failure }: RunResult): ReadonlySet<string> {
  const keys = findings.flatMap((finding) => keyOf(finding) ?? []);
  return new Set([...keys, ...(failure ? [failureKey(failure)] : [])]);
}

/**
 * The places of a finding and the variable's name. Which of two accesses comes second is the
 * schedule's choice, and with it may be the kind; so is which of several alike threads wait.
 * Undefined for what is wrong with locks, and for possible races, which no stale read shows.
 */
function keyOf(finding: Finding): string | undefined {
  if (finding.kind === "deadlock") {
    const places = finding.waits.map(({ stack }) =>
      fingerprint({ kind: "deadlock", stacks: [stack] }),
    );
    return JSON.stringify(["deadlock", [...new Set(places)].sort()]);
  }
  if (!isRace(finding) || finding.kind === "possible-data-race") return undefined;
  const { access, previous, place } = finding;
  const name = place.kind === "global" || place.kind === "tls" ? (place.name ?? "") : "";
  const stacks = [access.stack, previous.stack];
  return JSON.stringify(["race", fingerprint({ kind: "data-race", stacks }), name]);
}

/** The step at which the finding was complete. */
function lastStepOf(finding: Finding, { steps }: Outcome): number {
  return isRace(finding) ? finding.access.step : steps;
}
