/** A worker thread of many-seeds.ts: runs the seeds it is handed and sends what came of them. */
import { parentPort, workerData } from "node:worker_threads";
import type { DetectorOptions } from "../detector/options.ts";
import { isBad } from "../explain/what-it-shows.ts";
import type { RunOptions } from "../runtime/machine.ts";
import type { Outcome } from "../runtime/outcome.ts";
import { load } from "../runtime/program.ts";
import { RepeatedRuns } from "../runtime/repeated.ts";
import type { Journal, ProgramFiles } from "../runtime/wasi.ts";

export interface FleetSetup {
  readonly linked: Uint8Array;
  readonly name: string;
  readonly judged: string;
  readonly detector: DetectorOptions;
  readonly options: Omit<RunOptions, "files"> & { readonly files: Omit<ProgramFiles, "onOutput"> };
}

export interface FleetReply {
  readonly seed: number;
  readonly outcome: Outcome;
  /** What the run read, for its replay; of a clean run nothing. */
  readonly journal: Journal;
}

const { linked, name, judged, detector, options } = workerData as FleetSetup;
const program = load(linked, name, judged, detector);
const runs = new RepeatedRuns(program);

parentPort?.on("message", async (seeds: readonly number[]) => {
  const replies: FleetReply[] = [];
  for (const seed of seeds) replies.push(await runSeed(seed));
  parentPort?.postMessage(replies);
});

async function runSeed(seed: number): Promise<FleetReply> {
  const journal: Journal = { mode: "record", entries: [] };
  const runOptions: RunOptions = {
    ...options,
    schedule: { ...options.schedule, seed },
    // Which of the runs should be heard? None: a program's output belongs to a single run.
    files: { ...options.files, journal, onOutput: () => {} },
  };
  const outcome = await runs.run(runOptions);
  if (isBad(outcome)) return { seed, outcome, journal };
  // Nothing of it will be explained, and a message costs more than a short run.
  return { seed, outcome: { ...outcome, threads: [] }, journal: { mode: "record", entries: [] } };
}
