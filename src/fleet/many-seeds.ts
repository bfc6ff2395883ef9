/**
 * One program under many seeds, on several threads of the machine. Each seed is a run of its own;
 * the report is the same whatever the number of jobs.
 */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { RunResult } from "../detector/finding.ts";
import { InternalError } from "../errors.ts";
import { cleanResult, type ExplainContext, explain } from "../explain/explain.ts";
import { SequentialMemo } from "../explain/sequential.ts";
import { whatItShows } from "../explain/what-it-shows.ts";
import type { RunOptions } from "../runtime/machine.ts";
import type { LoadedProgram } from "../runtime/program.ts";
import type { BadRun, CleanRuns, FleetReply, FleetSetup } from "./worker.ts";

export interface ManySeedsOptions {
  readonly from: number;
  /** Included. */
  readonly to: number;
  readonly jobs?: number;
  /** Run all seeds, instead of stopping at the first that has a finding. */
  readonly keepGoing: boolean;
  readonly symbolCachePath: string | undefined;
  /** Whether findings of lockset detectors come with all accesses that changed C(v). */
  readonly withHistory: boolean;
  readonly onProgress: (text: string) => void;
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
  { from, to, jobs, keepGoing, symbolCachePath, withHistory, onProgress }: ManySeedsOptions,
): Promise<RunResult[]> {
  const bad: BadRun[] = [];
  const clean: CleanRuns[] = [];
  const workers = Math.min(
    jobs ?? availableParallelism(),
    Math.ceil((to - from + 1) / SEEDS_A_BATCH),
  );
  let next = from;
  let stop = Number.POSITIVE_INFINITY;
  let done = 0;
  const take = (count: number): number[] => {
    const seeds: number[] = [];
    while (seeds.length < count && next <= to && next <= stop) seeds.push(next++);
    return seeds;
  };
  const receive = (reply: FleetReply): void => {
    bad.push(...reply.bad);
    clean.push(reply.clean);
    if (!keepGoing) stop = Math.min(stop, ...reply.bad.map(({ seed }) => seed));
    done += reply.bad.length + reply.clean.seeds.length;
    onProgress(`${done} of ${to - from + 1} seeds`);
  };
  const setup = setupOf(program, options);
  await Promise.all(Array.from({ length: workers }, () => work(setup, take, receive)));
  const results = clean.flatMap((runs) => cleanResults(program, options.schedule.name, runs));
  const context = { symbolCachePath, withHistory, strategy: options.schedule.name };
  const explainer = new Explainer(program, options, { ...context, memo: new SequentialMemo() });
  for (const run of bad.sort((one, other) => one.seed - other.seed)) {
    if (run.seed <= stop) results.push(await explainer.explain(run));
  }
  return results.filter(({ seed }) => seed <= stop).sort((one, other) => one.seed - other.seed);
}

function cleanResults(program: LoadedProgram, strategy: string, runs: CleanRuns): RunResult[] {
  return runs.seeds.map((seed, index) => {
    const steps = runs.steps[index] ?? 0;
    return cleanResult(program, strategy, { seed, steps, code: runs.codes[index] ?? 0 });
  });
}

/** Explaining replays the run: once for all seeds that show the same. */
class Explainer {
  readonly #program: LoadedProgram;
  readonly #options: RunOptions;
  readonly #context: ExplainContext;
  readonly #known = new Map<string, RunResult>();

  constructor(program: LoadedProgram, options: RunOptions, context: ExplainContext) {
    this.#program = program;
    this.#options = options;
    this.#context = context;
  }

  async explain({ seed, outcome, journal }: BadRun): Promise<RunResult> {
    const key = whatItShows(outcome);
    const known = this.#known.get(key);
    if (known) {
      const findings = known.findings.map((finding) => ({ ...finding, seed }));
      return { ...known, seed, steps: outcome.steps, findings };
    }
    const files = { ...this.#options.files, journal };
    const schedule = { ...this.#options.schedule, seed };
    const options = { ...this.#options, schedule, files };
    const result = await explain(this.#program, options, outcome, this.#context);
    this.#known.set(key, result);
    return result;
  }
}

function setupOf(program: LoadedProgram, options: RunOptions): FleetSetup {
  const { onOutput: _, ...files } = options.files;
  return {
    linked: program.linked,
    name: program.name,
    judged: program.judged,
    detector: program.detector,
    options: { ...options, files },
  };
}

/** One worker, from its start until there are no more seeds. */
function work(
  setup: FleetSetup,
  take: (count: number) => number[],
  receive: (reply: FleetReply) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, { workerData: setup });
    let batch = SEEDS_A_BATCH;
    let handed = 0;
    const hand = (): void => {
      const seeds = take(batch);
      handed = performance.now();
      if (seeds.length > 0) worker.postMessage(seeds);
      else worker.terminate().then(() => resolve(), reject);
    };
    worker.on("message", (reply: FleetReply) => {
      receive(reply);
      if (performance.now() - handed < SHORT_BATCH_MS) batch *= 2;
      hand();
    });
    worker.on("error", (error: Error) => reject(new InternalError(error.message)));
    hand();
  });
}
