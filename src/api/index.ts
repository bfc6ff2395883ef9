/**
 * `antecede` as a library: what the command line does, for programs. Node.js 20 or later; each job
 * works in a process of its own, on the packaged Node.js. docs/library.md shows how.
 */

import { type Job, type JobOptions, startJob } from "./job.ts";
import type { ReplayOptions, RunOptions } from "./options.ts";
import type { Program } from "./program.ts";
import type { RunReport } from "./report.ts";

/** A program, linked: what `antecede cc` writes. */
export interface CompiledProgram {
  /** A `.wasm` file with debug information, which `run` takes. */
  readonly bytes: Uint8Array;
  /** "as written", or the level of optimization. */
  readonly judged: string;
}

/**
 * Compiles a program, runs it and judges what it did: with the seed or the seeds that are asked
 * for, else with seed 1, and if a short program shows nothing, with the next ones.
 *
 * The same program, options and input give the same report. Findings are no error: they are in the
 * report.
 *
 * @param program a file's name, several, or a program with flags and arguments
 * @throws {UsageError} by `result`: for files that can't be used or options that can't be
 * @throws {CompileError} by `result`: if it doesn't compile or link
 * @throws {UnsupportedError} by `result`: if it needs what Antecede can't do
 */
export function run(
  program: string | readonly string[] | Program,
  options: RunOptions & JobOptions = {},
): Job<RunReport> {
  const [job, own] = divided(options);
  const task = { kind: "run", program: programFrom(program), options: own } as const;
  return startJob(task, job, (report) => report);
}

/**
 * Compiles and links only.
 *
 * @param program as for `run`
 * @throws {UsageError} by `result`: for files that can't be used
 * @throws {CompileError} by `result`: if it doesn't compile or link
 */
export function compile(
  program: string | readonly string[] | Program,
  options: JobOptions = {},
): Job<CompiledProgram> {
  const task = { kind: "compile", program: programFrom(program) } as const;
  return startJob(task, options, ({ bytes, judged }) => ({
    bytes: Buffer.from(bytes, "base64"),
    judged,
  }));
}

/**
 * Makes the run of a finding again; the report's `replay` says what became of it.
 *
 * @param report the text of a JSON report: of `antecede run --json`, or of `formatReport`
 * @throws {UsageError} by `result`: if there is no such finding, or the report holds no recording
 */
export function replay(report: string, options: ReplayOptions & JobOptions = {}): Job<RunReport> {
  const [job, own] = divided(options);
  const task = { kind: "replay", report, options: own } as const;
  return startJob(task, job, (made) => made);
}

function programFrom(program: string | readonly string[] | Program): Program {
  if (typeof program === "string") return { files: [program] };
  return "files" in program ? program : { files: program };
}

function divided<Options extends JobOptions>({
  folder,
  stdin,
  cache,
  signal,
  ...own
}: Options): [JobOptions, Omit<Options, keyof JobOptions>] {
  const job = {
    ...(folder !== undefined && { folder }),
    ...(stdin !== undefined && { stdin }),
    ...(cache !== undefined && { cache }),
    signal,
  };
  return [job, own];
}

export type { Decision } from "../detector/decision.ts";
export type * from "../detector/finding.ts";
export { isRace } from "../detector/finding.ts";
export type { MisuseKind } from "../detector/misuse.ts";
export type { DetectorName } from "../detector/options.ts";
export type { RecordedInput, Recording } from "../detector/recording.ts";
export type * from "../detector/trace.ts";
export {
  AntecedeError,
  CompileError,
  EXIT,
  InternalError,
  UnsupportedError,
  UsageError,
} from "../errors.ts";
export { type BaselineEntry, formatBaseline } from "../report/baseline.ts";
export type { LinkTo } from "../report/colour.ts";
export type { Merged, MergedRuns, SearchedSeeds } from "../report/deduplicate.ts";
export type { Around, Replay, Report } from "../report/format.ts";
export { FORMAT_NAMES, type FormatName } from "../report/formats.ts";
export type { ReportedFindings } from "../report/read-report.ts";
export type { Suppression, SuppressionType } from "../report/suppressions.ts";
export type { BaselineUse, SuppressionUse, Triage } from "../report/triage.ts";
export type { StrategyName } from "../schedule/strategies.ts";
export { version } from "../version.ts";
export type { Again } from "./again.ts";
export {
  type BaselineUpdate,
  shownIn,
  shownInText,
  type UpdatedBaseline,
  updateBaseline,
} from "./baseline.ts";
export type { JobEvent } from "./events.ts";
export { type FormatOptions, formatJobSummary, formatReport } from "./format.ts";
export { mergeReports, type ShardText } from "./merge.ts";
export { readBaseline } from "./triage-rules.ts";
export type { Job, JobOptions, Program, ReplayOptions, RunOptions, RunReport };
