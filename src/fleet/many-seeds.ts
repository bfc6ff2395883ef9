/**
 * One program under many seeds, on several threads of the machine. Each seed is a run of its own;
 * the report is the same whatever the number of jobs.
 */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { RunResult } from "../detector/finding.ts";
import { InternalError } from "../errors.ts";
import { cleanResult, explain } from "../explain/explain.ts";
import { SequentialMemo } from "../explain/sequential.ts";
import type { LoadedProgram } from "../runtime/program.ts";
import type { RunOptions } from "../runtime/run-options.ts";
import type { BadRun, CleanRuns, FleetReply, FleetSetup, KnownRuns } from "./worker.ts";

export interface ManySeedsOptions {
  readonly from: number;
  /** Included. */
  readonly to: number;
  /** Of them each `count`-th, beginning with number `index`, from 1. */
  readonly shard?: { readonly index: number; readonly count: number };
  readonly jobs?: number;
  /** Run all seeds, instead of stopping at the first that has a finding. */
  readonly keepGoing: boolean;
  readonly symbolCachePath: string | undefined;
  /** Whether findings of lockset detectors come with all accesses that changed C(v). */
  readonly withHistory: boolean;
  /**
   * Whether a run that has a finding, a failure or a timeout ends the search, unless all seeds are
   * run. Absent: each does.
   */
  readonly endsSearch?: (result: RunResult) => boolean;
  /** Whether each finding gets a short schedule. */
  readonly shrinks: boolean;
  readonly allFrames: boolean;
  /** Told of each run that has a finding, a failure or a timeout, in the order of the seeds. */
  readonly onResult?: (result: RunResult) => void;
  readonly onProgress: (done: number, of: number) => void;
}

const WORKER = new URL(
  import.meta.url.endsWith(".ts") ? "./worker.ts" : "./worker.js",
  import.meta.url,
);

/** A worker is handed so many seeds at once at first: a short run costs less than a message … */
const SEEDS_A_BATCH = 16;
/** … and twice as many each time that it took them less long. */
const SHORT_BATCH_MS = 50;

/**
 * Results in the order of the seeds: all of them, or up to the first that has a finding, a failure
 * or a timeout.
 */
export async function runManySeeds(
  program: LoadedProgram,
  options: RunOptions,
  search: ManySeedsOptions,
): Promise<RunResult[]> {
  const { to, shard, jobs, keepGoing, endsSearch, onProgress } = search;
  const step = shard?.count ?? 1;
  const from = search.from + (shard ? shard.index - 1 : 0);
  const count = Math.floor((to - from) / step) + 1;
  const ran = new Map<number, BadRun | KnownRun | CleanRun>();
  const workers = Math.min(jobs ?? availableParallelism(), Math.ceil(count / SEEDS_A_BATCH));
  let next = from;
  let stop = Number.POSITIVE_INFINITY;
  let done = 0;
  const take = (most: number): number[] => {
    const seeds: number[] = [];
    for (; seeds.length < most && next <= to && next <= stop; next += step) seeds.push(next);
    return seeds;
  };
  const receive = (reply: FleetReply, shown: readonly string[]): void => {
    for (const run of reply.bad) ran.set(run.seed, run);
    for (const run of knownRuns(reply.known, shown)) ran.set(run.seed, run);
    for (const run of cleanRuns(reply.clean)) ran.set(run.seed, run);
    done += reply.bad.length + reply.known.seeds.length + reply.clean.seeds.length;
    onProgress(done, count);
    if (keepGoing || reply.bad.length === 0) return;
    if (endsSearch === undefined) stop = Math.min(stop, ...reply.bad.map(({ seed }) => seed));
    else explaining = explaining.then(explainNext);
  };
  const results: RunResult[] = [];
  const explainBad = explainer(program, options, search);
  let at = from;
  let failure: unknown;
  // In the order of the seeds, whoever ran them: what a search shows depends on nothing else.
  const explainNext = async (): Promise<void> => {
    try {
      for (let run = ran.get(at); run && at <= stop; run = ran.get(at)) {
        if ("code" in run) {
          results.push(cleanResult(program, options.schedule.name, run));
        } else {
          const result = await explainBad(run);
          results.push(result);
          search.onResult?.(result);
          if (!keepGoing && (endsSearch?.(result) ?? true)) stop = at;
        }
        ran.delete(at);
        at += step;
      }
    } catch (error) {
      failure ??= error;
      stop = Number.NEGATIVE_INFINITY;
    }
  };
  let explaining = Promise.resolve();
  const setup = setupOf(program, options);
  await Promise.all(Array.from({ length: workers }, () => work(setup, take, receive)));
  await explaining.then(explainNext);
  if (failure !== undefined) throw failure;
  return results;
}

interface CleanRun {
  readonly seed: number;
  readonly steps: number;
  readonly code: number;
}

interface KnownRun {
  readonly seed: number;
  readonly steps: number;
  readonly shows: string;
}

function knownRuns({ seeds, steps, as }: KnownRuns, shown: readonly string[]): KnownRun[] {
  return seeds.map((seed, at) => ({
    seed,
    steps: steps[at] ?? 0,
    shows: shown[as[at] ?? -1] ?? "",
  }));
}

function cleanRuns({ seeds, steps, codes }: CleanRuns): CleanRun[] {
  return seeds.map((seed, at) => ({ seed, steps: steps[at] ?? 0, code: codes[at] ?? 0 }));
}

/**
 * Explaining replays a run: once for all seeds that show the same. The first of them is also the
 * first that its worker has met, since each takes seeds in their order: it comes with its outcome.
 */
function explainer(
  program: LoadedProgram,
  options: RunOptions,
  { symbolCachePath, withHistory, shrinks, allFrames }: ManySeedsOptions,
): (run: BadRun | KnownRun) => Promise<RunResult> {
  const explained = new Map<string, RunResult>();
  const strategy = options.schedule.name;
  const memo = new SequentialMemo();
  const context = { symbolCachePath, withHistory, shrinks, allFrames, strategy, memo };
  return async (run) => {
    const { seed } = run;
    const known = explained.get(run.shows);
    if (known) {
      const findings = known.findings.map((finding) => ({ ...finding, seed }));
      const { steps } = "outcome" in run ? run.outcome : run;
      return { ...known, seed, steps, findings };
    }
    if (!("outcome" in run)) throw new InternalError(`seed ${seed} shows what no seed before did`);
    const { outcome, journal } = run;
    const files = { ...options.files, journal };
    const schedule = { ...options.schedule, seed };
    const result = await explain(program, { ...options, schedule, files }, outcome, context);
    explained.set(run.shows, result);
    return result;
  };
}

function setupOf(
  { module, memoryPages, shapes, users, detector }: LoadedProgram,
  options: RunOptions,
): FleetSetup {
  const { onOutput: _, ...files } = options.files;
  const program = { module, memoryPages, shapes, users, detector };
  return { program, options: { ...options, files } };
}

/** One worker, from its start until there are no more seeds. */
function work(
  setup: FleetSetup,
  take: (count: number) => number[],
  receive: (reply: FleetReply, shown: readonly string[]) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, { workerData: setup });
    const shown: string[] = [];
    let batch = SEEDS_A_BATCH;
    let handed = 0;
    const hand = (): void => {
      const seeds = take(batch);
      handed = performance.now();
      if (seeds.length > 0) worker.postMessage(seeds);
      else worker.terminate().then(() => resolve(), reject);
    };
    worker.on("message", (reply: FleetReply) => {
      for (const { shows } of reply.bad) shown.push(shows);
      receive(reply, shown);
      if (performance.now() - handed < SHORT_BATCH_MS) batch *= 2;
      hand();
    });
    worker.on("error", (error: Error) => reject(new InternalError(error.message)));
    hand();
  });
}
