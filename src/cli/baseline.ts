/** `antecede baseline`: what a run or reports show becomes known. */
import { existsSync } from "node:fs";
import { EXIT, UsageError } from "../errors.ts";
import {
  type BaselineEntry,
  entryKey,
  entryOf,
  formatBaseline,
  isDate,
  mergeEntries,
} from "../report/baseline.ts";
import { relativePath } from "../report/identity.ts";
import { type ReportedFindings, ReportSyntaxError, readReport } from "../report/read-report.ts";
import { suppressionOf } from "../report/suppressions.ts";
import { NO_RULES } from "../report/triage.ts";
import { pluralText } from "../report/words.ts";
import { close } from "../toolchain/client.ts";
import { type Arguments, OptionReader } from "./arguments.ts";
import { writeAllOrNone } from "./files.ts";
import { buildContext, obtain } from "./program.ts";
import { judge, loadFor, sessionOf } from "./session.ts";
import type { Settings } from "./settings.ts";
import { readBaseline, readText, triageRulesOf } from "./triage-rules.ts";

const DEFAULT_FILE = "antecede-baseline.json";

export async function baselineCommand({ arguments: parsed }: Settings): Promise<number> {
  const options = new OptionReader(parsed.options);
  const reason = options.text("reason");
  if (reason === undefined || reason.trim() === "") {
    throw new UsageError("--reason is missing", "say why these findings may stay for now");
  }
  const date = options.text("date") ?? today();
  if (!isDate(date)) throw new UsageError(`--date ${date}: not a date such as 2026-01-31`);
  const file = options.text("output") ?? DEFAULT_FILE;
  const old = existsSync(file) ? readBaseline(file) : [];
  const { suppressions } = triageRulesOf(options);
  const { inputs } = parsed.build;
  const shown = inputs.every((input) => input.endsWith(".json"))
    ? readReports(inputs)
    : await runForFindings(parsed);
  const found = shown.flatMap(({ program, findings }) =>
    findings
      .filter((finding) => suppressionOf(finding, suppressions) === undefined)
      .map((finding) => entryOf(finding, { program, reason, date })),
  );
  const isPruned = options.has("prune");
  const kept = isPruned ? withoutGone(old, found, shown) : old;
  const entries = mergeEntries(kept, found);
  writeAllOrNone([{ path: file, text: formatBaseline(entries) }]);
  if (!options.has("quiet")) {
    const counts = [
      `${pluralText(entries.length - kept.length, "finding")} added`,
      ...(isPruned ? [`${old.length - kept.length} removed`] : []),
      `${entries.length} in all`,
    ];
    process.stderr.write(`antecede: ${counts.join(", ")} in ${file}\n`);
  }
  return EXIT.clean;
}

/** With many seeds all of them: one finding that becomes known hides no other. */
async function runForFindings(parsed: Arguments): Promise<ReportedFindings[]> {
  const options = new Map([...parsed.options, ["keep-going", [""]]] as const);
  const session = { ...sessionOf({ ...parsed, options }), rules: NO_RULES };
  const { cache, terminal, timings } = session;
  try {
    const linked = await obtain(parsed.build, buildContext(cache, terminal), timings);
    const results = await judge(session, loadFor(session, linked), linked);
    const root = process.cwd();
    return results.map(({ program, findings }) => ({
      program: relativePath(program, root),
      findings,
    }));
  } finally {
    terminal.clear();
    close();
  }
}

function readReports(files: readonly string[]): ReportedFindings[] {
  if (files.length === 0) {
    throw new UsageError("no program and no report", "name a JSON report, or sources to run");
  }
  return files.flatMap((file) => {
    try {
      return readReport(readText(file));
    } catch (error) {
      if (!(error instanceof ReportSyntaxError)) throw error;
      throw new UsageError(`${file}: ${error.message}`, "`antecede run --json` writes one");
    }
  });
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

/** The one date that Antecede takes from a clock, and it is for people: `--date` fixes it. */
function today(): string {
  return new Date().toISOString().slice(0, 10);
}
