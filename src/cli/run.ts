/** `antecede run`: build, run, explain, report. */
import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { memoryLimitBytes } from "../binding/detectors.ts";
import type { RunResult } from "../detector/finding.ts";
import { DEFAULT_DETECTOR, DETECTOR_NAMES, type DetectorOptions } from "../detector/options.ts";
import type { Recording } from "../detector/recording.ts";
import { EXIT, InternalError, UsageError } from "../errors.ts";
import { type ExplainContext, explain } from "../explain/explain.ts";
import { runManySeeds } from "../fleet/many-seeds.ts";
import { deduplicate, type SearchedSeeds } from "../report/deduplicate.ts";
import { isNews, type TriageRules, triage } from "../report/triage.ts";
import { shellWord } from "../report/words.ts";
import { run } from "../runtime/machine.ts";
import { type LoadedProgram, load } from "../runtime/program.ts";
import type { RunOptions } from "../runtime/run-options.ts";
import { writeFully } from "../runtime/wasi.ts";
import { STRATEGY_NAMES } from "../schedule/strategies.ts";
import { close } from "../toolchain/client.ts";
import { type Arguments, OptionReader } from "./arguments.ts";
import { formatOptions, outputsOf, writeOutputs } from "./outputs.ts";
import { buildContext, cacheFor, obtain } from "./program.ts";
import { recordingOf } from "./recording.ts";
import type { Settings } from "./settings.ts";
import { type Terminal, terminalFor } from "./terminal.ts";
import { type Timings, timingsText } from "./timings.ts";
import { triageRulesOf } from "./triage-rules.ts";

const DEFAULT_SEED = 1;
const LAST_SEED = 0xffffffff;
/** Some seconds on a machine of today; the same run ends at the same step on every machine. */
const DEFAULT_MAX_STEPS = 1_000_000_000;
const DEFAULT_TIMEOUT_SECONDS = 60;
const MIB = 1 << 20;
const REFINE_ON = ["access", "write"] as const;

export async function runCommand({ arguments: parsed }: Settings): Promise<number> {
  const options = new OptionReader(parsed.options);
  const terminal = terminalFor(options, process.env);
  const outputs = outputsOf(options, process.env);
  const rules = triageRulesOf(options);
  const exitCode = options.integer("exitcode", 0, 255);
  const timings: Timings = { compileMs: 0, linkMs: 0 };
  try {
    const ran = await runProgram(parsed, options, { rules, terminal, timings });
    const { results, triage: triaged } = triage(ran.results, rules);
    const [first, ...others] = results;
    if (first === undefined) throw new InternalError("a search without a run");
    const report = {
      recording: ran.recording,
      results: [first, ...others] as const,
      search: ran.searched && deduplicate(results, ran.searched),
      triage: triaged,
    };
    const again = againOf(parsed);
    await writeOutputs(report, outputs, formatOptions(options, terminal, process.env, again));
    if (options.has("timings")) process.stderr.write(timingsText(timings));
    return exitCodeOf(results, exitCode);
  } finally {
    terminal.clear();
    close();
  }
}

export interface RunContext {
  readonly rules: TriageRules;
  readonly terminal: Terminal;
  readonly timings: Timings;
}

export interface Ran {
  readonly results: readonly RunResult[];
  /** Of a search. */
  readonly searched?: SearchedSeeds;
  readonly recording: Recording;
}

/** Builds the program and runs it, once or with many seeds. */
export async function runProgram(
  parsed: Arguments,
  options: OptionReader,
  { rules, terminal, timings }: RunContext,
): Promise<Ran> {
  const seeds = searchedSeeds(options);
  if (seeds && options.has("track-weak-loads")) {
    throw new UsageError("--track-weak-loads is for a single run", "give its --seed");
  }
  const detector = detectorOf(options);
  const runOptions = runOptionsOf(parsed, options, seeds !== undefined, detector);
  const jobs = options.integer("jobs", 1, 256);
  const cache = cacheFor(options);
  const linked = await obtain(parsed.build, buildContext(cache, terminal), timings);
  const loading = performance.now();
  const program = load(linked.bytes, programName(parsed), linked.judged, detector);
  timings.loadMs = performance.now() - loading;
  terminal.clear();
  const explainIn = {
    symbolCachePath: cache.path(`${linked.key}.symbols.json`),
    trackWeakLoads: options.has("track-weak-loads"),
    withHistory: options.has("explain"),
    shrinks: options.has("shrink"),
  };
  const results = seeds
    ? await runManySeeds(program, runOptions, {
        ...explainIn,
        ...seeds,
        ...(jobs !== undefined && { jobs }),
        ...(hasRules(rules) && { endsSearch: (result) => isBadNews(result, rules) }),
        onProgress: (text) => terminal.progress(text),
      })
    : [await runOnce(program, runOptions, explainIn, timings)];
  terminal.clear();
  const recording = recordingOf(repeatedWords(parsed), linked.bytes, runOptions);
  return { results, recording, ...(seeds && { searched: seeds }) };
}

/** @throws {UsageError} for a shard without a search, or without seeds */
function searchedSeeds(options: OptionReader): SearchedSeeds | undefined {
  const seeds = options.range("many-seeds", LAST_SEED);
  const text = options.text("shard");
  if (!seeds) {
    if (text !== undefined) throw new UsageError("--shard is for --many-seeds");
    return undefined;
  }
  const searched = { ...seeds, keepGoing: options.has("keep-going") };
  if (text === undefined) return searched;
  const [, index = 0, count = 0] = (/^(\d{1,9})\/(\d{1,9})$/.exec(text) ?? []).map(Number);
  if (index < 1 || index > count) throw new UsageError(`--shard ${text}: not I/N, such as 1/4`);
  if (seeds.from + index - 1 > seeds.to) {
    throw new UsageError(`--shard ${text}: no seed of ${seeds.from}..${seeds.to} is left for it`);
  }
  return { ...searched, shard: { index, count } };
}

function hasRules({ suppressions, baseline }: TriageRules): boolean {
  return suppressions.length > 0 || baseline !== undefined;
}

/** What is suppressed or known doesn't end a search. */
function isBadNews(result: RunResult, rules: TriageRules): boolean {
  if (result.failure || result.timeout) return true;
  return triage([result], rules).results.some(({ findings }) => findings.some(isNews));
}

export async function runOnce(
  program: LoadedProgram,
  options: RunOptions,
  explainIn: Omit<ExplainContext, "strategy">,
  timings: Timings,
): Promise<RunResult> {
  const started = performance.now();
  const outcome = await run(program, options);
  const ran = performance.now();
  const result = await explain(program, options, outcome, {
    ...explainIn,
    strategy: options.schedule.name,
  });
  timings.runMs = ran - started;
  timings.explainMs = performance.now() - ran;
  return result;
}

/** Findings win; then the first run that did not end as a program should. */
export function exitCodeOf(results: readonly RunResult[], chosen: number | undefined): number {
  if (results.some(({ findings }) => findings.some(isNews))) return chosen ?? EXIT.findings;
  return results.find(({ exitCode }) => exitCode !== 0)?.exitCode ?? 0;
}

export function runOptionsOf(
  { build, rest }: Arguments,
  options: OptionReader,
  isMany: boolean,
  detector: DetectorOptions,
): RunOptions {
  const seed = options.integer("seed", 0, LAST_SEED) ?? DEFAULT_SEED;
  const casFailureRate = options.number("cas-failure-rate", 0, 1);
  const mostMib = memoryLimitBytes(detector.name) / MIB;
  return {
    schedule: {
      name: options.choice("strategy", STRATEGY_NAMES) ?? "random",
      seed,
      preemptionRate: options.number("preemption-rate", 0, 1),
    },
    maxSteps: options.integer("max-steps", 1, Number.MAX_SAFE_INTEGER) ?? DEFAULT_MAX_STEPS,
    timeoutMs: (options.number("timeout", 0.001, 1e6) ?? DEFAULT_TIMEOUT_SECONDS) * 1000,
    atExit: options.choice("at-exit", ["drain", "kill"]) ?? "drain",
    spuriousWakeups: options.has("spurious-wakeups"),
    weakMemory: !options.has("no-weak-memory"),
    ...(casFailureRate !== undefined && { casFailureRate }),
    locks: {
      order: options.has("no-deadlocks")
        ? undefined
        : {
            gated: options.has("report-gated-cycles"),
            sameThread: options.has("report-same-thread-cycles"),
            ordered: options.has("report-ordered-cycles"),
          },
      misuse: !options.has("no-misuse"),
      threadLeaks: options.has("report-thread-leaks"),
    },
    memoryLimitBytes: (options.integer("memory", 1, mostMib) ?? mostMib) * MIB,
    args: [build.inputs[0] ?? "program", ...rest],
    environment: environmentOf(options),
    files: {
      folders: foldersOf(options),
      writable: options.has("dir-rw"),
      onOutput: (stream, bytes) => {
        // As natively: who writes to a pipe that nobody reads is ended by SIGPIPE.
        if (!writeFully(stream === "stdout" ? 1 : 2, bytes)) process.exit(EXIT.brokenPipe);
      },
      // Each of many runs reads all of it.
      stdin: isMany && !process.stdin.isTTY ? readStandardInput() : undefined,
      journal: { mode: "record", entries: [] },
    },
  };
}

/** @throws {UsageError} for options that the detector has no use for */
export function detectorOf(options: OptionReader): DetectorOptions {
  const name = options.choice("detector", DETECTOR_NAMES) ?? DEFAULT_DETECTOR.name;
  const refineOn = options.choice("lockset-refine", REFINE_ON);
  if (refineOn !== undefined && name === DEFAULT_DETECTOR.name) {
    throw new UsageError(`--lockset-refine ${refineOn}: only with --detector lockset or hybrid`);
  }
  return { name, refineOn: refineOn ?? DEFAULT_DETECTOR.refineOn };
}

function readStandardInput(): Uint8Array {
  try {
    return readFileSync(0);
  } catch {
    // Closed, or nothing that can be read: empty, as for a single run.
    return new Uint8Array();
  }
}

function environmentOf(options: OptionReader): Record<string, string> {
  return Object.fromEntries(
    options.all("env").flatMap((setting) => {
      const at = setting.indexOf("=");
      if (at > 0) return [[setting.slice(0, at), setting.slice(at + 1)]];
      if (at === 0 || setting === "") {
        throw new UsageError(`--env "${setting}": a variable needs a name`);
      }
      const value = process.env[setting];
      return value === undefined ? [] : [[setting, value]];
    }),
  );
}

function foldersOf(options: OptionReader): Record<string, string> {
  const folders: Record<string, string> = { ".": process.cwd() };
  for (const text of options.all("dir")) {
    const at = text.indexOf("=");
    const path = at < 0 ? text : text.slice(at + 1);
    if (!statSync(path || "/dev/null", { throwIfNoEntry: false })?.isDirectory()) {
      throw new UsageError(`--dir ${text}: no such folder`);
    }
    folders[at < 0 ? text : text.slice(0, at)] = resolve(path);
  }
  return folders;
}

export function programName({ build }: Arguments): string {
  return build.inputs.join(" ");
}

/** What to type to see it again; the report adds `--seed`. */
export function againOf(parsed: Arguments): { command: string; programArguments?: string } {
  const { rest } = parsed;
  return {
    command: commandText(parsed),
    ...(rest.length > 0 && { programArguments: rest.map(shellWord).join(" ") }),
  };
}

function commandText(parsed: Arguments): string {
  return ["antecede", "run", ...repeatedWords({ ...parsed, rest: [] })].map(shellWord).join(" ");
}

/** The arguments of `antecede run` that make the run what it is, but the seed. */
function repeatedWords({ build, options, rest }: Arguments): string[] {
  const own = [...options]
    .filter(([name]) => REPEATED.includes(name))
    .flatMap(([name, values]) =>
      values
        .filter((value) => name !== "detector" || value !== DEFAULT_DETECTOR.name)
        .map((value) => (value === "" ? `--${name}` : `--${name}=${value}`)),
    );
  return [
    ...(build.optimization ? [build.optimization] : []),
    ...build.compilerFlags,
    ...build.includeFolders.flatMap(({ flag, folder }) =>
      flag === "-I" ? [`-I${folder}`] : [flag, folder],
    ),
    ...build.libraryFolders.map((folder) => `-L${folder}`),
    ...build.libraries.map((library) => `-l${library}`),
    ...own,
    ...build.inputs,
    ...(rest.length > 0 ? ["--", ...rest] : []),
  ];
}

/** Options without which the run would be another. */
const REPEATED: readonly string[] = [
  "detector",
  "lockset-refine",
  "explain",
  "strategy",
  "preemption-rate",
  "at-exit",
  "no-weak-memory",
  "cas-failure-rate",
  "spurious-wakeups",
  "env",
  "dir",
  "dir-rw",
  "memory",
  "max-steps",
  "no-deadlocks",
  "no-misuse",
  "report-gated-cycles",
  "report-same-thread-cycles",
  "report-ordered-cycles",
  "report-thread-leaks",
];
