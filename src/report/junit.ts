/**
 * JUnit's XML: a test suite for the program, a test case for the run or the search. What was found
 * is the case's failure, how the program itself failed its error.
 */

import type { FormatOptions, Report } from "./format.ts";
import { shownBy } from "./format.ts";
import { relativePath } from "./identity.ts";
import { formatMergedRuns, formatRun } from "./text.ts";
import { isNews } from "./triage.ts";
import { failureTitle, findingCounts, pluralText, printable } from "./words.ts";

/** A character for private use (Unicode 23.5) that stands where a CDATA section must be divided. */
const DIVISION = "\uE000";

export async function formatJunit(report: Report, options: FormatOptions): Promise<string> {
  // Loaded only by those who ask for it: a run shouldn't wait for it.
  const { default: imported } = await import("junit-report-builder");
  // Its types are those of an ES module, which it is not for Node.js: its export is the builder.
  const junit = imported as unknown as typeof imported.default;
  const { results, search } = report;
  const { findings, failures, timeouts } = shownBy(report);
  const [first] = results;
  const name = search ? `${pluralText(search.runs, "seed")}` : `seed ${first.seed}`;
  const builder = junit.newBuilder();
  const suite = builder.testSuite().name(shown(relativePath(first.program, options.root)));
  for (const [property, value] of propertiesOf(report, options)) suite.property(property, value);
  const testCase = suite.testCase().className("antecede").name(name);
  const news = findings.filter(({ item }) => isNews(item));
  const text = textOf(report, options);
  if (news.length > 0) {
    const kinds = news.map(({ item }) => item.kind);
    testCase.failure(findingCounts(kinds).join(", "), [...new Set(kinds)].join(","));
    testCase.stacktrace(text);
  }
  const ends = [
    ...failures.map(({ item }) => failureTitle(item.kind)),
    ...timeouts.map(() => "timeout"),
  ];
  if (ends.length > 0) {
    // With findings the text stands there already.
    testCase.error(ends.join(", "), ends[0], news.length > 0 ? undefined : text);
  }
  const xml = builder.build();
  return `${xml.replaceAll(`]]${DIVISION}>`, "]]]]><![CDATA[>").trimEnd()}\n`;
}

function propertiesOf({ results: [first], search }: Report, { version }: FormatOptions) {
  const steps = search?.steps ?? first.steps;
  return [
    ["version", version],
    ["strategy", first.strategy],
    ["judged", first.judged],
    ["detector", first.detector ?? "happens-before"],
    ["steps", `${steps}`],
  ] as const;
}

function textOf({ results: [first], search, triage }: Report, options: FormatOptions): string {
  const plain = { ...options, colour: false, columns: 0, linkTo: undefined };
  return shown(search ? formatMergedRuns(search, plain, triage) : formatRun(first, plain, triage));
}

/**
 * Text that XML can hold. The library divides a CDATA section at its first `]]>` only, and C++ may
 * well have several, as in `a[b[0]]>c`.
 */
function shown(text: string): string {
  return text
    .split("\n")
    .map(printable)
    .join("\n")
    .toWellFormed()
    .replaceAll(DIVISION, "\uFFFD")
    .replaceAll("]]>", `]]${DIVISION}>`);
}
