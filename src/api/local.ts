/**
 * Jobs in this process: for the command line and for the process of a library's job, which both
 * have the Node.js and the flags that programs need. `index.ts` is the same for everybody.
 */
import { basename } from "node:path";
import { compileOnly, type LinkedProgram } from "../toolchain/build.ts";
import { close } from "../toolchain/client.ts";
import type { ReplayOptions, RunOptions } from "./options.ts";
import { buildOptionsOf, type Program } from "./program.ts";
import type { RecordedRun } from "./recording.ts";
import { replayIn } from "./replay.ts";
import type { RunReport } from "./report.ts";
import {
  buildContext,
  buildProgram,
  judge,
  loadFor,
  openSession,
  reportOf,
  type Timings,
  type World,
  withCompiler,
} from "./session.ts";

/** What a job made, and what each of its steps took. */
export interface Done<Result> {
  readonly result: Result;
  readonly timings: Timings;
}

/** Builds, runs, explains. */
export async function runHere(
  world: World,
  program: Program,
  options: RunOptions,
): Promise<Done<RunReport>> {
  const session = openSession(program, options, world);
  return withCompiler(async () => {
    const linked = await buildProgram(session);
    const results = await judge(session, loadFor(session, linked), linked);
    return { result: await reportOf(session, results, linked), timings: session.timings };
  });
}

/** Builds only. */
export async function compileHere(world: World, program: Program): Promise<Done<LinkedProgram>> {
  const session = openSession(program, {}, world);
  return withCompiler(async () => ({
    result: await buildProgram(session),
    timings: session.timings,
  }));
}

/** An object for each source, by the name that a compiler gives it. */
export async function compileObjectsHere(
  world: World,
  program: Program,
): Promise<readonly { readonly name: string; readonly bytes: Uint8Array }[]> {
  const build = buildOptionsOf(program);
  return withCompiler(async () =>
    (await compileOnly(build, buildContext(world))).map(({ source, object }) => ({
      name: basename(source).replace(/\.\w+$/, ".o"),
      bytes: object,
    })),
  );
}

/** Runs again what was recorded. */
export function replayHere(
  world: World,
  recorded: RecordedRun,
  options: ReplayOptions,
): Promise<Done<RunReport>> {
  return withCompiler(async () => {
    const { report, session } = await replayIn(world, recorded, options);
    return { result: report, timings: session.timings };
  });
}

// What else the command line asks for.
export type { RunResult } from "../detector/finding.ts";
export { DETECTOR_NAMES } from "../detector/options.ts";
export { formatBaseline, isDate } from "../report/baseline.ts";
export type { LinkTo } from "../report/colour.ts";
export { FORMAT_NAMES, FORMATS, type FormatName } from "../report/formats.ts";
export type { ReportedFindings } from "../report/read-report.ts";
export { isNews, triage } from "../report/triage.ts";
export { pluralText } from "../report/words.ts";
export { run } from "../runtime/machine.ts";
export type { LoadedProgram } from "../runtime/program.ts";
export { writeFully } from "../runtime/wasi.ts";
export { STRATEGY_NAMES } from "../schedule/strategies.ts";
export { linkRust } from "../toolchain/build.ts";
export { Cache, contentKey } from "../toolchain/cache.ts";
export { defaultCacheFolder } from "../toolchain/cache-folder.ts";
export { type BuildOptions, BuildOptionsBuilder } from "../toolchain/options.ts";
export { type CargoBuild, type CargoProgram, cargoPrograms } from "../toolchain/rust/cargo.ts";
export { type Again, againBy } from "./again.ts";
export { shownIn, shownInText, updateBaseline } from "./baseline.ts";
export { type Check, type Diagnosis, diagnose } from "./doctor.ts";
export type { JobEvent } from "./events.ts";
export { type FormatOptions, formatJobSummary, formatNoRuns, formatReport } from "./format.ts";
export { mergeReports } from "./merge.ts";
export { OptionReader } from "./option-reader.ts";
export { readOptions, wordsOf } from "./options.ts";
export { programOf } from "./program.ts";
export { parseRecordedRun, type RecordedRun, readRecordedRun } from "./recording.ts";
export {
  buildContext,
  exitCodeOf,
  judge,
  loadFor,
  openSession,
  reportOf,
  type Session,
} from "./session.ts";
export { readBaseline, readText } from "./triage-rules.ts";
export type { LinkedProgram, Program, RunOptions, RunReport, Timings, World };
export { close };
