/** What suppressions and a baseline did to a report, as lines at its end. */

import type { Finding } from "../detector/finding.ts";
import { variableOf } from "../detector/fingerprint.ts";
import type { BaselineEntry } from "./baseline.ts";
import { topFrame } from "./identity.ts";
import { isStale, type SuppressionUse, type Triage } from "./triage.ts";
import { countText, findingTitle, positionText, printable } from "./words.ts";

/** In the order: what was hidden, by which rules; rules that hid nothing; how runs ended. */
export function triageLines(
  { suppressions: all, baseline, notes }: Triage,
  withSuppressions: boolean,
): string[] {
  const suppressions = withSuppressions ? all : [];
  return [
    ...matchedLines(suppressions.filter(({ matched }) => matched > 0)),
    ...suppressions
      .filter(isStale)
      .map(({ suppression: { type, pattern, file, line } }) =>
        printable(`antecede: matched nothing: ${type}:${pattern} (${file}:${line})`),
      ),
    ...(baseline?.known ?? []).map(
      ({ finding, entry }) => `antecede: known: ${findingText(finding)}${sinceText(entry)}`,
    ),
    ...(baseline?.gone ?? []).map(
      (entry) => `antecede: gone: ${entryText(entry)}${sinceText(entry)}`,
    ),
    ...notes.map((note) => `antecede: ${printable(note)}`),
  ];
}

/** For the line that sums a report up: `2 suppressed`, `1 known`, `1 gone`. */
export function triageCounts({ suppressions, baseline }: Triage): string[] {
  const suppressed = suppressions.reduce((sum, { findings }) => sum + findings.length, 0);
  const counts: readonly (readonly [number, string])[] = [
    [suppressed, "suppressed"],
    [baseline?.known.length ?? 0, "known"],
    [baseline?.gone.length ?? 0, "gone"],
  ];
  return counts.flatMap(([count, word]) => (count > 0 ? [`${countText(count)} ${word}`] : []));
}

/** A finding in one line: `data race on 'x' at file:line:col in func`. */
export function findingText(finding: Finding): string {
  const variable = variableOf(finding);
  const top = topFrame(finding);
  const on = variable === undefined ? "" : ` on '${printable(variable)}'`;
  const at = top === undefined ? "" : ` at ${positionText(top)} in ${printable(top.function)}`;
  return `${findingTitle(finding.kind)}${on}${at}`;
}

/** An entry of a baseline in one line: `data-race on 'x' between a (f.c) and b (f.c)`. */
export function entryText({ kind, variable, places }: BaselineEntry): string {
  const on = variable === undefined ? "" : ` on '${variable}'`;
  const where = places.length < 2 ? " in " : " between ";
  return printable(`${kind}${on}${places.length > 0 ? where : ""}${places.join(" and ")}`);
}

function sinceText({ date, reason }: BaselineEntry): string {
  return reason === "" ? ` (${date})` : ` (${date}: ${printable(reason)})`;
}

/** ThreadSanitizer's own lines (PrintMatchedSuppressions), which it prints at exit. */
function matchedLines(uses: readonly SuppressionUse[]): string[] {
  if (uses.length === 0) return [];
  const total = uses.reduce((sum, { matched }) => sum + matched, 0);
  return [
    `ThreadSanitizer: Matched ${total} suppressions (pid=1):`,
    ...uses.map(({ suppression: { type, pattern }, matched }) =>
      printable(`${matched} ${type}:${pattern}`),
    ),
  ];
}
