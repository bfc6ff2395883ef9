/** From a command line to a job, and from its report to exit code and files. */
import {
  againBy,
  Cache,
  defaultCacheFolder,
  isNews,
  type JobEvent,
  type Program,
  programOf,
  type RunOptions,
  type RunReport,
  readOptions,
  type Timings,
  type World,
  wordsOf,
  writeFully,
} from "../api/local.ts";
import { EXIT } from "../errors.ts";
import { type Arguments, OptionReader } from "./arguments.ts";
import { formatOptions, needsTraces, type Outputs, outputsOf, writeOutputs } from "./outputs.ts";
import { type Terminal, terminalFor } from "./terminal.ts";
import { timingsText } from "./timings.ts";

/** What a command line asks for. */
export interface CommandJob {
  readonly reader: OptionReader;
  readonly terminal: Terminal;
  readonly outputs: Outputs;
  readonly world: World;
  readonly program: Program;
  readonly options: RunOptions;
  /** With findings. */
  readonly exitCode: number | undefined;
}

/** @throws {UsageError} for a value that an option can't have */
export function jobOf(parsed: Arguments): CommandJob {
  const { options: texts, build, rest, command } = parsed;
  const reader = new OptionReader(texts);
  const terminal = terminalFor(reader, process.env);
  const outputs = outputsOf(reader, process.env);
  const options = {
    ...readOptions(reader),
    ...(needsTraces(outputs) && { traces: true }),
  };
  const program = programOf(build, rest);
  const words = command && [...command.before, ...wordsOf(options), ...command.after];
  return {
    reader,
    terminal,
    outputs,
    world: worldOf(reader, terminal, words && againBy(words, program)),
    program,
    options,
    exitCode: reader.integer("exitcode", 0, 255),
  };
}

export function worldOf(reader: OptionReader, terminal: Terminal, again?: World["again"]): World {
  const { colour, columns } = terminal;
  const isKept = !reader.has("no-cache");
  return {
    emit: (event) => show(event, terminal),
    cache: new Cache(isKept ? defaultCacheFolder(process.env) : undefined),
    stdin: "inherit",
    colour,
    columns,
    ...(again && { again }),
  };
}

function show(event: JobEvent, terminal: Terminal): void {
  switch (event.kind) {
    case "building":
      return terminal.progress(`${event.what} …`);
    case "diagnostics":
      terminal.clear();
      process.stderr.write(event.text);
      return;
    case "running":
      return terminal.clear();
    case "searching":
      return terminal.progress(`${event.done} of ${event.of} seeds`);
    case "output":
      // As natively: who writes to a pipe that nobody reads is ended by SIGPIPE.
      if (!writeFully(event.stream === "stdout" ? 1 : 2, event.bytes)) {
        process.exit(EXIT.brokenPipe);
      }
      return;
    case "finding":
      // The report tells of it, with all the others.
      return;
    default:
      event satisfies never;
  }
}

/** Options of commands that only judge what was found before. */
export function rulesOptionsOf(reader: OptionReader): RunOptions {
  const { suppressions, baseline } = readOptions(reader);
  return { ...(suppressions && { suppressions }), ...(baseline !== undefined && { baseline }) };
}

/** Writes all that is asked for; returns the exit code. */
export async function tell(
  { reader, terminal, outputs, exitCode }: CommandJob,
  report: RunReport,
  timings: Timings,
): Promise<number> {
  terminal.clear();
  await writeOutputs(report, outputs, {
    ...formatOptions(reader, terminal, process.env),
    diagrams: reader.has("diagram") ? (report.traces ?? []) : [],
  });
  if (reader.has("timings")) process.stderr.write(timingsText(timings));
  return exitCodeOf(report, exitCode);
}

/** @param chosen what the command line wants instead of 66 */
export function exitCodeOf({ findings, exitCode }: RunReport, chosen: number | undefined): number {
  return findings.some(isNews) ? (chosen ?? EXIT.findings) : exitCode;
}
