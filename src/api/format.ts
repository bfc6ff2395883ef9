/** Reports in their formats. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Trace } from "../detector/trace.ts";
import type { LinkTo } from "../report/colour.ts";
import type { ReadSource } from "../report/excerpt.ts";
import type { FormatOptions as AllOptions } from "../report/format.ts";
import { FORMATS, type FormatName } from "../report/formats.ts";
import { formatJobSummary as summary } from "../report/github.ts";
import { formatJson } from "../report/json.ts";
import { version } from "../version.ts";
import type { RunReport } from "./report.ts";

/** How a report is written. */
export interface FormatOptions {
  /** Paths below this folder become relative to it; default: the working folder of the job. */
  readonly root?: string;
  /** Where that is in the repository, as `a/b`, for SARIF and GitHub; default "": its top. */
  readonly folderInRepository?: string;
  /** ANSI colours in text; default: none. */
  readonly colour?: boolean;
  /** Width for which sentences of text are wrapped; default 0: no line is. */
  readonly columns?: number;
  /** Where names of source files lead to in text; default: nowhere. */
  readonly linkTo?: LinkTo | undefined;
  /** quiet: findings only; normal (default): closing lines too; verbose: also when all is clean. */
  readonly verbosity?: "quiet" | "normal" | "verbose";
  /** Whether to say which suppressions matched, and which did not; default true. */
  readonly printSuppressions?: boolean;
  /** Of the report's `traces`: those to be drawn in text, beside their races. */
  readonly diagrams?: readonly Trace[];
}

/**
 * A report as text, with source lines as the files have them now. The same report gives the same
 * bytes: there is no time and no machine in them.
 *
 * @param report of a job
 * @param name `html` and diagrams need a report of a job with the option `traces`
 * @returns text that ends with a newline, or "" if the format has nothing to say
 */
export async function formatReport(
  report: RunReport,
  name: FormatName,
  options: FormatOptions = {},
): Promise<string> {
  return FORMATS[name].format(report, allOptions(report, options));
}

/** The JSON document of a search for tests that found none to run. */
export function formatNoRuns(): string {
  return formatJson([], { version: version() });
}

/** What GitHub Actions shows of a job: a table, and the text report, as Markdown. */
export async function formatJobSummary(
  report: RunReport,
  options: FormatOptions = {},
): Promise<string> {
  return summary(report, allOptions(report, options));
}

function allOptions({ again, folder }: RunReport, options: FormatOptions): AllOptions {
  return {
    ...again,
    version: version(),
    root: folder,
    folderInRepository: "",
    colour: false,
    verbosity: "normal",
    readSource: sourceReader(folder),
    ...options,
  };
}

/** Each source is read once. */
function sourceReader(folder: string): ReadSource {
  const sources = new Map<string, string | undefined>();
  return (file) => {
    if (!sources.has(file)) sources.set(file, sourceText(resolve(folder, file)));
    return sources.get(file);
  };
}

function sourceText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    // Built elsewhere: the report does without the line.
    return undefined;
  }
}
