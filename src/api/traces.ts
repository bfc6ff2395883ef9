/** The runs of a report as diagrams: each is made once more, after all is known that it shows. */
import type { RunResult } from "../detector/finding.ts";
import type { Trace } from "../detector/trace.ts";
import { traceRun } from "../explain/trace.ts";
import { type Report, shownBy } from "../report/format.ts";
import { isNews } from "../report/triage.ts";
import type { LoadedProgram } from "../runtime/program.ts";
import type { RunOptions } from "../runtime/run-options.ts";

export interface Traceable {
  readonly program: LoadedProgram;
  /** Those of the run, or of a search, with the journal that the run filled. */
  readonly options: RunOptions;
  readonly symbolCachePath: string | undefined;
}

/** Of a search: more make a page that no browser likes. */
const MOST_TRACES = 20;
const MOST_EVENTS = 200_000;

/** One trace for each run that is the first to show something. */
export async function tracesOf(
  report: Pick<Report, "results" | "search">,
  traceable: Traceable,
): Promise<readonly Trace[]> {
  const { program, options } = traceable;
  // Each run of a search may have changed the files that the next one read.
  if (report.search && options.files.writable) return [];
  const traces: Trace[] = [];
  let events = 0;
  for (const result of shownRuns(report)) {
    if (traces.length === MOST_TRACES || events > MOST_EVENTS) break;
    const schedule = { ...options.schedule, seed: result.seed };
    const trace = await traceRun(program, { ...options, schedule }, result, traceable);
    events += trace.events.thread.length;
    traces.push(trace);
  }
  return traces;
}

function shownRuns(report: Pick<Report, "results" | "search">): RunResult[] {
  const { findings, failures, timeouts } = shownBy(report);
  const news = findings.filter(({ item }) => isNews(item));
  const seeds = new Set([...news, ...failures, ...timeouts].map(({ seed }) => seed));
  return [...seeds].flatMap((seed) => report.results.find((result) => result.seed === seed) ?? []);
}
