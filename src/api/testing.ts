/**
 * `antecede/testing`: expectations for the tests of any runner, node:test and vitest among them.
 */
import { AssertionError } from "node:assert";
// Of the library's entry alone: its classes must be the same ones.
import {
  formatReport,
  type Job,
  type JobOptions,
  type Program,
  type RunOptions,
  type RunReport,
  run,
} from "./index.ts";

/** Options of the run, and what is expected of it. */
export interface ExpectOptions extends RunOptions, JobOptions {
  /** What the program is expected to exit with; default 0. */
  readonly exitCode?: number;
}

/** A program did not do what was expected; the message is the text report. */
export class ExpectationError extends AssertionError {
  readonly report: RunReport;

  constructor(message: string, report: RunReport) {
    super({ message });
    this.report = report;
  }
}

/**
 * Runs a program, and throws if anything is found in it: races, deadlocks, misuse of locks. Also if
 * it fails, doesn't end, or exits with another code than expected, for then it did not do what it
 * is there for.
 *
 * One run is one schedule. A short program has several; `seeds` makes it a search of as many as are
 * asked for, which finds what only some schedules show.
 *
 * @param sources as for `run`
 * @returns the report, in which nothing is new
 * @throws {ExpectationError} if something was found
 * @throws {AntecedeError} if the program can't be run, as `run` does
 */
export async function expectNoRaces(
  sources: string | readonly string[] | Program,
  { exitCode = 0, ...options }: ExpectOptions = {},
): Promise<RunReport> {
  const caller = callerOf(expectNoRaces);
  const job = run(sources, options);
  const [output, report] = await Promise.all([outputOf(job), job.result]);
  if (report.exitCode === exitCode && !isBad(report)) return report;
  const found = await formatReport(report, "text", { verbosity: "normal" });
  const ending = isBad(report) ? "" : `the program returned ${report.exitCode}\n`;
  const error = new ExpectationError(`\n${output}${found}${ending}`, report);
  error.stack = `${error.name}: ${error.message}\n${caller}`;
  throw error;
}

/** The stack of who called, without the first line: a runner shows where the test stands. */
function callerOf(called: (...args: never[]) => unknown): string {
  const here: { stack?: string } = {};
  Error.captureStackTrace(here, called);
  return here.stack?.split("\n").slice(1).join("\n") ?? "";
}

function isBad({ findings, failures, timeouts }: RunReport): boolean {
  const isNew = findings.some(({ status }) => status !== "known");
  return isNew || failures.length > 0 || timeouts.length > 0;
}

/** What the program and the compiler said. */
async function outputOf(job: Job<unknown>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const event of job) {
    if (event.kind === "output") parts.push(event.bytes);
    if (event.kind === "diagnostics") parts.push(Buffer.from(event.text));
  }
  return Buffer.concat(parts).toString("utf8");
}
