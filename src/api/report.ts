/** What a job comes to. */
import type { Failure, Finding, Timeout } from "../detector/finding.ts";
import { type Report, shownBy } from "../report/format.ts";
import type { Again } from "./again.ts";

/** What runs have shown: data, of which every format is made. */
export interface RunReport extends Report {
  /** Each once, whatever the number of runs; also those that a baseline knows (`status`). */
  readonly findings: readonly Finding[];
  /** How the program itself failed: aborts, failed assertions, null pointers and the like. */
  readonly failures: readonly Failure[];
  /** Runs that did not end within their bound. */
  readonly timeouts: readonly Timeout[];
  /** That of `antecede run`: 0, 66 with findings that are new, or how the program ended. */
  readonly exitCode: number;
  /** What to type for the same again. */
  readonly again: Again;
  /** The working folder, to which paths are relative; no format shows it. */
  readonly folder: string;
}

export function withLists(
  report: Omit<RunReport, "findings" | "failures" | "timeouts" | "folder">,
): RunReport {
  const { findings, failures, timeouts } = shownBy(report);
  return {
    ...report,
    findings: findings.map(({ item }) => item),
    failures: failures.map(({ item }) => item),
    timeouts: timeouts.map(({ item }) => item),
    folder: process.cwd(),
  };
}
