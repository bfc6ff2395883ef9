/** `antecede baseline`: what a run or reports show becomes known. */
import { existsSync } from "node:fs";
import {
  formatBaseline,
  isDate,
  pluralText,
  type ReportedFindings,
  readBaseline,
  readText,
  runHere,
  shownIn,
  shownInText,
  updateBaseline,
} from "../api/local.ts";
import { EXIT, UsageError } from "../errors.ts";
import { type Arguments, OptionReader } from "./arguments.ts";
import { writeAllOrNone } from "./files.ts";
import { jobOf, rulesOptionsOf } from "./job.ts";
import type { Settings } from "./settings.ts";

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
  const { suppressions = [] } = rulesOptionsOf(options);
  const prune = options.has("prune");
  const update = { reason, date, prune, suppressions };
  // What can't be used is said before the run.
  updateBaseline(old, [], { ...update, prune: false });
  const shown = await shownBy(parsed);
  const { entries, added, removed } = updateBaseline(old, shown, update);
  writeAllOrNone([{ path: file, text: formatBaseline(entries) }]);
  if (!options.has("quiet")) {
    const counts = [
      `${pluralText(added, "finding")} added`,
      ...(prune ? [`${removed} removed`] : []),
      `${entries.length} in all`,
    ];
    process.stderr.write(`antecede: ${counts.join(", ")} in ${file}\n`);
  }
  return EXIT.clean;
}

async function shownBy(parsed: Arguments): Promise<ReportedFindings[]> {
  const { inputs } = parsed.build;
  if (inputs.length === 0) {
    throw new UsageError("no program and no report", "name a JSON report, or sources to run");
  }
  if (inputs.every((input) => input.endsWith(".json"))) {
    return inputs.flatMap((name) => shownInText(readText(name), name));
  }
  const { world, terminal, program, options } = jobOf(parsed);
  const { suppressions: _, baseline: __, ...others } = options;
  try {
    // With many seeds all of them: one finding that becomes known hides no other.
    const { result } = await runHere(world, program, { ...others, keepGoing: true });
    return shownIn(result);
  } finally {
    terminal.clear();
  }
}

/** The one date that Antecede takes from a clock, and it is for people: `--date` fixes it. */
function today(): string {
  return new Date().toISOString().slice(0, 10);
}
