/** A worker thread of many-seeds.ts: runs the seeds it is handed and sends what came of them. */
import { parentPort, workerData } from "node:worker_threads";
import { ProgramInstance } from "../runtime/instance.ts";
import { type RunOptions, run } from "../runtime/machine.ts";
import type { Outcome } from "../runtime/outcome.ts";
import { load } from "../runtime/program.ts";
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
const instance = new ProgramInstance(program);

parentPort?.on("message", async (seeds: readonly number[]) => {
  for (const seed of seeds) {
    const journal: Journal = { mode: "record", entries: [] };
    const runOptions: RunOptions = {
      ...options,
      schedule: { ...options.schedule, seed },
      // Which of the runs should be heard? None: a program's output belongs to a single run.
      files: { ...options.files, journal, onOutput: () => {} },
    };
    let outcome = await run(program, runOptions, instance);
    if (outcome.ending.kind === "trap") {
      // The instance may have more memory than this run has, and a call of libc may touch it.
      journal.entries.length = 0;
      outcome = await run(program, runOptions);
    }
    parentPort?.postMessage({ seed, outcome, journal } satisfies FleetReply);
  }
  parentPort?.postMessage("batch done");
});
