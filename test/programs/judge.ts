/**
 * Builds, runs and explains a program within this process: the compiler is loaded once for all of
 * them. The command line around it has tests of its own (test/cli).
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { runMoreSeeds } from "../../src/api/more-seeds.ts";
import { memoryLimitBytes } from "../../src/binding/detectors.ts";
import type { RunResult } from "../../src/detector/finding.ts";
import { type CycleRules, NO_EXCEPTIONS } from "../../src/detector/lock-order.ts";
import { DEFAULT_DETECTOR, type DetectorOptions } from "../../src/detector/options.ts";
import { explain } from "../../src/explain/explain.ts";
import type { Outcome } from "../../src/runtime/outcome.ts";
import { type LoadedProgram, load } from "../../src/runtime/program.ts";
import { RepeatedRuns } from "../../src/runtime/repeated.ts";
import type { RunOptions } from "../../src/runtime/run-options.ts";
import type { Decisions } from "../../src/schedule/decisions.ts";
import { build } from "../../src/toolchain/build.ts";
import { Cache } from "../../src/toolchain/cache.ts";
import { BuildOptionsBuilder } from "../../src/toolchain/options.ts";

const scratch = mkdtempSync(join(tmpdir(), "antecede-test-"));
const cache = new Cache(join(scratch, "cache"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));

export interface Judged {
  readonly result: RunResult;
  readonly stdout: string;
  readonly stderr: string;
}

export interface JudgeOptions {
  readonly detector?: DetectorOptions;
  readonly flags?: readonly string[];
  readonly seed?: number;
  readonly preemptionRate?: number;
  readonly decisions?: Decisions;
  readonly strategy?: RunOptions["schedule"]["name"];
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly maxSteps?: number;
  readonly atExit?: "drain" | "kill";
  readonly spuriousWakeups?: boolean;
  readonly weakMemory?: boolean;
  readonly casFailureRate?: number;
  readonly lockOrder?: CycleRules;
  readonly misuse?: boolean;
  readonly threadLeaks?: boolean;
}

/** Builds a program from one source. @throws {CompileError} */
export async function buildProgram(
  file: string,
  flags: readonly string[] = [],
): Promise<LoadedProgram> {
  const builder = new BuildOptionsBuilder();
  builder.inputs.push(basename(file));
  const rest = [...flags];
  while (rest.length > 0) {
    const flag = rest.shift() ?? "";
    if (!builder.take(flag, () => rest.shift())) throw new Error(`unknown flag ${flag}`);
  }
  const linked = await build(
    builder.finish(),
    {
      cache,
      folder: dirname(file),
      colour: false,
      columns: 0,
      onDiagnostics: () => {},
      onProgress: () => {},
    },
    { compileMs: 0, linkMs: 0 },
  );
  return load(linked.bytes, basename(file), linked.judged, DEFAULT_DETECTOR);
}

/** A run, with what is needed to explain it. */
export interface Ran {
  readonly program: LoadedProgram;
  readonly options: RunOptions;
  readonly outcome: Outcome;
  readonly runs: RepeatedRuns;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

/** Of each program: its runs share an instance. */
const repeated = new WeakMap<LoadedProgram, RepeatedRuns>();

/** The program with the hooks of this detector. */
export function judgedBy(program: LoadedProgram, detector: DetectorOptions): LoadedProgram {
  // Whether mixed sizes race, the program itself says.
  const asked = { ...detector, mixedSizesRace: program.detector.mixedSizesRace };
  if (isDeepStrictEqual(program.detector, asked)) return program;
  const { linked, name, judged } = program;
  return load(linked, name, judged, detector);
}

/** Runs a built program once. */
export async function runProgram(
  built: LoadedProgram,
  folder: string,
  options: JudgeOptions = {},
): Promise<Ran> {
  const program = judgedBy(built, options.detector ?? DEFAULT_DETECTOR);
  const output = { stdout: [] as Uint8Array[], stderr: [] as Uint8Array[] };
  const runOptions: RunOptions = {
    schedule: {
      name: options.strategy ?? "random",
      seed: options.seed ?? 1,
      preemptionRate: options.preemptionRate,
    },
    ...(options.decisions && { decisions: options.decisions }),
    maxSteps: options.maxSteps ?? 200_000_000,
    timeoutMs: 60_000,
    atExit: options.atExit ?? "drain",
    spuriousWakeups: options.spuriousWakeups ?? false,
    weakMemory: options.weakMemory ?? true,
    ...(options.casFailureRate !== undefined && { casFailureRate: options.casFailureRate }),
    memoryLimitBytes: memoryLimitBytes(program.detector.name),
    locks: {
      order: options.lockOrder ?? NO_EXCEPTIONS,
      misuse: options.misuse ?? true,
      threadLeaks: options.threadLeaks ?? false,
    },
    args: [program.name, ...(options.args ?? [])],
    environment: options.environment ?? {},
    files: {
      folders: { ".": folder },
      writable: false,
      onOutput: (stream, bytes) => output[stream].push(bytes),
      stdin: Buffer.from(options.stdin ?? ""),
      journal: { mode: "record", entries: [] },
    },
  };
  const runs = repeated.get(program) ?? new RepeatedRuns(program);
  repeated.set(program, runs);
  const outcome = await runs.run(runOptions);
  return {
    program,
    options: runOptions,
    outcome,
    runs,
    stdout: Buffer.concat(output.stdout),
    stderr: Buffer.concat(output.stderr),
  };
}

/** Replays a run for its findings. */
export async function explainRun(
  { program, options, outcome }: Ran,
  shrinks = false,
): Promise<RunResult> {
  return explain(program, options, outcome, {
    symbolCachePath: undefined,
    withHistory: true,
    shrinks,
    strategy: options.schedule.name,
  });
}

/** Runs a built program once, and explains what it shows; a short one as the tool does. */
export async function judgeProgram(
  program: LoadedProgram,
  folder: string,
  options: JudgeOptions = {},
): Promise<Judged> {
  const ran = await runProgram(program, folder, options);
  const first = await explainRun(ran);
  const isEnough = options.seed !== undefined || isNews(first);
  const result = isEnough ? first : await lastOfMore(ran, first);
  return { result, stdout: ran.stdout.toString("utf8"), stderr: ran.stderr.toString("utf8") };
}

async function lastOfMore(ran: Ran, first: RunResult): Promise<RunResult> {
  const context = { symbolCachePath: undefined, withHistory: true, strategy: first.strategy };
  const more = await runMoreSeeds({ ...ran, writes: 1 }, context, isNews);
  return more.at(-1) ?? first;
}

function isNews({ findings, failure }: RunResult): boolean {
  return findings.length > 0 || failure !== undefined;
}
