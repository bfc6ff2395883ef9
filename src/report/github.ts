/**
 * GitHub Actions: workflow commands that put a finding's words beside the lines of its places, and
 * a summary of the job in Markdown. (docs.github.com, "Workflow commands for GitHub Actions".)
 */

import { posix } from "node:path";
import type { Failure, Finding, Frame, Timeout } from "../detector/finding.ts";
import { userFrame } from "../detector/frames.ts";
import { characterColumn, type FormatOptions, type Report, type Shown, shownBy } from "./format.ts";
import { relativePath, topFrame } from "./identity.ts";
import { type Step, sentenceOf, stepsOf } from "./steps.ts";
import { formatMergedRuns, formatRun } from "./text.ts";
import { isNews } from "./triage.ts";
import { entryText, findingText } from "./triage-text.ts";
import {
  capitalizedText,
  countText,
  failureTitle,
  findingTitle,
  isPossible,
  pluralText,
  positionText,
  printable,
  threadText,
} from "./words.ts";

/** GitHub takes 1 MiB for a step; the rest is for what other tools write there. */
const MOST_SUMMARY_CHARACTERS = 500_000;

const NOWHERE: Frame = { function: "", inlined: false };

interface Annotation {
  readonly level: "error" | "warning";
  readonly title: string;
  readonly frame: Frame | undefined;
  /** Its lines; what the program wrote may hold line ends of its own. */
  readonly message: readonly string[];
}

/** A line for each place of each new finding: both accesses of a race, every lock of a cycle. */
export function formatGithub(report: Report, options: FormatOptions): string {
  const { findings, failures, timeouts } = shownBy(report);
  return [
    ...findings.filter(({ item }) => isNews(item)).flatMap((one) => ofFinding(one, options)),
    ...failures.map(({ item, seed }) => ofFailure(item, seed, options)),
    ...timeouts.map(({ item, seed }) => ofTimeout(item, seed, options)),
  ]
    .map((annotation) => `${commandText(annotation, options)}\n`)
    .join("");
}

/** The job's summary, in Markdown: a table, then the report as text. */
export function formatJobSummary(report: Report, options: FormatOptions): string {
  const { results, search, triage } = report;
  const { findings, failures, timeouts } = shownBy(report);
  const news = findings.filter(({ item }) => isNews(item));
  const program = search?.program ?? results[0].program;
  const where = search ? pluralText(search.runs, "seed") : `seed ${results[0].seed}`;
  const rows = [
    ...news.map((one) => findingRow(one, report)),
    ...failures.map(({ item, seed }) =>
      row(failureTitle(item.kind), [userFrame(item.stack)], `${seed}`),
    ),
    ...timeouts.map(({ seed }) => row("timeout", [], `${seed}`)),
  ];
  const head = ["| finding | where | seed |", "|---|---|---|"];
  const { known = [], gone = [] } = triage.baseline ?? {};
  const lists = [
    ...listOf(
      "Known",
      known.map(({ finding }) => findingText(finding)),
    ),
    ...listOf("Gone", gone.map(entryText)),
  ];
  const plain = { ...options, colour: false, columns: 0, linkTo: undefined };
  const text = search ? formatMergedRuns(search, plain) : formatRun(results[0], plain);
  return `${[
    `### antecede: ${code(program)}`,
    "",
    ...(rows.length === 0 ? [`No new findings (${where}).`] : [...head, ...rows]),
    "",
    ...lists,
    ...(text === "" || rows.length === 0 ? [] : detailsLines(text)),
  ].join("\n")}\n`;
}

function findingRow({ item, seed, seeds }: Shown<Finding>, { search }: Report): string {
  const frames = stepsOf(item).map(({ stack }) => userFrame(stack));
  const shown = frames.length > 0 ? frames : [topFrame(item)];
  const count = search && seeds ? `${countText(seeds.length)} of ${countText(search.runs)}` : seed;
  return row(sentenceOf(item), shown, `${count}`);
}

function row(what: string, frames: readonly (Frame | undefined)[], seeds: string): string {
  const places = frames.flatMap((frame) => (frame ? [code(positionText(frame))] : []));
  return `| ${code(what)} | ${[...new Set(places)].join("<br>")} | ${seeds} |`;
}

function listOf(title: string, items: readonly string[]): string[] {
  if (items.length === 0) return [];
  return [`**${title}**`, "", ...items.map((item) => `- ${code(item)}`), ""];
}

function detailsLines(text: string): string[] {
  const isCut = text.length > MOST_SUMMARY_CHARACTERS;
  const shown = isCut ? `${text.slice(0, MOST_SUMMARY_CHARACTERS)}\n…\n` : text;
  const fence = fenceFor(shown);
  return ["<details><summary>Report</summary>", "", fence, `${shown}${fence}`, "", "</details>"];
}

/** Longer than any row of backticks within the text (CommonMark 4.5, 6.1). */
function fenceFor(text: string, least = 3): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((ticks) => ticks.length));
  return "`".repeat(Math.max(least, longest + 1));
}

function code(text: string): string {
  const shown = printable(text);
  const ticks = fenceFor(shown, 1);
  const pad = shown.startsWith("`") || shown.endsWith("`") ? " " : "";
  return `${ticks}${pad}${shown.replaceAll("|", "\\|")}${pad}${ticks}`;
}

function ofFinding({ item, seed }: Shown<Finding>, options: FormatOptions): Annotation[] {
  const level = isPossible(item.kind) ? "warning" : "error";
  const title = capitalizedText(findingTitle(item.kind));
  const steps = stepsOf(item).filter(({ stack }) => stack.length > 0);
  const again = againText(seed, options);
  // Two threads at one line get one annotation.
  const byPosition = new Map(
    steps.toReversed().map((step) => [positionText(userFrame(step.stack) ?? NOWHERE), step]),
  );
  const places = steps.length > 0 ? [...byPosition.values()].reverse() : [undefined];
  return places.map((step) => {
    const others = steps.filter((other) => other !== step).map(otherText);
    const here = step ? `${capitalizedText(threadText(step.thread))}: ${step.what}. ` : "";
    const message = [`${here}${capitalizedText(sentenceOf(item))}`, ...others, again];
    return { level, title, frame: step ? userFrame(step.stack) : topFrame(item), message };
  });
}

function otherText({ thread, what, stack }: Step): string {
  const frame = userFrame(stack);
  const at = frame ? ` at ${positionText(frame)}` : "";
  return `${capitalizedText(threadText(thread))}: ${what}${at}`;
}

function ofFailure(failure: Failure, seed: number, options: FormatOptions): Annotation {
  const title = capitalizedText(failureTitle(failure.kind));
  const message = [failure.message || title, againText(seed, options)];
  return { level: "error", title, frame: userFrame(failure.stack), message };
}

function ofTimeout(timeout: Timeout, seed: number, options: FormatOptions): Annotation {
  const [where] = timeout.threads.filter(({ stack }) => stack.length > 0);
  const message = ["The program had not ended within its bound", againText(seed, options)];
  return { level: "error", title: "Timeout", frame: userFrame(where?.stack ?? []), message };
}

function againText(seed: number, { command, programArguments }: FormatOptions): string {
  const tail = programArguments === undefined ? "" : ` -- ${programArguments}`;
  return `See it again: ${command ?? "antecede run …"} --seed ${seed}${tail}`;
}

function commandText({ level, title, frame, message }: Annotation, options: FormatOptions): string {
  const column = frame && characterColumn(frame, options.readSource);
  const properties: readonly (readonly [string, string | number | undefined])[] = [
    ["file", frame?.file && repositoryPath(frame.file, options)],
    ["line", frame?.line],
    ["col", column],
    ["title", title],
  ];
  const given = properties.flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${escapeProperty(printable(String(value)))}`],
  );
  return `::${level} ${given.join(",")}::${escapeData(message.map(printable).join("\n"))}`;
}

/** A file as the repository has it: annotations stand beside its lines. */
export function repositoryPath(
  file: string,
  { root, folderInRepository }: Pick<FormatOptions, "root" | "folderInRepository">,
): string {
  const path = relativePath(file, root).replaceAll("\\", "/");
  return /^(?:\/|[A-Za-z]:)/.test(path) ? path : posix.join(folderInRepository, path);
}

/** As the toolkit of GitHub Actions escapes what commands say. */
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
