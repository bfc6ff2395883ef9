/**
 * One run as text in the shape of ThreadSanitizer's reports. Lines that TSan has are printed as
 * TSan prints them (`text-parts.ts`); what we know besides (source lines, why nothing orders the
 * accesses, how to see it again) stands indented between its last section and its SUMMARY line,
 * where parsers that go line by line pass over it.
 */

import {
  type Access,
  type Failure,
  type Finding,
  type HeldLock,
  isRace,
  type MissingRaceFinding,
  type RaceFinding,
  type RunResult,
  type Timeout,
} from "../detector/finding.ts";
import { userFrame } from "../detector/frames.ts";
import {
  againLine,
  block,
  type Context,
  contextFor,
  lockNameLines,
  lockSections,
  siteLines,
  type TextOptions,
  threadSections,
} from "./block.ts";
import type { Paint } from "./colour.ts";
import type { Merged, MergedRuns } from "./deduplicate.ts";
import { diagramLines } from "./diagram.ts";
import { edgeLines } from "./edge-text.ts";
import { raceOf } from "./identity.ts";
import { deadlockLines, leakLines, lockOrderLines, misuseLines } from "./lock-text.ts";
import { staleReadLines } from "./stale-reads-text.ts";
import { accessLines, historyLines, placeLines, stackLines } from "./text-parts.ts";
import { isNews, type Triage } from "./triage.ts";
import { triageCounts, triageLines } from "./triage-text.ts";
import {
  accessDetail,
  addressText,
  capitalizedText,
  countText,
  failureTitle,
  findingCounts,
  findingTitle,
  pluralText,
  printable,
  threadText,
} from "./words.ts";

export type { TextOptions } from "./block.ts";

/**
 * The report of one run.
 *
 * @returns text that ends with a newline, or "" if there is nothing to say
 */
export function formatRun(result: RunResult, options: TextOptions, triage?: Triage): string {
  const context = contextFor(options, result.program);
  const news = result.findings.filter(isNews);
  const lines = result.staleReads ? staleReadLines(result.staleReads, context.paint) : [];
  lines.push(...news.flatMap((finding) => findingLines(finding, context)));
  if (result.failure) lines.push(...failureLines(result.failure, result.seed, context));
  if (result.timeout) lines.push(...timeoutLines(result.timeout, result.seed, context));
  const outcome = outcomeText(
    news.map(({ kind }) => kind),
    result.failure ? [failureTitle(result.failure.kind)] : [],
    result.timeout ? ["timeout"] : [],
  );
  const circumstances = [
    `seed ${result.seed}`,
    pluralText(result.steps, "step"),
    `judged ${result.judged}`,
    ...(result.detector ? [result.detector] : []),
  ];
  const { program } = result;
  lines.push(...closing({ count: news.length, outcome, program, circumstances, triage }, options));
  return text(lines);
}

/**
 * The report of many runs of one program: each finding once, with the seeds that show it.
 *
 * @returns text that ends with a newline, or "" if there is nothing to say
 */
export function formatMergedRuns(
  merged: MergedRuns,
  options: TextOptions,
  triage?: Triage,
): string {
  const context = contextFor(options, merged.program);
  const news = merged.findings.filter(({ first }) => isNews(first));
  const seen = (one: Merged<unknown>) =>
    `Seen with ${countText(one.seeds.length)} of ${pluralText(merged.runs, "seed")}.`;
  const lines = news.flatMap((one) => findingLines(one.first, context, seen(one)));
  for (const one of merged.failures) {
    lines.push(...failureLines(one.first, one.seed, context, seen(one)));
  }
  for (const one of merged.timeouts) {
    lines.push(...timeoutLines(one.first, one.seed, context, seen(one)));
  }
  const outcome = outcomeText(
    news.map(({ first }) => first.kind),
    merged.failures.map(({ first }) => failureTitle(first.kind)),
    merged.timeouts.length > 0 ? ["timeout"] : [],
  );
  // All that the program says of it is its exit code.
  const { exitSeed } = merged;
  const isSilent = outcome === "" && exitSeed !== undefined;
  const circumstances = [
    pluralText(merged.runs, "seed"),
    pluralText(merged.steps, "step"),
    `judged ${merged.judged}`,
    ...(merged.detector ? [merged.detector] : []),
  ];
  const { program } = merged;
  const what = isSilent ? `exit code ${merged.exitCode}` : outcome;
  const closed = { count: news.length, outcome: what, program, circumstances, triage };
  lines.push(...closing(closed, options));
  if (isSilent && options.verbosity !== "quiet") lines.push(againLine(context, exitSeed));
  return text(lines);
}

/** One finding's block, between its two rules; for a caller that prints findings as they come. */
export function formatFinding(finding: Finding, program: string, options: TextOptions): string {
  return text(findingLines(finding, contextFor(options, program)));
}

/** The block of a program's own failure. */
export function formatFailure(
  failure: Failure,
  seed: number,
  program: string,
  options: TextOptions,
): string {
  return text(failureLines(failure, seed, contextFor(options, program)));
}

/** The block of a run that did not end. */
export function formatTimeout(
  timeout: Timeout,
  seed: number,
  program: string,
  options: TextOptions,
): string {
  return text(timeoutLines(timeout, seed, contextFor(options, program)));
}

function findingLines(finding: Finding, context: Context, seen?: string): string[] {
  if (isRace(finding)) return raceLines(finding, context, seen);
  switch (finding.kind) {
    case "missing-race":
      return missingLines(finding, context, seen);
    case "deadlock":
      return deadlockLines(finding, context, seen);
    case "lock-order-inversion":
      return lockOrderLines(finding, context, seen);
    case "thread-leak":
      return leakLines(finding, context, seen);
    default:
      return misuseLines(finding, context, seen);
  }
}

function raceLines(finding: RaceFinding, context: Context, seen?: string): string[] {
  const { access, previous, place } = finding;
  const { paint } = context;
  const history = finding.history ?? [];
  const steps = history.map((change) => change.access);
  const threads = new Set([access, previous, ...steps].map(({ thread }) => thread));
  if (place.kind !== "global" && place.kind !== "unknown") threads.add(place.thread);
  const held = [access, previous].flatMap(({ heldLocks }) => heldLocks);
  // Of a possible race the locks are named that protected the variable before, too.
  if (finding.kind === "possible-data-race") held.push(...allLocks(finding));
  const title = findingTitle(finding.kind);
  const body = [
    ...accessLines(access, true, paint),
    ...accessLines(previous, false, paint),
    ...placeLines(place, paint),
    ...lockSections(finding, held, paint),
    ...threadSections(finding, threads, paint),
    ...freedLines(finding, paint),
    ...siteLines(
      [
        { label: accessLabel(access), stack: access.stack },
        { label: accessLabel(previous), stack: previous.stack },
      ],
      context,
    ),
    ...variableLines(finding),
    ...lockNameLines(finding, held),
    ...historyLines(history, paint),
    `  ${paint("note", "Why:")} ${printable(finding.why)}`,
    ...edgeLines(finding),
    ...diagramOf(finding, context),
  ];
  if (finding.occurrences > 1) {
    body.push(`  Seen ${pluralText(finding.occurrences, "time")} in the run.`);
  }
  return block(
    { level: "WARNING", title, body, top: userFrame(access.stack) ?? userFrame(previous.stack) },
    {
      context,
      seed: finding.seed,
      seen,
      sequential: finding.sequential,
      schedule: finding.schedule,
    },
  );
}

/** With `--diagram`. */
function diagramOf(finding: RaceFinding, { diagrams, paint, columns }: Context): string[] {
  const trace = diagrams.find(({ seed }) => seed === finding.seed);
  if (!trace) return [];
  return ["", ...diagramLines(trace, raceOf(trace, finding), { paint, columns })];
}

function accessLabel(access: Access): string {
  return `${accessDetail(access)} by ${threadText(access.thread)}`;
}

/** TSan has no section for a block that was freed meanwhile, unless the free is the access. */
function freedLines({ access, previous, place }: RaceFinding, paint: Paint): string[] {
  if (place.kind !== "heap" || place.freed === undefined) return [];
  if (access.kind === "free" || previous.kind === "free") return [];
  const head = `  Heap block freed by ${threadText(place.freed.thread)}:`;
  return [paint("location", head), ...stackLines(place.freed.stack, paint)];
}

/** What TSan's location line has no room for. */
function variableLines({ place }: RaceFinding): string[] {
  if (place.kind === "tls" && place.name !== undefined) {
    return [`  The thread-local variable is '${printable(place.name)}'.`];
  }
  if (place.kind !== "global" || place.file === undefined || place.line === undefined) return [];
  return [`  '${printable(place.name)}' is declared at ${printable(place.file)}:${place.line}.`];
}

function allLocks({ locks }: Finding): HeldLock[] {
  return locks.map((_, lock) => ({ lock, mode: "write" }));
}

function missingLines(finding: MissingRaceFinding, context: Context, seen?: string): string[] {
  const { address, file, line, why, place, seed } = finding;
  const top = { function: "AnnotateExpectRace", file, line, inlined: false };
  const body = [
    `  A race at ${addressText(address)} is expected at ${printable(file)}:${line}:`,
    `    ${printable(why)}`,
    "",
    ...placeLines(place, context.paint),
  ];
  return block(
    { level: "WARNING", title: findingTitle(finding.kind), body, top },
    { context, seed, seen },
  );
}

function failureLines(failure: Failure, seed: number, context: Context, seen?: string): string[] {
  const { paint } = context;
  const body: string[] = [];
  if (failure.message !== "") body.push(`  ${printable(failure.message)}`);
  body.push(
    paint("access", `  In ${threadText(failure.thread)}:`),
    ...stackLines(failure.stack, paint),
    ...siteLines([{ label: threadText(failure.thread), stack: failure.stack }], context),
    `  Exit code ${failure.exitCode}.`,
  );
  const title = failureTitle(failure.kind);
  const { sequential, schedule } = failure;
  return block(
    { level: "ERROR", title, body, top: userFrame(failure.stack) },
    { context, seed, seen, sequential, schedule },
  );
}

function timeoutLines(timeout: Timeout, seed: number, context: Context, seen?: string): string[] {
  const { paint } = context;
  const limit =
    timeout.bound === "steps"
      ? pluralText(timeout.limit, "step")
      : `${countText(timeout.limit)} ms of wall-clock time`;
  const body = [`  The program had not ended after ${limit}.`];
  if (timeout.noProgress) {
    body.push(
      "  No progress: for half of that no thread has begun, ended, been woken, read or written.",
      "  The threads that run keep each other from going on (a livelock), or calculate.",
    );
  }
  for (const { thread, doing, stack } of timeout.threads) {
    const head = `  ${capitalizedText(threadText(thread))}, ${printable(doing)}:`;
    body.push(paint("access", head), ...stackLines(stack, paint));
  }
  const sites = timeout.threads.map(({ thread, stack }) => ({ label: threadText(thread), stack }));
  body.push(...siteLines(sites, context));
  const first = timeout.threads.find(({ stack }) => stack.length > 0);
  const top = userFrame(first?.stack ?? []);
  return block({ level: "ERROR", title: "timeout", body, top }, { context, seed, seen });
}

function outcomeText(
  kinds: readonly Finding["kind"][],
  failures: readonly string[],
  timeouts: readonly string[],
): string {
  return [...findingCounts(kinds), ...new Set(failures), ...timeouts].join(", ");
}

interface Closing {
  /** Findings that were printed. */
  readonly count: number;
  readonly outcome: string;
  readonly program: string;
  readonly circumstances: readonly string[];
  readonly triage: Triage | undefined;
}

/** What follows the findings; the last line sums everything up. */
function closing(
  { count, outcome, program, circumstances, triage }: Closing,
  { verbosity, printSuppressions = true }: TextOptions,
): string[] {
  if (verbosity === "quiet") return [];
  // ThreadSanitizer prints its count only if there is one, and always says "warnings".
  const lines = count > 0 ? [`ThreadSanitizer: reported ${count} warnings`] : [];
  const about = triage ? triageLines(triage, printSuppressions) : [];
  lines.push(...about);
  if (outcome !== "" || about.length > 0 || verbosity === "verbose") {
    const counts = triage ? triageCounts(triage) : [];
    const none = triage?.baseline ? "no new findings" : "no findings";
    const what = [outcome === "" ? none : outcome, ...counts].join(", ");
    lines.push(`antecede: ${what} in ${printable(program)} (${circumstances.join(", ")})`);
  }
  return lines;
}

function text(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}
