/**
 * Findings that can be replayed without a report at hand: those of the last run in this folder that
 * had any, in the cache; and in `.antecede/` those that were saved, for as long as one likes.
 */
import { existsSync, mkdirSync, readdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import {
  type Cache,
  contentKey,
  formatReport,
  parseRecordedRun,
  type RecordedRun,
  type RunReport,
  readRecordedRun,
} from "../api/local.ts";
import { UsageError } from "../errors.ts";
import { writeAllOrNone } from "./files.ts";

const FOLDER = ".antecede";

/** Which run is to be made again, and which finding of it. */
export interface Chosen {
  readonly recorded: RecordedRun;
  /** Undefined: what else the command line says. */
  readonly finding?: string;
}

/**
 * Keeps what a run showed.
 *
 * @param isAsked whether findings are saved though nobody has made the folder for them
 * @returns the files that were saved
 */
export async function keepFindings(
  report: RunReport,
  cache: Cache,
  isAsked: boolean,
): Promise<string[]> {
  if (!report.recording || (report.findings.length === 0 && report.failures.length === 0))
    return [];
  cache.put(lastRunKey(), Buffer.from(await formatReport(report, "json")));
  if (!isAsked && !existsSync(FOLDER)) return [];
  const fingerprints = new Set(report.findings.map(({ fingerprint }) => fingerprint));
  const files = await Promise.all(
    [...fingerprints].map(async (fingerprint) => ({
      path: join(FOLDER, `${fingerprint}.json`),
      text: await formatReport(only(report, fingerprint), "json"),
    })),
  );
  if (files.length > 0) makeFolder();
  writeAllOrNone(files);
  return files.map(({ path }) => path);
}

/**
 * What `antecede replay` is to replay.
 *
 * @param which a report's file, the first digits of a fingerprint, or a number of the last run's;
 * undefined: the last run
 * @throws {UsageError} if there is no such thing
 */
export function chooseRecorded(which: string | undefined, cache: Cache): Chosen {
  if (which === undefined) return { recorded: lastRun(cache) };
  if (existsSync(which) || !/^[0-9a-f]{1,16}$/.test(which)) {
    return { recorded: readRecordedRun(which) };
  }
  const saved = savedAs(which);
  if (saved.length > 1) {
    throw new UsageError(`${which}: several findings of ${FOLDER}/`, saved.join("\n  "));
  }
  const [file] = saved;
  if (file !== undefined) return { recorded: readRecordedRun(join(FOLDER, file)) };
  return { recorded: lastRun(cache), finding: which };
}

/** A number of few digits is meant for the last run. */
const FEWEST_DIGITS = 4;

function savedAs(which: string): string[] {
  if (which.length < FEWEST_DIGITS || !existsSync(FOLDER)) return [];
  return readdirSync(FOLDER).filter((name) => name.startsWith(which) && name.endsWith(".json"));
}

function lastRun(cache: Cache): RecordedRun {
  const bytes = cache.get(lastRunKey());
  if (bytes) return parseRecordedRun(Buffer.from(bytes).toString("utf8"), "the last run");
  throw new UsageError(
    "no run with findings is known of this folder",
    "name a JSON report: antecede replay REPORT.json",
  );
}

function lastRunKey(): string {
  return `${contentKey(["last run", realpathSync(process.cwd())])}.last.json`;
}

function only(report: RunReport, fingerprint: string): RunReport {
  const isIt = (finding: { readonly fingerprint: string }) => finding.fingerprint === fingerprint;
  const { results, search } = report;
  const [first, ...others] = results;
  const narrowed = (result: typeof first) => {
    const { failure: _, timeout: __, ...kept } = result;
    return { ...kept, findings: result.findings.filter(isIt) };
  };
  return {
    ...report,
    results: [narrowed(first), ...others.map(narrowed)],
    search: search && {
      ...search,
      findings: search.findings.filter((merged) => isIt(merged.first)),
      failures: [],
      timeouts: [],
    },
  };
}

function makeFolder(): void {
  try {
    mkdirSync(FOLDER, { recursive: true });
  } catch (error) {
    throw new UsageError(`${FOLDER}: can't write (${(error as NodeJS.ErrnoException).code})`);
  }
}
