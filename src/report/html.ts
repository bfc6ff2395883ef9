/** HTML: one page with the time-space diagram of each run, its sources and the report as text. */

import { type Failure, type Finding, isRace, type Timeout } from "../detector/finding.ts";
import { variableOf } from "../detector/fingerprint.ts";
import type { Trace, TraceFile } from "../detector/trace.ts";
import type { PageFinding } from "../viewer/page.ts";
import { type FormatOptions, type Report, type Shown, shownBy } from "./format.ts";
import { htmlPage } from "./html-page.ts";
import { raceOf, relativePath, topFrame } from "./identity.ts";
import { sentenceOf } from "./steps.ts";
import { formatFailure, formatFinding, formatTimeout } from "./text.ts";
import { isNews } from "./triage.ts";
import { failureTitle, findingCounts, findingTitle, positionText, printable } from "./words.ts";

/** A longer file is shown around the lines that have events. */
const MOST_LINES = 4000;
const LINES_AROUND = 200;

export function formatHtml(report: Report, options: FormatOptions): string {
  const { findings, failures, timeouts } = shownBy(report);
  const [{ program }] = report.results;
  const traces = report.traces ?? [];
  const plain = { ...options, colour: false, columns: 0, linkTo: undefined, diagrams: [] };
  const text = { ...plain, verbosity: "quiet" as const };
  const news = findings.filter(({ item }) => isNews(item));
  const kinds = news.map(({ item }) => item.kind);
  const counts = [...findingCounts(kinds), ...failures.map(({ item }) => failureTitle(item.kind))];
  if (timeouts.length > 0) counts.push("timeout");
  return htmlPage({
    version: options.version,
    program: printable(program),
    summary: counts.length === 0 ? "no findings" : counts.join(", "),
    findings: [
      ...news.map((shown) => findingItem(shown, traces, formatFinding(shown.item, program, text))),
      ...failures.map((shown) =>
        failureItem(shown, traces, formatFailure(shown.item, shown.seed, program, text)),
      ),
      ...timeouts.map((shown) =>
        timeoutItem(shown, traces, formatTimeout(shown.item, shown.seed, program, text)),
      ),
    ],
    traces: traces.map((trace) => withSources(trace, options)),
  });
}

function findingItem(
  { item, seed }: Shown<Finding>,
  traces: readonly Trace[],
  text: string,
): PageFinding {
  const at = topFrame(item);
  const name = variableOf(item);
  const place = at === undefined ? "" : positionText(at);
  const why = printable(sentenceOf(item));
  return {
    title: findingTitle(item.kind),
    subject: name === undefined ? place : printable(name),
    why: isRace(item) ? printable(item.why) : why,
    seed,
    text,
    ...diagramOf(traces, seed, item),
  };
}

function failureItem(
  { item, seed }: Shown<Failure>,
  traces: readonly Trace[],
  text: string,
): PageFinding {
  const { kind, message } = item;
  const why = printable(message);
  return { title: failureTitle(kind), subject: "", why, seed, text, ...diagramOf(traces, seed) };
}

function timeoutItem(
  { item, seed }: Shown<Timeout>,
  traces: readonly Trace[],
  text: string,
): PageFinding {
  const what = item.bound === "steps" ? "its bound of steps" : "its bound of time";
  const why = `the program had not ended at ${what}`;
  return { title: "timeout", subject: "", why, seed, text, ...diagramOf(traces, seed) };
}

/** Where the diagram is, if there is one of that run. */
function diagramOf(
  traces: readonly Trace[],
  seed: number,
  finding?: Finding,
): Pick<PageFinding, "trace" | "race"> {
  const trace = traces.findIndex((one) => one.seed === seed);
  const race =
    finding === undefined ? -1 : ((traces[trace] && raceOf(traces[trace], finding)) ?? -1);
  return { ...(trace >= 0 && { trace }), ...(race >= 0 && { race }) };
}

/** With the text of its files, as far as they are at hand, and names that a reader knows. */
function withSources(trace: Trace, { readSource, root }: FormatOptions): Trace {
  const files = trace.files.map(({ path }, index): TraceFile => {
    const shown = printable(relativePath(path, root));
    const text = readSource(path);
    if (text === undefined) return { path: shown, firstLine: 1 };
    const lines = text.split("\n");
    if (lines.length <= MOST_LINES) return { path: shown, text, firstLine: 1 };
    const used = trace.places.flatMap(({ file, line }) =>
      file === index && line !== undefined ? line : [],
    );
    const first = Math.max(1, Math.min(...used) - LINES_AROUND);
    const last = Math.min(Math.max(...used) + LINES_AROUND, first + MOST_LINES);
    return { path: shown, text: lines.slice(first - 1, last).join("\n"), firstLine: first };
  });
  return { ...trace, files };
}
