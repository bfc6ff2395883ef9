/** Which formats a report is written in, and where to. */
import { appendFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import {
  FORMAT_NAMES,
  FORMATS,
  type FormatName,
  type FormatOptions,
  formatJobSummary,
  formatReport,
  type RunReport,
  writeFully,
} from "../api/local.ts";
import { UsageError } from "../errors.ts";
import type { OptionReader } from "./arguments.ts";
import { writeAllOrNone } from "./files.ts";
import { linkToFile } from "./hyperlinks.ts";
import type { Terminal } from "./terminal.ts";

export interface Outputs {
  readonly format: FormatName;
  /** Undefined: standard error. */
  readonly file: string | undefined;
  /** `--report`, in their order. */
  readonly others: readonly { readonly format: FormatName; readonly file: string }[];
  /** Whether annotations follow on standard error. */
  readonly annotates: boolean;
  /** Where GitHub Actions takes the job's summary from. */
  readonly summaryFile: string | undefined;
}

/** @throws {UsageError} for a format that there is not, or a file that would be written twice */
export function outputsOf(options: OptionReader, environment: NodeJS.ProcessEnv): Outputs {
  const chosen = options.choice("format", FORMAT_NAMES);
  if (options.has("json") && chosen !== undefined && chosen !== "json") {
    throw new UsageError(`--json and --format ${chosen}: one of them`);
  }
  const format = options.has("json") ? "json" : (chosen ?? "text");
  const file = options.text("report-file");
  const others = options.all("report").map(outputOf);
  const places = [...(file === undefined ? [] : [file]), ...others.map((one) => one.file)];
  const paths = places.map((place) => resolve(place));
  const twice = places.find((_, index) => paths.indexOf(paths[index] ?? "") < index);
  if (twice !== undefined) throw new UsageError(`${twice}: two reports for one file`);
  const isAction = environment.GITHUB_ACTIONS === "true" && !options.has("no-github");
  // Between the lines of a document for machines they would be no lines for GitHub.
  const isFree = file !== undefined || (FORMATS[format].isProse && format !== "github");
  return {
    format,
    file,
    others,
    annotates: isAction && isFree,
    summaryFile: isAction ? environment.GITHUB_STEP_SUMMARY || undefined : undefined,
  };
}

/** Whether a format draws the runs. */
export function needsTraces({ format, others }: Outputs): boolean {
  return [format, ...others.map((one) => one.format)].includes("html");
}

/** `FORMAT=FILE`. */
function outputOf(text: string): Outputs["others"][number] {
  const at = text.indexOf("=");
  const format = FORMAT_NAMES.find((name) => name === text.slice(0, Math.max(at, 0)));
  const file = text.slice(at + 1);
  if (format === undefined || file === "") {
    const formats = FORMAT_NAMES.join(", ");
    throw new UsageError(`--report ${text}: not FORMAT=FILE, with a format of ${formats}`);
  }
  return { format, file };
}

/** What a format is told besides the report. */
export function formatOptions(
  options: OptionReader,
  terminal: Terminal,
  environment: NodeJS.ProcessEnv,
): FormatOptions {
  return {
    folderInRepository: folderInRepository(process.cwd(), environment),
    colour: terminal.colour,
    columns: terminal.columns,
    linkTo: terminal.hyperlinks ? linkToFile : undefined,
    verbosity: options.has("quiet") ? "quiet" : options.has("verbose") ? "verbose" : "normal",
    printSuppressions: !options.has("no-print-suppressions"),
  };
}

/**
 * Makes all formats, then writes them; the files as a whole or not at all.
 *
 * @throws {UsageError} for a file that can't be written
 */
export async function writeOutputs(
  report: RunReport,
  outputs: Outputs,
  options: FormatOptions,
): Promise<void> {
  const plain = { ...options, colour: false, columns: 0, linkTo: undefined };
  const make = (name: FormatName, to: FormatOptions) => formatReport(report, name, to);
  const main = await make(outputs.format, outputs.file === undefined ? options : plain);
  const annotations = outputs.annotates ? await make("github", plain) : "";
  const files = outputs.file === undefined ? [] : [{ path: outputs.file, text: main }];
  for (const { format, file } of outputs.others) {
    files.push({ path: file, text: await make(format, plain) });
  }
  // First: a file that can't be written must not cost the report.
  writeFully(2, Buffer.from((outputs.file === undefined ? main : "") + annotations));
  writeAllOrNone(files);
  if (outputs.summaryFile !== undefined) {
    appendSummary(outputs.summaryFile, await formatJobSummary(report, plain));
  }
}

/** GitHub says where the repository is checked out; else the working folder stands for it. */
function folderInRepository(root: string, { GITHUB_WORKSPACE }: NodeJS.ProcessEnv): string {
  if (!GITHUB_WORKSPACE) return "";
  const path = relative(GITHUB_WORKSPACE, root).replaceAll("\\", "/");
  return path.startsWith("..") || /^(?:\/|[A-Za-z]:)/.test(path) ? "" : path;
}

/** Other steps have theirs in the same file. */
function appendSummary(file: string, text: string): void {
  try {
    appendFileSync(file, text);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`GITHUB_STEP_SUMMARY ${file}: can't write (${code})`);
  }
}
