/** What the blocks of the text report share: their frame, their sections, their context. */

import type {
  Finding,
  Frame,
  HeldLock,
  SequentialVerdict,
  ShortSchedule,
  Stack,
} from "../detector/finding.ts";
import { userFrame } from "../detector/frames.ts";
import type { Trace } from "../detector/trace.ts";
import { type LinkTo, type Paint, painter } from "./colour.ts";
import { excerpt, type ReadSource } from "./excerpt.ts";
import { scheduleLines } from "./schedule-text.ts";
import { mutexLines, summaryLine, threadLines } from "./text-parts.ts";
import { positionText, printable, sequentialText, shellWord } from "./words.ts";
import { wrapLine } from "./wrap.ts";

export interface TextOptions {
  /** ANSI colours; the command line decides from NO_COLOR, FORCE_COLOR and the terminal. */
  readonly colour: boolean;
  /** The terminal's width, for which long sentences are wrapped. Absent or 0: no line is. */
  readonly columns?: number;
  /** Where names of source files lead to. Absent: nowhere. */
  readonly linkTo?: LinkTo | undefined;
  /** quiet: findings only; normal: also the closing lines; verbose: also when all is clean. */
  readonly verbosity: "quiet" | "normal" | "verbose";
  /** Whether to say which suppressions matched, and which did not. Absent: yes. */
  readonly printSuppressions?: boolean;
  /** Source text of a file as a frame names it. */
  readonly readSource: ReadSource;
  /** What to type to run the program again, without `--seed`. Default: `antecede run PROGRAM`. */
  readonly command?: string;
  /** The program's own arguments, as typed after `--`. */
  readonly programArguments?: string;
  /** Of runs whose races are to be drawn. */
  readonly diagrams?: readonly Trace[];
}

const RULE = "=".repeat(18);

/** pid in a heading: the run is a pure function of its seed, so it has no process id to show. */
const PID = 1;

export interface Context {
  readonly paint: Paint;
  readonly columns: number;
  readonly readSource: ReadSource;
  readonly command: string;
  readonly programArguments: string | undefined;
  readonly diagrams: readonly Trace[];
}

export function contextFor(options: TextOptions, program: string): Context {
  return {
    paint: painter(options.colour, options.linkTo),
    columns: options.columns ?? 0,
    readSource: options.readSource,
    command: options.command ?? `antecede run ${shellWord(program)}`,
    programArguments: options.programArguments,
    diagrams: options.diagrams ?? [],
  };
}

export interface Block {
  /** As in TSan: a WARNING is a finding and counted, an ERROR is the program's own end. */
  readonly level: "WARNING" | "ERROR";
  readonly title: string;
  readonly body: readonly string[];
  readonly top: Frame | undefined;
}

export interface BlockEnd {
  readonly context: Context;
  readonly seed: number;
  readonly seen: string | undefined;
  readonly sequential?: SequentialVerdict | undefined;
  readonly schedule?: ShortSchedule | undefined;
}

export function block({ level, title, body, top }: Block, end: BlockEnd): string[] {
  const { context, seed, seen, sequential, schedule } = end;
  const { paint, columns } = context;
  return [
    RULE,
    paint("warning", `${level}: ThreadSanitizer: ${title} (pid=${PID})`),
    ...body.flatMap((line) => wrapLine(line, columns)),
    ...(sequential
      ? wrapLine(`  ${paint("note", "Weak memory:")} ${sequentialText(sequential)}`, columns)
      : []),
    ...(schedule ? scheduleLines(schedule, paint) : []),
    ...(seen === undefined ? [] : [`  ${seen}`]),
    againLine(context, seed),
    "",
    summaryLine(title, top),
    RULE,
  ];
}

/** The command that shows the run with this seed. */
export function againLine({ command, programArguments }: Context, seed: number): string {
  const tail = programArguments === undefined ? "" : ` -- ${printable(programArguments)}`;
  return `  See it again: ${printable(command)} --seed ${seed}${tail}`;
}

export function usedLocks(held: readonly HeldLock[]): number[] {
  return [...new Set(held.map(({ lock }) => lock))].sort((a, b) => a - b);
}

export function lockSections(finding: Finding, held: readonly HeldLock[], paint: Paint): string[] {
  return usedLocks(held).flatMap((index) => {
    const lock = finding.locks[index];
    return lock === undefined ? [] : mutexLines(index, lock, paint);
  });
}

export function threadSections(
  finding: Finding,
  used: ReadonlySet<number>,
  paint: Paint,
): string[] {
  return finding.threads
    .filter(({ id }) => used.has(id))
    .flatMap((thread) => threadLines(thread, paint));
}

export interface Site {
  readonly label: string;
  readonly stack: Stack;
}

/** The user's source lines of the sites; sites at one position share one excerpt. */
export function siteLines(
  sites: readonly Site[],
  { readSource, paint, columns }: Context,
): string[] {
  const positions = new Map<string, { frame: Frame; labels: string[] }>();
  for (const { label, stack } of sites) {
    const frame = userFrame(stack);
    if (frame?.file === undefined || frame.line === undefined) continue;
    const key = positionText(frame);
    const known = positions.get(key);
    if (known) known.labels.push(label);
    else positions.set(key, { frame, labels: [label] });
  }
  const lines = [...positions].flatMap(([position, { frame, labels }]) => [
    `  At ${paint.link(frame.file, position)}, ${labels.join(" and ")}:`,
    ...excerpt(frame, readSource, paint, columns),
  ]);
  return lines.length === 0 ? [] : [...lines, ""];
}

/** TSan's mutexes have no names. */
export function lockNameLines({ locks }: Finding, held: readonly HeldLock[]): string[] {
  return usedLocks(held).flatMap((index) => {
    const name = locks[index]?.name;
    return name ? [`  M${index} is '${printable(name)}'.`] : [];
  });
}
