/** The runs of one program in this process: built, run, explained, judged, told as a report. */
import { readFileSync, statSync } from "node:fs";
import type { Finding, RunResult } from "../detector/finding.ts";
import { findingKey } from "../detector/fingerprint.ts";
import type { DetectorOptions } from "../detector/options.ts";
import type { Trace } from "../detector/trace.ts";
import { EXIT, InternalError, UsageError } from "../errors.ts";
import { type ExplainContext, explain } from "../explain/explain.ts";
import { runManySeeds } from "../fleet/many-seeds.ts";
import { deduplicate, type SearchedSeeds } from "../report/deduplicate.ts";
import { isNews, type TriageRules, triage } from "../report/triage.ts";
import { ProgramInstance } from "../runtime/instance.ts";
import { run } from "../runtime/machine.ts";
import { type LoadedProgram, load } from "../runtime/program.ts";
import { RepeatedRuns } from "../runtime/repeated.ts";
import type { RunOptions as MachineOptions } from "../runtime/run-options.ts";
import { type BuildContext, build, type LinkedProgram } from "../toolchain/build.ts";
import { type Cache, contentKey } from "../toolchain/cache.ts";
import { close } from "../toolchain/client.ts";
import type { BuildOptions } from "../toolchain/options.ts";
import { type Again, againOf } from "./again.ts";
import type { Emit } from "./events.ts";
import { type FirstRun, runMoreSeeds } from "./more-seeds.ts";
import { checkOptions, type RunOptions } from "./options.ts";
import { buildOptionsOf, type Program, wordsOfRun } from "./program.ts";
import { recordingOf } from "./recording.ts";
import { type RunReport, withLists } from "./report.ts";
import { detectorOf, type Input, machineOptionsOf, searchedSeeds } from "./run-options.ts";
import { type Traceable, tracesOf } from "./traces.ts";
import { triageRulesOf } from "./triage-rules.ts";

/** What each step took. */
export interface Timings {
  compileMs: number;
  linkMs: number;
  loadMs?: number;
  runMs?: number;
  explainMs?: number;
  moreMs?: number;
}

/** Where a session works. */
export interface World {
  readonly emit: Emit;
  readonly cache: Cache;
  readonly stdin: Input;
  /** How the compiler writes its diagnostics. */
  readonly colour: boolean;
  readonly columns: number;
  /** What to type for the same again, if that is no `antecede run`: then nothing is recorded. */
  readonly again?: Again;
}

export interface Session {
  readonly program: Program;
  readonly options: RunOptions;
  readonly world: World;
  readonly build: BuildOptions;
  readonly rules: TriageRules;
  readonly seeds: SearchedSeeds | undefined;
  readonly detector: DetectorOptions;
  readonly machine: MachineOptions;
  readonly timings: Timings;
}

/**
 * Does nothing yet but read the files that the options name.
 *
 * @throws {UsageError} if the options can't be, or don't fit together
 */
export function openSession(program: Program, options: RunOptions, world: World): Session {
  checkOptions(options);
  const seeds = searchedSeeds(options);
  const detector = detectorOf(options);
  return {
    program,
    options,
    world,
    build: buildOptionsOf(program),
    rules: triageRulesOf(options),
    seeds,
    detector,
    machine: machineOptionsOf(program, options, detector, {
      stdin: world.stdin,
      onOutput: (stream, bytes) => world.emit({ kind: "output", stream, bytes }),
    }),
    timings: { compileMs: 0, linkMs: 0 },
  };
}

export function buildContext({ emit, cache, colour, columns }: World): BuildContext {
  return {
    cache,
    folder: process.cwd(),
    colour,
    columns,
    onDiagnostics: (text) => emit({ kind: "diagnostics", text }),
    onProgress: (what) => emit({ kind: "building", what }),
  };
}

/** The compiler's process ends with the job. */
export async function withCompiler<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } finally {
    close();
  }
}

/** Builds what the files name, or takes the one `.wasm` file. */
export async function buildProgram({
  build: options,
  world,
  timings,
}: Session): Promise<LinkedProgram> {
  const [input, ...others] = options.inputs;
  if (!input?.endsWith(".wasm")) return build(options, buildContext(world), timings);
  if (others.length > 0) throw new UsageError(`${input}: a built program is run on its own`);
  if (!statSync(input, { throwIfNoEntry: false })?.isFile()) {
    throw new UsageError(`${input}: no such file`);
  }
  const bytes = readFileSync(input);
  return { bytes, key: contentKey([bytes]), judged: "as built" };
}

export function loadFor(session: Session, linked: LinkedProgram): LoadedProgram {
  const { program, detector, timings, world } = session;
  const loading = performance.now();
  const kept = { cache: world.cache, key: linked.key };
  const loaded = load(linked.bytes, program.files.join(" "), linked.judged, detector, kept);
  timings.loadMs = performance.now() - loading;
  return loaded;
}

/** Runs and explains: once, or with each seed that is asked for. */
export async function judge(
  session: Session,
  program: LoadedProgram,
  linked: LinkedProgram,
): Promise<readonly RunResult[]> {
  const { world, options, seeds, machine, rules } = session;
  const { emit } = world;
  const { jobs } = options;
  const explainIn = explainContext(session, linked);
  emit({ kind: "running" });
  const told = new Set<string>();
  const onResult = (result: RunResult) => tellFindings(result, session, told);
  if (seeds) {
    return runManySeeds(program, machine, {
      ...explainIn,
      ...seeds,
      ...(jobs !== undefined && { jobs }),
      ...(hasRules(rules) && { endsSearch: (result) => isBadNews(result, rules) }),
      onResult,
      onProgress: (done, of) => emit({ kind: "searching", done, of }),
    });
  }
  const first = await runOnce(program, machine, explainIn, session.timings);
  onResult(first.result);
  const more = await moreSeeds(session, program, first, explainIn);
  for (const result of more) onResult(result);
  return [first.result, ...more];
}

/** A short program that shows no news is run on, unless a run with a certain seed was asked for. */
async function moreSeeds(
  { options, machine, rules, timings }: Session,
  program: LoadedProgram,
  first: Ran,
  explainIn: ReturnType<typeof explainContext>,
): Promise<readonly RunResult[]> {
  // Stale reads are listed of the run that was asked for.
  if (options.seed !== undefined || options.trackWeakLoads) return [];
  if (isBadNews(first.result, rules)) return [];
  const context = { ...explainIn, strategy: machine.schedule.name };
  const started = performance.now();
  const more = await runMoreSeeds({ program, options: machine, ...first }, context, (result) =>
    isBadNews(result, rules),
  );
  timings.moreMs = performance.now() - started;
  return more;
}

/** Those that are neither suppressed nor known, nor told before. */
function tellFindings(result: RunResult, { rules, world }: Session, told: Set<string>): void {
  if (result.findings.length === 0) return;
  for (const finding of newsOf(result, rules)) {
    const key = findingKey(finding);
    if (!told.has(key)) world.emit({ kind: "finding", finding });
    told.add(key);
  }
}

function newsOf(result: RunResult, rules: TriageRules): Finding[] {
  return triage([result], rules).results.flatMap(({ findings }) => findings.filter(isNews));
}

/** How its findings are explained. */
export function explainContext({ options, world }: Session, { key }: LinkedProgram) {
  return {
    symbolCachePath: world.cache.path(`${key}.symbols.json`),
    trackWeakLoads: options.trackWeakLoads ?? false,
    withHistory: options.explain ?? false,
    allFrames: options.allFrames ?? false,
    shrinks: options.shrink ?? false,
  };
}

/** What runs have shown, as a report. */
export async function reportOf(
  session: Session,
  ran: readonly RunResult[],
  linked: LinkedProgram,
): Promise<RunReport> {
  const { program, options, world, rules, machine } = session;
  const seeds = session.seeds ?? seedsOf(ran);
  const { results, triage: triaged } = triage(ran, rules);
  const [first, ...others] = results;
  if (first === undefined) throw new InternalError("a search without a run");
  // Another tool's command line is none that a replay could read.
  const recording = world.again
    ? undefined
    : recordingOf(wordsOfRun(program, options), linked.bytes, machine);
  const shown = {
    results: [first, ...others] as const,
    search: seeds && deduplicate(results, seeds),
  };
  return withLists({
    ...shown,
    triage: triaged,
    traces: await drawn(session, shown, {
      program: () => loadFor(session, linked),
      options: machine,
      symbolCachePath: explainContext(session, linked).symbolCachePath,
    }),
    ...(recording && { recording }),
    again: world.again ?? againOf(program, options),
    exitCode: exitCodeOf(results),
  });
}

/** Those of a short program that showed nothing with the first: a search like another. */
function seedsOf(ran: readonly RunResult[]): SearchedSeeds | undefined {
  const [first, ...others] = ran;
  const last = others.at(-1);
  if (!first || !last) return undefined;
  const follows = others.every(
    ({ program, seed }, at) => program === first.program && seed === first.seed + at + 1,
  );
  return follows ? { from: first.seed, to: last.seed, keepGoing: false } : undefined;
}

/** The runs that show something are made once more for it. */
export async function drawn(
  { options }: Session,
  shown: Pick<RunReport, "results" | "search">,
  traceable: Omit<Traceable, "program"> & { readonly program: () => LoadedProgram },
): Promise<readonly Trace[]> {
  if (!options.traces) return [];
  return tracesOf(shown, { ...traceable, program: traceable.program() });
}

function hasRules({ suppressions, baseline }: TriageRules): boolean {
  return suppressions.length > 0 || baseline !== undefined;
}

/** What is suppressed or known doesn't end a search. */
function isBadNews(result: RunResult, rules: TriageRules): boolean {
  return Boolean(result.failure || result.timeout) || newsOf(result, rules).length > 0;
}

/** A run that has been explained, and where it was made. */
export interface Ran extends Omit<FirstRun, "program" | "options"> {
  readonly result: RunResult;
}

export async function runOnce(
  program: LoadedProgram,
  options: MachineOptions,
  explainIn: Omit<ExplainContext, "strategy">,
  timings: Timings,
): Promise<Ran> {
  const started = performance.now();
  const instance = new ProgramInstance(program);
  let writes = 0;
  const { files } = options;
  const onOutput: typeof files.onOutput = (stream, bytes) => {
    writes++;
    files.onOutput(stream, bytes);
  };
  const outcome = await run(program, { ...options, files: { ...files, onOutput } }, instance);
  const ran = performance.now();
  const result = await explain(program, options, outcome, {
    ...explainIn,
    strategy: options.schedule.name,
  });
  timings.runMs = ran - started;
  timings.explainMs = performance.now() - ran;
  return { result, outcome, runs: new RepeatedRuns(program, instance), writes };
}

/** Findings win; then the first run that did not end as a program should. */
export function exitCodeOf(results: readonly RunResult[]): number {
  if (results.some(({ findings }) => findings.some(isNews))) return EXIT.findings;
  return results.find(({ exitCode }) => exitCode !== 0)?.exitCode ?? 0;
}
