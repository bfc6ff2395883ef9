/** A worker thread of many-seeds.ts: runs the seeds it is handed and sends what came of them. */
import { parentPort, workerData } from "node:worker_threads";
import type { DetectorOptions } from "../detector/options.ts";
import { isBad } from "../explain/what-it-shows.ts";
import type { Outcome } from "../runtime/outcome.ts";
import { load } from "../runtime/program.ts";
import { RepeatedRuns } from "../runtime/repeated.ts";
import type { RunOptions } from "../runtime/run-options.ts";
import type { Journal, ProgramFiles } from "../runtime/wasi.ts";

export interface FleetSetup {
  readonly linked: Uint8Array;
  readonly name: string;
  readonly judged: string;
  readonly detector: DetectorOptions;
  readonly options: Omit<RunOptions, "files"> & { readonly files: Omit<ProgramFiles, "onOutput"> };
}

/** A run that has something to report. */
export interface BadRun {
  readonly seed: number;
  readonly outcome: Outcome;
  /** What the run read, for its replay. */
  readonly journal: Journal;
}

/** What came of a batch of seeds. */
export interface FleetReply {
  readonly bad: readonly BadRun[];
  readonly clean: CleanRuns;
}

/** The others, one number for each. */
export interface CleanRuns {
  readonly seeds: number[];
  readonly steps: number[];
  readonly codes: number[];
}

const { linked, name, judged, detector, options } = workerData as FleetSetup;
const program = load(linked, name, judged, detector);
const runs = new RepeatedRuns(program);

parentPort?.on("message", async (seeds: readonly number[]) => {
  const bad: BadRun[] = [];
  const clean: CleanRuns = { seeds: [], steps: [], codes: [] };
  for (const seed of seeds) {
    const { outcome, journal } = await runSeed(seed);
    if (isBad(outcome)) {
      bad.push({ seed, outcome, journal });
      continue;
    }
    clean.seeds.push(seed);
    clean.steps.push(outcome.steps);
    clean.codes.push(outcome.ending.kind === "exit" ? outcome.ending.code : 0);
  }
  parentPort?.postMessage({ bad, clean } satisfies FleetReply);
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
