/** A worker thread of many-seeds.ts: runs the seeds it is handed and sends what came of them. */
import { parentPort, workerData } from "node:worker_threads";
import type { RunOptions } from "../runtime/machine.ts";
import type { Outcome } from "../runtime/outcome.ts";
import { load } from "../runtime/program.ts";
import { RepeatedRuns } from "../runtime/repeated.ts";
import type { Journal, ProgramFiles } from "../runtime/wasi.ts";

export interface FleetSetup {
  readonly linked: Uint8Array;
  readonly name: string;
  readonly judged: string;
  readonly options: Omit<RunOptions, "files"> & { readonly files: Omit<ProgramFiles, "onOutput"> };
}

export interface FleetReply {
  readonly seed: number;
  readonly outcome: Outcome;
  /** What the run read, for its replay. */
  readonly journal: Journal;
}

const { linked, name, judged, options } = workerData as FleetSetup;
const program = load(linked, name, judged);
const runs = new RepeatedRuns(program);

parentPort?.on("message", async (seeds: readonly number[]) => {
  for (const seed of seeds) {
    const journal: Journal = { mode: "record", entries: [] };
    const runOptions: RunOptions = {
      ...options,
      schedule: { ...options.schedule, seed },
      // Which of the runs should be heard? None: a program's output belongs to a single run.
      files: { ...options.files, journal, onOutput: () => {} },
    };
    const outcome = await runs.run(runOptions);
    parentPort?.postMessage({ seed, outcome, journal } satisfies FleetReply);
  }
  parentPort?.postMessage("batch done");
});
