/**
 * More seeds for a short program that shows nothing with the first. A start of the tool takes as
 * long as hundreds of such runs, and much shows under one schedule in ten or in fifty only. Nothing
 * else changes: what the program prints is that of the first run, and the further ones write
 * nothing.
 *
 * How many there are depends on what they do, never on time: the same on every machine.
 */
import type { RunResult } from "../detector/finding.ts";
import { besideOptions, inputOf, seedAfter, wasCut } from "../explain/again.ts";
import { cleanResult, type ExplainContext, explain } from "../explain/explain.ts";
import { whatItShows } from "../explain/what-it-shows.ts";
import { hasFindings, type Outcome } from "../runtime/outcome.ts";
import type { LoadedProgram } from "../runtime/program.ts";
import type { RepeatedRuns } from "../runtime/repeated.ts";
import type { RunOptions } from "../runtime/run-options.ts";
import type { ProgramFiles } from "../runtime/wasi.ts";

/** Most of what one run in fifty shows is found by then. */
const MOST_RUNS = 256;
/** In steps: some ten milliseconds. */
const MOST_COST = 1_000_000;
/** What else takes time, in steps. */
const SWITCH_COST = 20;
const THREAD_COST = 500;
const CALL_COST = 200;
/** So many bytes, and their shadow, are put back to their start in the time of a step or so. */
const BYTES_A_STEP = 64;
/** With which a Rust program ends whose main thread has panicked. */
const PANIC_CODE = 101;

type Output = Parameters<ProgramFiles["onOutput"]>;

/** The run before, and where it was made. */
export interface FirstRun {
  readonly program: LoadedProgram;
  /** With the journal that it filled. */
  readonly options: RunOptions;
  readonly outcome: Outcome;
  readonly runs: RepeatedRuns;
  /** How often it wrote. */
  readonly writes: number;
}

/**
 * Runs with the seeds after the first run's, which showed no news, until one does.
 *
 * @param isNews whether what a run shows has not been known before
 * @returns all of them, in the order of their seeds; none if there is no news
 */
export async function runMoreSeeds(
  first: FirstRun,
  explainIn: ExplainContext,
  isNews: (result: RunResult) => boolean,
): Promise<readonly RunResult[]> {
  const { program, options, outcome, runs } = first;
  const input = inputOf(options);
  if (!mayShowMore(outcome) || typeof input === "string") return [];
  const results: RunResult[] = [];
  const known = new Set([whatItShows(outcome)]);
  let cost = costOf(first, first);
  for (let left = MOST_COST; results.length < MOST_RUNS && left > cost; left -= cost) {
    const seed = seedAfter(options.schedule.seed, results.length + 1);
    const written: Output[] = [];
    const again = againOptions(options, { input: input.bytes, maxSteps: left, seed, written });
    const other = await runs.run(again);
    cost = costOf(first, { options: again, outcome: other });
    const result = cleanOf(program, again, other);
    results.push(result);
    if (wasCut(input, again)) continue;
    if (hasPanicked(other) && !hasPanicked(outcome)) {
      // The program says where and why.
      for (const output of written) options.files.onOutput(...output);
      return results;
    }
    const shows = isBad(other) ? whatItShows(other) : undefined;
    if (shows === undefined || known.has(shows)) continue;
    known.add(shows);
    const whole = { ...again, maxSteps: options.maxSteps, timeoutMs: options.timeoutMs };
    const bad = await explain(program, whole, other, explainIn);
    results[results.length - 1] = bad;
    if (isNews(bad)) return results;
  }
  return [];
}

/** @param written is filled with what the program writes */
function againOptions(
  options: RunOptions,
  {
    seed,
    written,
    ...bounds
  }: { seed: number; written: Output[]; input: Uint8Array; maxSteps: number },
): RunOptions {
  const beside = besideOptions(options, bounds);
  const onOutput: ProgramFiles["onOutput"] = (stream, bytes) => {
    written.push([stream, bytes.slice()]);
  };
  return {
    ...beside,
    schedule: { ...options.schedule, seed },
    files: { ...beside.files, onOutput },
  };
}

/** Of the run that has just been made, and of one like it, by what it did. In steps. */
function costOf(
  { runs, writes }: FirstRun,
  { options, outcome }: Pick<FirstRun, "options" | "outcome">,
): number {
  const { steps, switches, threads } = outcome;
  const calls = writes + options.files.journal.entries.length;
  return (
    steps +
    switches * SWITCH_COST +
    threads.length * THREAD_COST +
    calls * CALL_COST +
    runs.staleBytes / BYTES_A_STEP
  );
}

/** It ended as it should, and another schedule is another run. */
function mayShowMore({ ending, threads }: Outcome): boolean {
  return ending.kind === "exit" && threads.length > 1;
}

function hasPanicked({ ending }: Outcome): boolean {
  return ending.kind === "exit" && ending.code === PANIC_CODE;
}

/** A bound that is the search's is no timeout; nor need a race that is expected show each time. */
function isBad(outcome: Outcome): boolean {
  const { ending, missing } = outcome;
  if (missing.length > 0) return false;
  if (ending.kind === "trap" || ending.kind === "deadlock") return true;
  return ending.kind === "exit" && hasFindings(outcome);
}

function cleanOf(program: LoadedProgram, { schedule }: RunOptions, outcome: Outcome): RunResult {
  const { ending, steps } = outcome;
  const code = ending.kind === "exit" ? ending.code : 0;
  return cleanResult(program, schedule.name, { seed: schedule.seed, steps, code });
}
