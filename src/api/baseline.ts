/** Baselines: what reports or runs show becomes known. */
import { UsageError } from "../errors.ts";
import { type BaselineEntry, entryKey, entryOf, mergeEntries } from "../report/baseline.ts";
import { relativePath } from "../report/identity.ts";
import { type ReportedFindings, ReportSyntaxError, readReport } from "../report/read-report.ts";
import { suppressionOf } from "../report/suppressions.ts";
import type { RunReport } from "./report.ts";
import { triageRulesOf } from "./triage-rules.ts";

/** How findings become known. */
export interface BaselineUpdate {
  /** Why these findings may stay for now. */
  readonly reason: string;
  /** Since when they are known, such as 2026-01-31. */
  readonly date: string;
  /** Whether entries of these programs that were not shown are left out. */
  readonly prune?: boolean;
  /** Files; what they name doesn't become known. */
  readonly suppressions?: readonly string[];
}

/** A baseline after an update, and what that changed. */
export interface UpdatedBaseline {
  readonly entries: readonly BaselineEntry[];
  readonly added: number;
  readonly removed: number;
}

/** What is known already keeps its reason and date. */
export function updateBaseline(
  old: readonly BaselineEntry[],
  shown: readonly ReportedFindings[],
  { reason, date, prune = false, suppressions = [] }: BaselineUpdate,
): UpdatedBaseline {
  const rules = triageRulesOf({ suppressions }).suppressions;
  const found = shown.flatMap(({ program, findings }) =>
    findings
      .filter((finding) => suppressionOf(finding, rules) === undefined)
      .map((finding) => entryOf(finding, { program, reason, date })),
  );
  const kept = prune ? withoutGone(old, found, shown) : old;
  const entries = mergeEntries(kept, found);
  return { entries, added: entries.length - kept.length, removed: old.length - kept.length };
}

/** What the runs of a report show, by program as a JSON report names it. */
export function shownIn({ results, folder }: RunReport): ReportedFindings[] {
  return results.map(({ program, findings }) => ({
    program: relativePath(program, folder),
    findings,
  }));
}

/** @throws {UsageError} unless the text is a JSON report; it is called `name` */
export function shownInText(text: string, name: string): ReportedFindings[] {
  try {
    return readReport(text);
  } catch (error) {
    if (!(error instanceof ReportSyntaxError)) throw error;
    throw new UsageError(`${name}: ${error.message}`, "`antecede run --json` writes one");
  }
}

/** Entries of programs that were run, but did not show them, are left out. */
function withoutGone(
  old: readonly BaselineEntry[],
  found: readonly BaselineEntry[],
  shown: readonly ReportedFindings[],
): BaselineEntry[] {
  const programs = new Set(shown.map(({ program }) => program));
  const keys = new Set(found.map(entryKey));
  return old.filter((entry) => !programs.has(entry.program) || keys.has(entryKey(entry)));
}
