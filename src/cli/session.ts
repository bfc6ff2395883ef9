/** One command line's runs of one program: built, run, explained, reported. */
import type { RunResult } from "../detector/finding.ts";
import type { DetectorOptions } from "../detector/options.ts";
import { EXIT, InternalError, UsageError } from "../errors.ts";
import { type ExplainContext, explain } from "../explain/explain.ts";
import { runManySeeds } from "../fleet/many-seeds.ts";
import { deduplicate, type SearchedSeeds } from "../report/deduplicate.ts";
import { isNews, type TriageRules, triage } from "../report/triage.ts";
import { run } from "../runtime/machine.ts";
import { type LoadedProgram, load } from "../runtime/program.ts";
import type { RunOptions } from "../runtime/run-options.ts";
import type { LinkedProgram } from "../toolchain/build.ts";
import type { Cache } from "../toolchain/cache.ts";
import { againOf, repeatedWords } from "./again.ts";
import { type Arguments, OptionReader } from "./arguments.ts";
import { formatOptions, needsTraces, type Outputs, outputsOf, writeOutputs } from "./outputs.ts";
import { cacheFor } from "./program.ts";
import { recordingOf } from "./recording.ts";
import { detectorOf, runOptionsOf, searchedSeeds } from "./run-options.ts";
import { type Terminal, terminalFor } from "./terminal.ts";
import { type Timings, timingsText } from "./timings.ts";
import { tracesOf } from "./traces.ts";
import { triageRulesOf } from "./triage-rules.ts";

/** What a command line asks of all its runs. */
export interface Session {
  readonly parsed: Arguments;
  readonly options: OptionReader;
  readonly terminal: Terminal;
  readonly outputs: Outputs;
  readonly rules: TriageRules;
  readonly seeds: SearchedSeeds | undefined;
  readonly detector: DetectorOptions;
  readonly runOptions: RunOptions;
  /** With findings. */
  readonly exitCode: number | undefined;
  readonly jobs: number | undefined;
  readonly cache: Cache;
  readonly timings: Timings;
}

/** @throws {UsageError} if the options don't fit together */
export function sessionOf(parsed: Arguments): Session {
  const options = new OptionReader(parsed.options);
  const seeds = searchedSeeds(options);
  if (seeds && options.has("track-weak-loads")) {
    throw new UsageError("--track-weak-loads is for a single run", "give its --seed");
  }
  const detector = detectorOf(options);
  return {
    parsed,
    options,
    terminal: terminalFor(options, process.env),
    outputs: outputsOf(options, process.env),
    rules: triageRulesOf(options),
    seeds,
    detector,
    runOptions: runOptionsOf(parsed, options, seeds !== undefined, detector),
    exitCode: options.integer("exitcode", 0, 255),
    jobs: options.integer("jobs", 1, 256),
    cache: cacheFor(options),
    timings: { compileMs: 0, linkMs: 0 },
  };
}

export function loadFor(session: Session, linked: LinkedProgram): LoadedProgram {
  const { parsed, detector, timings, terminal } = session;
  const loading = performance.now();
  const name = parsed.build.inputs.join(" ");
  const program = load(linked.bytes, name, linked.judged, detector);
  timings.loadMs = performance.now() - loading;
  terminal.clear();
  return program;
}

/** Runs and explains: once, or with each seed that is asked for. */
export async function judge(
  session: Session,
  program: LoadedProgram,
  linked: LinkedProgram,
): Promise<readonly RunResult[]> {
  const { terminal, seeds, jobs, runOptions, rules } = session;
  const explainIn = explainContext(session, linked);
  const results = seeds
    ? await runManySeeds(program, runOptions, {
        ...explainIn,
        ...seeds,
        ...(jobs !== undefined && { jobs }),
        ...(hasRules(rules) && { endsSearch: (result) => isBadNews(result, rules) }),
        onProgress: (text) => terminal.progress(text),
      })
    : [await runOnce(program, runOptions, explainIn, session.timings)];
  terminal.clear();
  return results;
}

/** How its findings are explained. */
export function explainContext({ options, cache }: Session, { key }: LinkedProgram) {
  return {
    symbolCachePath: cache.path(`${key}.symbols.json`),
    trackWeakLoads: options.has("track-weak-loads"),
    withHistory: options.has("explain"),
    allFrames: options.has("verbose"),
    shrinks: options.has("shrink"),
  };
}

/** Writes all that is asked for; returns the exit code. */
export async function report(
  session: Session,
  ran: readonly RunResult[],
  linked: LinkedProgram,
): Promise<number> {
  const { parsed, options, terminal, outputs, rules, seeds, timings } = session;
  const { results, triage: triaged } = triage(ran, rules);
  const [first, ...others] = results;
  if (first === undefined) throw new InternalError("a search without a run");
  // Another tool's command line is none that `antecede replay` could read.
  const recording =
    parsed.command === undefined
      ? recordingOf(repeatedWords(parsed), linked.bytes, session.runOptions)
      : undefined;
  const shown = {
    results: [first, ...others] as const,
    search: seeds && deduplicate(results, seeds),
  };
  const traces = draws(session)
    ? await tracesOf(shown, {
        program: loadFor(session, linked),
        options: session.runOptions,
        symbolCachePath: explainContext(session, linked).symbolCachePath,
      })
    : [];
  await writeOutputs(
    {
      ...shown,
      triage: triaged,
      traces,
      ...(recording && { recording }),
    },
    outputs,
    {
      ...formatOptions(options, terminal, process.env, againOf(parsed)),
      diagrams: options.has("diagram") ? traces : [],
    },
  );
  if (options.has("timings")) process.stderr.write(timingsText(timings));
  return exitCodeOf(results, session.exitCode);
}

/** Whether what is asked for draws the runs: they are then made once more. */
export function draws({ options, outputs }: Session): boolean {
  return options.has("diagram") || needsTraces(outputs);
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
