/**
 * From what a run recorded to findings that people can read. The run itself keeps no stacks of
 * accesses that did not race, no locks and no allocations: it is replayed, with the memory in
 * question watched, and the replay sees them all (ARCHITECTURE.md, "Detect, then replay").
 */
import type { Failure, Finding, RunResult, Stack, Timeout } from "../detector/finding.ts";
import { EXIT, UnsupportedError } from "../errors.ts";
import type { Observer } from "../runtime/observer.ts";
import { hasFindings, type Outcome } from "../runtime/outcome.ts";
import type { LoadedProgram } from "../runtime/program.ts";
import type { RunOptions } from "../runtime/run-options.ts";
import type { PreparedProgram } from "../toolchain/prepare.ts";
import { failureOf } from "./failure.ts";
import { FindingBuilder } from "./findings.ts";
import { Globals } from "./globals.ts";
import { recordsOf } from "./missing-edge.ts";
import { Recorder } from "./recorder.ts";
import { DEAF, runAgain } from "./replay.ts";
import { withoutRegistry } from "./rust-frames.ts";
import { SequentialMemo, withVerdicts } from "./sequential.ts";
import { withSchedules } from "./shrink.ts";
import { StackTable } from "./stack-table.ts";
import { recordStaleReads } from "./stale-reads.ts";
import { parseWasmStack, SymbolCache, Symbolizer } from "./symbolize.ts";
import { SyncRecorder } from "./sync-recorder.ts";

export interface ExplainContext {
  /** Where symbols of this program are kept between runs. */
  readonly symbolCachePath: string | undefined;
  /** The shortest text that identifies the strategy in a report. */
  readonly strategy: string;
  /** Only which findings there are is asked for: not why nothing orders accesses. */
  readonly isBrief?: boolean;
  /** Whether to list the loads that read a stale store. */
  readonly trackWeakLoads?: boolean;
  /** Of other runs of the program. */
  readonly memo?: SequentialMemo;
  /** Whether findings of lockset detectors come with all accesses that changed C(v). */
  readonly withHistory?: boolean;
  /** Whether each finding gets the shortest schedule that is found to show it. */
  readonly shrinks?: boolean;
  /** Whether stacks come with the frames of Rust's standard library. */
  readonly allFrames?: boolean;
}

/**
 * @param options those of the run, with the journal that it filled
 * @throws {UnsupportedError} if the program needed what the runtime can't do
 */
export async function explain(
  program: LoadedProgram,
  options: RunOptions,
  first: Outcome,
  context: ExplainContext,
): Promise<RunResult> {
  const result = await explainRun(program, options, first, context);
  if (result.findings.length === 0 && !result.failure) return result;
  const { trackWeakLoads: _, ...others } = context;
  const brief = { ...others, isBrief: true };
  const search = {
    program,
    options,
    outcome: first,
    explain: (again: RunOptions, outcome: Outcome) => explainRun(program, again, outcome, brief),
    stacks: (raw: readonly string[]) =>
      symbolsOf(program, context).symbolizer.stacks(raw.map(parseWasmStack)),
  };
  const memo = context.memo ?? new SequentialMemo();
  const judged = options.weakMemory ? await withVerdicts(result, { ...search, memo }) : result;
  return context.shrinks ? withSchedules(judged, search) : judged;
}

async function explainRun(
  program: LoadedProgram,
  options: RunOptions,
  first: Outcome,
  context: ExplainContext,
): Promise<RunResult> {
  const replayed = needsReplay(first, program)
    ? await replay(program, options, first, !context.isBrief)
    : undefined;
  const { recorder, outcome } = replayed ?? { recorder: undefined, outcome: first };
  const { ending } = outcome;
  const { symbolizer, globals } = symbolsOf(program, context);
  const stacks = new StackTable(symbolizer, context.allFrames);
  const builder = new FindingBuilder(outcome, recorder, stacks, {
    seed: options.schedule.seed,
    detector: program.detector.name,
    withHistory: context.withHistory ?? false,
  });
  builder.request();
  const stale = context.trackWeakLoads && (await recordStaleReads(program, options, first));
  if (stale) stale.request(stacks);
  await stacks.resolve();
  const findings: Finding[] = builder.findings(globals);
  if (findings.length === 0) {
    const { kind } = ending;
    if (kind === "exhausted")
      throw new UnsupportedError(TABLES_FULL, "run it with a smaller input");
    if (kind === "unsupported") {
      throw new UnsupportedError(ending.operation, placeHint(stacks.get(ending.stack)));
    }
  }
  const failure = ending.kind === "trap" ? failureOf(ending, stacks.get(ending.stack)) : undefined;
  const timeout = ending.kind === "timeout" ? timeoutOf(ending, builder) : undefined;
  return {
    ...headOf(program, context.strategy),
    seed: options.schedule.seed,
    findings,
    ...(failure && { failure }),
    ...(timeout && { timeout }),
    exitCode: findings.length > 0 ? EXIT.findings : ownEnd(outcome, failure).exitCode,
    ...(findings.length > 0 && { otherwise: ownEnd(outcome, failure) }),
    steps: outcome.steps,
    ...(stale && { staleReads: stale.told(stacks, globals) }),
  };
}

/** What there is to say of a run that ended by itself and showed nothing. */
export function cleanResult(
  program: LoadedProgram,
  strategy: string,
  { seed, steps, code }: { readonly seed: number; readonly steps: number; readonly code: number },
): RunResult {
  return { ...headOf(program, strategy), seed, findings: [], exitCode: code & 0xff, steps };
}

function headOf({ name, judged, detector }: LoadedProgram, strategy: string) {
  const other = detector.name === "happens-before" ? undefined : detector.name;
  return {
    version: 1,
    program: name,
    strategy,
    judged,
    ...(other && { detector: other }),
  } as const;
}

function needsReplay(outcome: Outcome, { prepared }: LoadedProgram): boolean {
  const { ending } = outcome;
  if (hasFindings(outcome) || ending.kind === "timeout") return true;
  return prepared.hasHandlers && ending.kind === "trap";
}

async function replay(
  program: LoadedProgram,
  options: RunOptions,
  first: Outcome,
  withEdges: boolean,
): Promise<{ recorder: Recorder; outcome: Outcome }> {
  const recorder = new Recorder(first);
  const again = await runAgain(program, options, first, {
    observer: recorder,
    watched: recorder.watched,
    ...(withEdges && first.races.length > 0 && { weakLoads: recorder.syncs }),
  });
  await takeSyncStacks(program, options, first, recorder);
  // The same, but with the positions of all frames. A run that was cut short ends elsewhere; and
  // without positions the first took places for one that are several.
  const located = new Map(again.races.map((race) => [race.index, race]));
  const races = first.races.map((race) => located.get(race.index) ?? race);
  const isWhole = again.possible.length === first.possible.length;
  const possible = isWhole ? again.possible : first.possible;
  const ending = again.ending.kind === "trap" ? again.ending : first.ending;
  const misuses = again.misuses.length === first.misuses.length ? again.misuses : first.misuses;
  return { recorder, outcome: { ...first, races, possible, misuses, ending } };
}

/** A stack at each operation that synchronizes would cost more than the run. */
async function takeSyncStacks(
  program: LoadedProgram,
  options: RunOptions,
  first: Outcome,
  recorder: Recorder,
): Promise<void> {
  const scenes = [...recorder.scenes.values()];
  const wanted = scenes.flatMap(({ edge }) => (edge ? recordsOf(edge) : []));
  if (wanted.length === 0) return;
  const stacks = SyncRecorder.forStacks(wanted.map(({ number }) => number));
  recorder.syncStacks = stacks;
  const observer: Observer = {
    ...DEAF,
    spawned: (...event) => stacks.spawned(...event),
    joined: (...event) => stacks.joined(...event),
  };
  // Nothing is wanted of what comes after the last of them.
  const maxSteps = Math.min(options.maxSteps, Math.max(...wanted.map(({ step }) => step)) + 1);
  const until = { ...options, maxSteps };
  await runAgain(program, until, first, { observer, watched: [], weakLoads: stacks });
}

/** Of 512 MiB (src/layout/numbers.ts). */
const TABLES_FULL =
  "more atomic objects, locks and variables that threads share than the detector's tables hold";

/** How the program ended, whatever was found. */
function ownEnd({ ending }: Outcome, failure?: Failure): NonNullable<RunResult["otherwise"]> {
  if (failure) return { exitCode: failure.exitCode };
  switch (ending.kind) {
    case "exit":
      return { exitCode: ending.code & 0xff };
    case "timeout":
      return { exitCode: EXIT.timeout };
    case "deadlock":
      return { exitCode: EXIT.timeout, note: "the run did not end: its threads wait for ever" };
    case "unsupported":
      return unsupportedEnd(ending.operation);
    case "exhausted":
      return unsupportedEnd(TABLES_FULL);
    default:
      return { exitCode: EXIT.internal };
  }
}

function unsupportedEnd(operation: string): NonNullable<RunResult["otherwise"]> {
  const note = `the run could not go on: unsupported operation: ${operation}`;
  return { exitCode: EXIT.unsupported, note };
}

function timeoutOf(
  ending: Extract<Outcome["ending"], { kind: "timeout" }>,
  builder: FindingBuilder,
): Timeout {
  return {
    bound: ending.bound,
    limit: ending.limit,
    noProgress: ending.noProgress,
    threads: ending.positions.map((position) => ({
      thread: position.thread,
      doing: position.waitsFor ? `waiting for ${builder.waitText(position)}` : "running",
      stack: builder.positionStack(position),
    })),
  };
}

function placeHint(stack: Stack): string | undefined {
  const top = stack[0];
  return top?.file && `called at ${top.file}:${top.line} in ${top.function}`;
}

/** What is known of a program's code and variables: read once for all explanations. */
export interface Symbols {
  readonly symbolizer: Symbolizer;
  readonly globals: () => Globals;
}

const known = new WeakMap<PreparedProgram, Symbols>();

export function symbolsOf(
  program: LoadedProgram,
  { symbolCachePath }: Pick<ExplainContext, "symbolCachePath">,
): Symbols {
  const { linked, prepared } = program;
  const read = known.get(prepared);
  if (read) return read;
  let variables: Globals | undefined;
  const symbols = {
    symbolizer: new Symbolizer(linked, {
      original: prepared.original,
      mapFile: userFile,
      ...(symbolCachePath && { cache: new SymbolCache(symbolCachePath, linked) }),
    }),
    globals: () => {
      variables ??= new Globals(linked, { mapFile: userFile });
      return variables;
    },
  };
  known.set(prepared, symbols);
  return symbols;
}

/** Clang names what it found beside a file `./file`. */
function userFile(file: string): string {
  return withoutRegistry(file.replace(/^(?:\.\/)+/, ""));
}
