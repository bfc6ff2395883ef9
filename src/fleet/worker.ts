/** A worker thread of many-seeds.ts: runs the seeds it is handed and sends what came of them. */
import { parentPort, workerData } from "node:worker_threads";
import { isBad, whatItShows } from "../explain/what-it-shows.ts";
import type { Outcome } from "../runtime/outcome.ts";
import type { RunnableProgram } from "../runtime/program.ts";
import { RepeatedRuns } from "../runtime/repeated.ts";
import type { RunOptions } from "../runtime/run-options.ts";
import type { Journal, ProgramFiles } from "../runtime/wasi.ts";

export interface FleetSetup {
  readonly program: RunnableProgram;
  readonly options: Omit<RunOptions, "files"> & { readonly files: Omit<ProgramFiles, "onOutput"> };
}

/** A run that has something to report, which no run of this worker has shown before. */
export interface BadRun {
  readonly seed: number;
  /** whatItShows(outcome). */
  readonly shows: string;
  readonly outcome: Outcome;
  /** What the run read, for its replay. */
  readonly journal: Journal;
}

/** What came of a batch of seeds. */
export interface FleetReply {
  readonly bad: readonly BadRun[];
  readonly known: KnownRuns;
  readonly clean: CleanRuns;
}

/** Runs that show the same as one before, one number for each. */
export interface KnownRuns {
  readonly seeds: number[];
  readonly steps: number[];
  /** As which of the bad runs, counted over all replies of this worker. */
  readonly as: number[];
}

/** The others, one number for each. */
export interface CleanRuns {
  readonly seeds: number[];
  readonly steps: number[];
  readonly codes: number[];
}

const { program, options } = workerData as FleetSetup;
const runs = new RepeatedRuns(program);
/** The numbers of the bad runs, by what they show. */
const shown = new Map<string, number>();

parentPort?.on("message", async (seeds: readonly number[]) => {
  const bad: BadRun[] = [];
  const known: KnownRuns = { seeds: [], steps: [], as: [] };
  const clean: CleanRuns = { seeds: [], steps: [], codes: [] };
  for (const seed of seeds) {
    const { outcome, journal } = await runSeed(seed);
    if (!isBad(outcome)) {
      clean.seeds.push(seed);
      clean.steps.push(outcome.steps);
      clean.codes.push(outcome.ending.kind === "exit" ? outcome.ending.code : 0);
      continue;
    }
    const shows = whatItShows(outcome);
    const as = shown.get(shows);
    if (as === undefined) {
      shown.set(shows, shown.size);
      bad.push({ seed, shows, outcome, journal });
      continue;
    }
    known.seeds.push(seed);
    known.steps.push(outcome.steps);
    known.as.push(as);
  }
  parentPort?.postMessage({ bad, known, clean } satisfies FleetReply);
});

async function runSeed(seed: number): Promise<{ outcome: Outcome; journal: Journal }> {
  const journal: Journal = { mode: "record", entries: [] };
  const outcome = await runs.run({
    ...options,
    schedule: { ...options.schedule, seed },
    // Which of the runs should be heard? None: a program's output belongs to a single run.
    files: { ...options.files, journal, onOutput: silence },
  });
  return { outcome, journal };
}

function silence(): void {}
