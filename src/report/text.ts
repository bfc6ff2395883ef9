/**
 * One run as text in the shape of ThreadSanitizer's reports. Lines that TSan has are printed as
 * TSan prints them (`text-parts.ts`); what we know besides (source lines, why nothing orders the
 * accesses, how to see it again) stands indented between its last section and its SUMMARY line,
 * where parsers that go line by line pass over it.
 */

import type {
  Access,
  DeadlockFinding,
  Failure,
  Finding,
  Frame,
  HeldLock,
  RaceFinding,
  RunResult,
  SequentialVerdict,
  Stack,
  Timeout,
} from "../detector/finding.ts";
import { type Paint, painter } from "./colour.ts";
import type { Merged, MergedRuns } from "./deduplicate.ts";
import { excerpt, type ReadSource } from "./excerpt.ts";
import { staleReadLines } from "./stale-reads-text.ts";
import {
  accessLines,
  mutexLines,
  placeLines,
  stackLines,
  summaryLine,
  threadLines,
} from "./text-parts.ts";
import {
  accessDetail,
  addressText,
  countText,
  failureTitle,
  findingCounts,
  findingTitle,
  mutexesText,
  pluralText,
  positionText,
  printable,
  sequentialText,
  shellWord,
  threadText,
} from "./words.ts";

export interface TextOptions {
  /** ANSI colours; the command line decides from NO_COLOR, FORCE_COLOR and the terminal. */
  readonly colour: boolean;
  /** quiet: findings only; normal: also the closing lines; verbose: also when all is clean. */
  readonly verbosity: "quiet" | "normal" | "verbose";
  /** Source text of a file as a frame names it. */
  readonly readSource: ReadSource;
  /** What to type to run the program again, without `--seed`. Default: `antecede run PROGRAM`. */
  readonly command?: string;
  /** The program's own arguments, as typed after `--`. */
  readonly programArguments?: string;
}

const RULE = "=".repeat(18);

/** pid in a heading: the run is a pure function of its seed, so it has no process id to show. */
const PID = 1;

/**
 * The report of one run.
 *
 * @returns text that ends with a newline, or "" if there is nothing to say
 */
export function formatRun(result: RunResult, options: TextOptions): string {
  const context = contextFor(options, result.program);
  const lines = result.staleReads ? staleReadLines(result.staleReads, context.paint) : [];
  lines.push(...result.findings.flatMap((finding) => findingLines(finding, context)));
  if (result.failure) lines.push(...failureLines(result.failure, result.seed, context));
  if (result.timeout) lines.push(...timeoutLines(result.timeout, result.seed, context));
  const outcome = outcomeText(
    result.findings.map(({ kind }) => kind),
    result.failure ? [failureTitle(result.failure.kind)] : [],
    result.timeout ? ["timeout"] : [],
  );
  const circumstances = [
    `seed ${result.seed}`,
    pluralText(result.steps, "step"),
    `judged ${result.judged}`,
  ];
  lines.push(...closing(result.findings.length, outcome, result.program, circumstances, options));
  return text(lines);
}

/**
 * The report of many runs of one program: each finding once, with the seeds that show it.
 *
 * @returns text that ends with a newline, or "" if there is nothing to say
 */
export function formatMergedRuns(merged: MergedRuns, options: TextOptions): string {
  const context = contextFor(options, merged.program);
  const seen = (one: Merged<unknown>) =>
    `Seen with ${countText(one.seeds.length)} of ${pluralText(merged.runs, "seed")}.`;
  const lines = merged.findings.flatMap((one) => findingLines(one.first, context, seen(one)));
  for (const one of merged.failures) {
    lines.push(...failureLines(one.first, one.seed, context, seen(one)));
  }
  for (const one of merged.timeouts) {
    lines.push(...timeoutLines(one.first, one.seed, context, seen(one)));
  }
  const outcome = outcomeText(
    merged.findings.map(({ first }) => first.kind),
    merged.failures.map(({ first }) => failureTitle(first.kind)),
    merged.timeouts.length > 0 ? ["timeout"] : [],
  );
  const circumstances = [
    pluralText(merged.runs, "seed"),
    pluralText(merged.steps, "step"),
    `judged ${merged.judged}`,
  ];
  lines.push(...closing(merged.findings.length, outcome, merged.program, circumstances, options));
  return text(lines);
}

/** One finding's block, between its two rules; for a caller that prints findings as they come. */
export function formatFinding(finding: Finding, program: string, options: TextOptions): string {
  return text(findingLines(finding, contextFor(options, program)));
}

interface Context {
  readonly paint: Paint;
  readonly readSource: ReadSource;
  readonly command: string;
  readonly programArguments: string | undefined;
}

function contextFor(options: TextOptions, program: string): Context {
  return {
    paint: painter(options.colour),
    readSource: options.readSource,
    command: options.command ?? `antecede run ${shellWord(program)}`,
    programArguments: options.programArguments,
  };
}

function findingLines(finding: Finding, context: Context, seen?: string): string[] {
  switch (finding.kind) {
    case "data-race":
    case "heap-use-after-free":
    case "vptr-race":
    case "vptr-use-after-free":
      return raceLines(finding, context, seen);
    case "deadlock":
      return deadlockLines(finding, context, seen);
    default: {
      const never: never = finding;
      return never;
    }
  }
}

function raceLines(finding: RaceFinding, context: Context, seen?: string): string[] {
  const { access, previous, place } = finding;
  const { paint } = context;
  const threads = new Set([access.thread, previous.thread]);
  if (place.kind !== "global" && place.kind !== "unknown") threads.add(place.thread);
  const held = [...access.heldLocks, ...previous.heldLocks];
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
    `  ${paint("note", "Why:")} ${printable(finding.why)}`,
  ];
  if (finding.occurrences > 1) {
    body.push(`  Seen ${pluralText(finding.occurrences, "time")} in the run.`);
  }
  return block(
    { level: "WARNING", title, body, top: access.stack[0] ?? previous.stack[0] },
    {
      context,
      seed: finding.seed,
      seen,
      sequential: finding.sequential,
    },
  );
}

function accessLabel(access: Access): string {
  return `${accessDetail(access)} by ${threadText(access.thread)}`;
}

/** TSan has no section for a block that was freed meanwhile, unless the free is the access. */
function freedLines({ access, previous, place }: RaceFinding, paint: Paint): string[] {
  if (place.kind !== "heap" || place.freed === undefined) return [];
  if (access.kind === "free" || previous.kind === "free") return [];
  const head = `  Heap block freed by ${threadText(place.freed.thread)}:`;
  return [paint("location", head), ...stackLines(place.freed.stack)];
}

/** What TSan's location line has no room for. */
function variableLines({ place }: RaceFinding): string[] {
  if (place.kind === "tls" && place.name !== undefined) {
    return [`  The thread-local variable is '${printable(place.name)}'.`];
  }
  if (place.kind !== "global" || place.file === undefined || place.line === undefined) return [];
  return [`  '${printable(place.name)}' is declared at ${printable(place.file)}:${place.line}.`];
}

/** TSan's mutexes have no names. */
function lockNameLines({ locks }: Finding, held: readonly HeldLock[]): string[] {
  return usedLocks(held).flatMap((index) => {
    const name = locks[index]?.name;
    return name ? [`  M${index} is '${printable(name)}'.`] : [];
  });
}

function deadlockLines(finding: DeadlockFinding, context: Context, seen?: string): string[] {
  const { paint } = context;
  const { waits } = finding;
  const threads = new Set<number>();
  const held: HeldLock[] = [];
  const body: string[] = [];
  for (const wait of waits) {
    threads.add(wait.thread);
    held.push(...wait.heldLocks);
    const object = awaitedText(finding, wait, held);
    let holder = "";
    if (wait.ownerThread !== undefined) {
      threads.add(wait.ownerThread);
      holder = ` held by ${threadText(wait.ownerThread)}`;
    }
    const who = capitalized(threadText(wait.thread));
    const head = `  ${who} waits for ${object}${holder}${mutexesText(wait.heldLocks)}:`;
    body.push(paint("access", head), ...stackLines(wait.stack));
  }
  const sites = waits.map(({ thread, stack }) => ({
    label: `${threadText(thread)} waits`,
    stack,
  }));
  body.push(
    ...lockSections(finding, held, paint),
    ...threadSections(finding, threads, paint),
    ...siteLines(sites, context),
    ...lockNameLines(finding, held),
    `  ${paint("note", "Why:")} ${whyDeadlock(finding)}`,
  );
  const top = waits.find(({ stack }) => stack.length > 0)?.stack[0];
  return block(
    { level: "WARNING", title: "deadlock", body, top },
    {
      context,
      seed: finding.seed,
      seen,
      sequential: finding.sequential,
    },
  );
}

type Wait = DeadlockFinding["waits"][number];

/** `mutex M0 (0x…)`; a lock that is only waited for gets its section too, so it joins `held`. */
function awaitedText(finding: DeadlockFinding, wait: Wait, held: HeldLock[]): string {
  const words = printable(wait.waitsFor);
  const lock = finding.locks.findIndex(({ address }) => address === wait.address);
  if (lock >= 0) {
    held.push({ lock, mode: "write" });
    return `${words} M${lock} (${addressText(wait.address)})`;
  }
  return wait.address === 0 ? words : `${words} (${addressText(wait.address)})`;
}

/** Names the circle if the wait-for graph has one, as Coffman's circular wait condition. */
function whyDeadlock({ waits }: DeadlockFinding): string {
  const owners = new Map<number, number>();
  for (const { thread, ownerThread } of waits) {
    if (ownerThread !== undefined) owners.set(thread, ownerThread);
  }
  for (const start of owners.keys()) {
    const circle = [start];
    for (let at = owners.get(start); at !== undefined; at = owners.get(at)) {
      if (at === start) {
        if (circle.length === 1) return `${threadText(start)} waits for what it holds itself.`;
        const links = circle.map((thread, index) => {
          const next = circle[(index + 1) % circle.length] ?? start;
          return `${threadText(thread)} waits for ${threadText(next)}`;
        });
        return `${links.join(", ")}: a circle.`;
      }
      if (circle.includes(at)) break;
      circle.push(at);
    }
  }
  return "every thread that is left waits, and none is left to wake it.";
}

function failureLines(failure: Failure, seed: number, context: Context, seen?: string): string[] {
  const { paint } = context;
  const body: string[] = [];
  if (failure.message !== "") body.push(`  ${printable(failure.message)}`);
  body.push(
    paint("access", `  In ${threadText(failure.thread)}:`),
    ...stackLines(failure.stack),
    ...siteLines([{ label: threadText(failure.thread), stack: failure.stack }], context),
    `  Exit code ${failure.exitCode}.`,
  );
  const title = failureTitle(failure.kind);
  const { sequential } = failure;
  return block(
    { level: "ERROR", title, body, top: failure.stack[0] },
    { context, seed, seen, sequential },
  );
}

function timeoutLines(timeout: Timeout, seed: number, context: Context, seen?: string): string[] {
  const { paint } = context;
  const limit =
    timeout.bound === "steps"
      ? pluralText(timeout.limit, "step")
      : `${countText(timeout.limit)} ms of wall-clock time`;
  const body = [`  The program had not ended after ${limit}.`];
  for (const { thread, doing, stack } of timeout.threads) {
    const head = `  ${capitalized(threadText(thread))}, ${printable(doing)}:`;
    body.push(paint("access", head), ...stackLines(stack));
  }
  const sites = timeout.threads.map(({ thread, stack }) => ({ label: threadText(thread), stack }));
  body.push(...siteLines(sites, context));
  const top = timeout.threads.find(({ stack }) => stack.length > 0)?.stack[0];
  return block({ level: "ERROR", title: "timeout", body, top }, { context, seed, seen });
}

interface Block {
  /** As in TSan: a WARNING is a finding and counted, an ERROR is the program's own end. */
  readonly level: "WARNING" | "ERROR";
  readonly title: string;
  readonly body: readonly string[];
  readonly top: Frame | undefined;
}

interface BlockEnd {
  readonly context: Context;
  readonly seed: number;
  readonly seen: string | undefined;
  readonly sequential?: SequentialVerdict | undefined;
}

function block({ level, title, body, top }: Block, end: BlockEnd): string[] {
  const { context, seed, seen, sequential } = end;
  const { paint, command, programArguments } = context;
  const tail = programArguments === undefined ? "" : ` -- ${printable(programArguments)}`;
  return [
    RULE,
    paint("warning", `${level}: ThreadSanitizer: ${title} (pid=${PID})`),
    ...body,
    ...(sequential ? [`  ${paint("note", "Weak memory:")} ${sequentialText(sequential)}`] : []),
    ...(seen === undefined ? [] : [`  ${seen}`]),
    `  See it again: ${printable(command)} --seed ${seed}${tail}`,
    "",
    summaryLine(title, top),
    RULE,
  ];
}

function usedLocks(held: readonly HeldLock[]): number[] {
  return [...new Set(held.map(({ lock }) => lock))].sort((a, b) => a - b);
}

function lockSections(finding: Finding, held: readonly HeldLock[], paint: Paint): string[] {
  return usedLocks(held).flatMap((index) => {
    const lock = finding.locks[index];
    return lock === undefined ? [] : mutexLines(index, lock, paint);
  });
}

function threadSections(finding: Finding, used: ReadonlySet<number>, paint: Paint): string[] {
  return finding.threads
    .filter(({ id }) => used.has(id))
    .flatMap((thread) => threadLines(thread, paint));
}

interface Site {
  readonly label: string;
  readonly stack: Stack;
}

/** The source lines of the sites; sites at one position share one excerpt. */
function siteLines(sites: readonly Site[], { readSource }: Context): string[] {
  const positions = new Map<string, { frame: Frame; labels: string[] }>();
  for (const { label, stack } of sites) {
    const frame = stack[0];
    if (frame?.file === undefined || frame.line === undefined) continue;
    const key = positionText(frame);
    const known = positions.get(key);
    if (known) known.labels.push(label);
    else positions.set(key, { frame, labels: [label] });
  }
  const lines = [...positions].flatMap(([position, { frame, labels }]) => [
    `  At ${position}, ${labels.join(" and ")}:`,
    ...excerpt(frame, readSource),
  ]);
  return lines.length === 0 ? [] : [...lines, ""];
}

function outcomeText(
  kinds: readonly Finding["kind"][],
  failures: readonly string[],
  timeouts: readonly string[],
): string {
  return [...findingCounts(kinds), ...new Set(failures), ...timeouts].join(", ");
}

function closing(
  findings: number,
  outcome: string,
  program: string,
  circumstances: readonly string[],
  { verbosity }: TextOptions,
): string[] {
  if (verbosity === "quiet") return [];
  // ThreadSanitizer prints its count only if there is one, and always says "warnings".
  const lines = findings > 0 ? [`ThreadSanitizer: reported ${findings} warnings`] : [];
  if (outcome !== "" || verbosity === "verbose") {
    const what = outcome === "" ? "no findings" : outcome;
    lines.push(`antecede: ${what} in ${printable(program)} (${circumstances.join(", ")})`);
  }
  return lines;
}

function capitalized(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function text(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}
