/**
 * A short schedule that shows a finding: ddmin (Zeller & Hildebrandt, Simplifying and isolating
 * failure-inducing input, TSE 2002, section 3) over the decisions of its run. What is left out of
 * them the plain schedule decides (schedule/decisions.ts). A candidate passes if the run that it
 * makes shows a finding of the same key: its fingerprint, and the variable's name.
 *
 * Two changes. Decisions that make no difference go at once, after each candidate that passes: most
 * of a run's decisions change nothing. And the whole of one kind is tried first, since a finding
 * seldom needs all kinds.
 *
 * The result is 1-minimal (no single decision can be left out) unless a bound was met. It is not
 * the least that there is.
 */
import type { Decision, DecisionKind } from "../detector/decision.ts";
import {
  type DecisionCounts,
  type Finding,
  isRace,
  type PlacedDecision,
  type RunResult,
  type ShortSchedule,
  type Stack,
} from "../detector/finding.ts";
import { failureKey, findingKey } from "../detector/fingerprint.ts";
import type { Outcome } from "../runtime/outcome.ts";
import type { LoadedProgram } from "../runtime/program.ts";
import { RepeatedRuns } from "../runtime/repeated.ts";
import type { RunOptions } from "../runtime/run-options.ts";
import { besideOptions, inputOf } from "./again.ts";
import { decisionStacks } from "./decision-places.ts";
import { isBad, whatItShows } from "./what-it-shows.ts";

/** Runs tried for one finding. */
const MOST_RUNS = 2000;
/** Steps of all runs that are tried, for all findings of a run: seconds on a machine of today. */
const MOST_STEPS = 200_000_000;
/** Beside the run's own: the plain schedule lets a thread that spins go on for long. */
const EXTRA_STEPS = 1_000_000;
/** A run with more decisions takes too long to be shortened. */
const MOST_DECISIONS = 100_000;

const KINDS: readonly DecisionKind[] = ["read", "failure", "wake-up", "wake", "switch", "next"];

export interface ShrinkSearch {
  readonly program: LoadedProgram;
  /** Those of the run, with the journal that it filled. */
  readonly options: RunOptions;
  readonly outcome: Outcome;
  /** Explains a run of the search. */
  readonly explain: (options: RunOptions, outcome: Outcome) => Promise<RunResult>;
  /** Symbolizes raw stacks. */
  readonly stacks: (raw: readonly string[]) => Promise<readonly Stack[]>;
}

/** A run that shows the finding. */
interface Passed {
  readonly options: RunOptions;
  readonly outcome: Outcome;
  /** Its decisions that made a difference. */
  readonly effective: readonly Decision[];
}

/** The result, with a short schedule for each finding that has one. */
export async function withSchedules(result: RunResult, search: ShrinkSearch): Promise<RunResult> {
  const input = inputOf(search.options);
  if (typeof input === "string") return result;
  const { findings, failure } = result;
  const steps = failure ? [search.outcome.steps] : findings.map((one) => lastStep(one, search));
  const shrinker = new Shrinker(search, input.bytes, Math.max(...steps));
  const all = await shrinker.record();
  if (!all) return result;
  const shortened = async <Item>(item: Item, key: string): Promise<Item> => {
    const schedule = await shrinker.shortest(all, key);
    return schedule ? { ...item, schedule } : item;
  };
  const shorter: Finding[] = [];
  for (const finding of findings) shorter.push(await shortened(finding, findingKey(finding)));
  return {
    ...result,
    findings: shorter,
    ...(failure && { failure: await shortened(failure, failureKey(failure)) }),
  };
}

/** At which the finding was complete: what comes later in its run need not be made again. */
function lastStep(finding: Finding, { outcome }: ShrinkSearch): number {
  return isRace(finding) ? finding.access.step : outcome.steps;
}

class Shrinker {
  readonly #search: ShrinkSearch;
  readonly #input: Uint8Array;
  /** Of the run, until all findings are complete. */
  readonly #length: number;
  readonly #runs: RepeatedRuns;
  /** By what runs show: the keys of the findings of one of them. */
  readonly #shown = new Map<string, ReadonlySet<string>>();
  #steps = MOST_STEPS;
  #tried = 0;

  constructor(search: ShrinkSearch, input: Uint8Array, steps: number) {
    this.#search = search;
    this.#input = input;
    this.#length = steps;
    this.#runs = new RepeatedRuns(search.program);
  }

  /** All decisions of the run; undefined if there are too many. */
  async record(): Promise<readonly Decision[] | undefined> {
    const { decisions } = this.#search.options;
    if (decisions?.mode === "follow") return decisions.list;
    const list: Decision[] = [];
    const again = await this.#runs.run({
      // A step more, or the last access would be the end of the run.
      ...this.#options(this.#length + 1),
      decisions: { mode: "record", list },
    });
    this.#steps -= again.steps;
    return list.length <= MOST_DECISIONS ? list : undefined;
  }

  /** Undefined if not even all decisions show the finding. */
  async shortest(all: readonly Decision[], key: string): Promise<ShortSchedule | undefined> {
    this.#tried = 0;
    const test = async (list: readonly Decision[]) => (await this.#run(list, key))?.effective;
    const from = await test(all);
    if (!from) return undefined;
    let list: readonly Decision[] = all;
    const keep = async (candidate: readonly Decision[]): Promise<boolean> => {
      const effective = await test(candidate);
      if (!effective) return false;
      list = effective.length < candidate.length && (await test(effective)) ? effective : candidate;
      return true;
    };
    await keep(all);
    for (const kind of KINDS) {
      const rest = list.filter((decision) => decision.kind !== kind);
      if (rest.length < list.length) await keep(rest);
    }
    await this.#minimize(() => list, keep);
    const decisions = list.filter((decision) => all.includes(decision));
    const runs = this.#tried;
    const isMinimal = !this.#isExhausted;
    // What runs show is compared in short; the last word has the whole explanation.
    const last = await this.#run(decisions, key, true);
    if (!last) return undefined;
    const placed = await this.#placed(decisions, last);
    return { ...countsOf(decisions), from: countsOf(from), runs, isMinimal, decisions: placed };
  }

  /** The decisions with their stacks, as far as they have one. */
  async #placed(
    decisions: readonly Decision[],
    { options, outcome }: Passed,
  ): Promise<PlacedDecision[]> {
    if (decisions.length === 0) return [];
    const raw = await decisionStacks(this.#search.program, options, outcome, decisions);
    const stacks = await this.#search.stacks(decisions.map((one) => raw.get(one) ?? ""));
    return decisions.map((decision, at) => {
      const stack = stacks[at] ?? [];
      return stack.length === 0 ? decision : { ...decision, stack };
    });
  }

  /** ddmin: without each of so many parts; then of twice as many, until they are single ones. */
  async #minimize(
    current: () => readonly Decision[],
    keep: (candidate: readonly Decision[]) => Promise<boolean>,
  ): Promise<void> {
    let parts = 2;
    while (current().length > 0 && !this.#isExhausted) {
      const list = current();
      const size = Math.ceil(list.length / parts);
      let isShorter = false;
      for (let start = 0; start < list.length && !isShorter; start += size) {
        isShorter = await keep([...list.slice(0, start), ...list.slice(start + size)]);
      }
      if (isShorter) parts = Math.max(parts - 1, 2);
      else if (size === 1) return;
      else parts *= 2;
    }
  }

  get #isExhausted(): boolean {
    return this.#tried >= MOST_RUNS || this.#steps <= 0;
  }

  /**
   * The run of a list, if it shows the finding.
   *
   * @param isExact whether the run is explained, whatever a like one showed
   */
  async #run(list: readonly Decision[], key: string, isExact = false): Promise<Passed | undefined> {
    if (!isExact && this.#isExhausted) return undefined;
    this.#tried++;
    const effective = new Set<Decision>();
    const bound = this.#options(this.#length + EXTRA_STEPS);
    const options = { ...bound, decisions: { mode: "follow" as const, list, effective } };
    const outcome = await this.#runs.run(options);
    this.#steps -= outcome.steps;
    // The replays of an explanation fill the set anew.
    const differing = list.filter((decision) => effective.has(decision));
    const keys = await this.#keys(options, outcome, isExact);
    return keys.has(key) ? { options, outcome, effective: differing } : undefined;
  }

  async #keys(
    options: RunOptions,
    outcome: Outcome,
    isExact: boolean,
  ): Promise<ReadonlySet<string>> {
    const { kind } = outcome.ending;
    if (!isBad(outcome) || kind === "exhausted" || kind === "unsupported") return new Set();
    const what = whatItShows(outcome);
    const known = this.#shown.get(what);
    if (known && !isExact) return known;
    const { findings, failure } = await this.#search.explain(options, outcome);
    const keys = new Set([...findings.map(findingKey), ...(failure ? [failureKey(failure)] : [])]);
    this.#shown.set(what, keys);
    return keys;
  }

  #options(maxSteps: number): RunOptions {
    return besideOptions(this.#search.options, { input: this.#input, maxSteps });
  }
}

function countsOf(decisions: readonly Decision[]): DecisionCounts {
  const count = (...kinds: readonly DecisionKind[]) =>
    decisions.filter(({ kind }) => kinds.includes(kind)).length;
  return {
    switches: count("switch", "next"),
    staleReads: count("read"),
    failures: count("failure"),
    wakes: count("wake"),
    wakeUps: count("wake-up"),
  };
}
