/** The reports of a search's shards become one. */
import type { RunResult } from "../detector/finding.ts";
import { findingKey } from "../detector/fingerprint.ts";
import { EXIT, UsageError } from "../errors.ts";
import type { MergedRuns } from "../report/deduplicate.ts";
import { ReportSyntaxError, readSearch } from "../report/read-report.ts";
import { mergeShards, ShardError } from "../report/shards.ts";
import { isNews, type Triage, type TriageRules, triage } from "../report/triage.ts";
import { shellWord } from "../report/words.ts";
import type { RunOptions } from "./options.ts";
import { type RunReport, withLists } from "./report.ts";
import { triageRulesOf } from "./triage-rules.ts";

/** The JSON report of a shard. */
export interface ShardText {
  /** What errors call it. */
  readonly name: string;
  readonly text: string;
}

/**
 * One report of what all shards of a search found.
 *
 * @throws {UsageError} unless the texts are the reports of all shards of one search
 */
export function mergeReports(
  shards: readonly ShardText[],
  options: Pick<RunOptions, "suppressions" | "baseline"> = {},
): RunReport {
  const { search, triage: triaged } = judged(wholeOf(shards), triageRulesOf(options));
  const command = ["antecede", "run", ...search.program.split(" ").map(shellWord)].join(" ");
  return withLists({
    results: [emptyRun(search)] as const,
    search,
    triage: triaged,
    again: { command },
    exitCode: search.exitCode,
  });
}

function wholeOf(shards: readonly ShardText[]): MergedRuns {
  try {
    return mergeShards(shards.map(readShard));
  } catch (error) {
    if (!(error instanceof ShardError)) throw error;
    throw new UsageError(error.message, HINT);
  }
}

function readShard({ name, text }: ShardText): { name: string; search: MergedRuns } {
  try {
    return { name, search: readSearch(text) };
  } catch (error) {
    if (!(error instanceof ReportSyntaxError)) throw error;
    throw new UsageError(`${name}: ${error.message}`, HINT);
  }
}

/** The search with suppressions and baseline applied to what it shows. */
function judged(
  whole: MergedRuns,
  rules: TriageRules,
): { readonly search: MergedRuns; readonly triage: Triage } {
  const run = emptyRun(whole);
  const runs = whole.findings.map(({ first, seed }) => ({ ...run, seed, findings: [first] }));
  const done = triage([run, ...runs], rules);
  const kept = new Map(
    done.results.flatMap(({ findings }) => findings.map((one) => [findingKey(one), one])),
  );
  const findings = whole.findings.flatMap((merged) => {
    const first = kept.get(findingKey(merged.first));
    return first ? [{ ...merged, first }] : [];
  });
  const search = { ...whole, findings };
  return { search: { ...search, exitCode: exitCodeOf(search) }, triage: done.triage };
}

function exitCodeOf({ findings, failures, timeouts, exitCode }: MergedRuns): number {
  if (findings.some(({ first }) => isNews(first))) return EXIT.findings;
  if (exitCode !== EXIT.findings) return exitCode;
  return failures[0]?.first.exitCode ?? (timeouts.length > 0 ? EXIT.timeout : EXIT.clean);
}

/** Formats are about a run as well: of a search they take its head. */
function emptyRun({ program, strategy, judged: how, detector, exitCode }: MergedRuns): RunResult {
  const head = { program, strategy, judged: how, ...(detector && { detector }) };
  return { version: 1, ...head, seed: 0, findings: [], exitCode, steps: 0 };
}

const HINT = "each shard: `antecede run --many-seeds A..B --shard I/N --json --report-file FILE …`";
