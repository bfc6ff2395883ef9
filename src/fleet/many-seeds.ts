/**
 * One program under many seeds, on several threads of the machine. Each seed is a run of its own;
 * the report is the same whatever the number of jobs.
 */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { RunResult } from "../detector/finding.ts";
import { InternalError } from "../errors.ts";
import { explain } from "../explain/explain.ts";
import { SequentialMemo } from "../explain/sequential.ts";
import { isBad, whatItShows } from "../explain/what-it-shows.ts";
import type { RunOptions } from "../runtime/machine.ts";
import type { Outcome } from "../runtime/outcome.ts";
import type { LoadedProgram } from "../runtime/program.ts";
import type { FleetReply, FleetSetup } from "./worker.ts";

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
  const outcomes = new Map<number, { outcome: Outcome; options: RunOptions }>();
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
    const { seed, outcome, journal } = reply;
    const files = { ...options.files, journal };
    const schedule = { ...options.schedule, seed };
    outcomes.set(seed, { outcome, options: { ...options, schedule, files } });
    if (!keepGoing && isBad(outcome)) stop = Math.min(stop, seed);
    onProgress(`${++done} of ${to - from + 1} seeds`);
  };
  const setup = setupOf(program, options);
  await Promise.all(Array.from({ length: workers }, () => work(setup, take, receive)));
  const explained = new Map<string, RunResult>();
  const results: RunResult[] = [];
  const memo = new SequentialMemo();
  for (const [seed, ran] of [...outcomes].sort(([a], [b]) => a - b)) {
    if (seed > stop) break;
    // Explaining replays the run: once for all seeds that show the same.
    const key = whatItShows(ran.outcome);
    const known = explained.get(key);
    if (known) {
      const { steps } = ran.outcome;
      const findings = known.findings.map((finding) => ({ ...finding, seed }));
      results.push({ ...known, seed, steps, findings });
      continue;
    }
    const context = { symbolCachePath, withHistory, strategy: options.schedule.name, memo };
    const result = await explain(program, ran.options, ran.outcome, context);
    explained.set(key, result);
    results.push(result);
  }
  return results;
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
    worker.on("message", (replies: readonly FleetReply[]) => {
      for (const reply of replies) receive(reply);
      if (performance.now() - handed < SHORT_BATCH_MS) batch *= 2;
      hand();
    });
    worker.on("error", (error: Error) => reject(new InternalError(error.message)));
    hand();
  });
}
