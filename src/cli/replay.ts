/** `antecede replay`: the very run of a report once more, for one of its findings. */
import { readFileSync } from "node:fs";
import type { RunResult } from "../detector/finding.ts";
import { failureKey, findingKey } from "../detector/fingerprint.ts";
import type { RecordedInput, Recording } from "../detector/recording.ts";
import { UsageError } from "../errors.ts";
import type { Replay, Report } from "../report/format.ts";
import { triage } from "../report/triage.ts";
import { printable } from "../report/words.ts";
import type { RunOptions } from "../runtime/run-options.ts";
import { close } from "../toolchain/client.ts";
import { againOf } from "./again.ts";
import { type Arguments, OptionReader, type OptionSpec, parseArguments } from "./arguments.ts";
import { formatOptions, writeOutputs } from "./outputs.ts";
import { buildContext, obtain } from "./program.ts";
import {
  programHashes,
  type RecordedFinding,
  type RecordedRun,
  readRecordedRun,
  sha256,
} from "./recording.ts";
import { detectorOf, runOptionsOf } from "./run-options.ts";
import {
  draws,
  exitCodeOf,
  explainContext,
  loadFor,
  runOnce,
  type Session,
  sessionOf,
} from "./session.ts";
import type { Settings } from "./settings.ts";
import { timingsText } from "./timings.ts";
import { type Traceable, tracesOf } from "./traces.ts";
import { version } from "./version.ts";

/** @param runSpecs the options of `antecede run`, whose arguments the report holds */
export async function replayCommand(
  { arguments: parsed }: Settings,
  runSpecs: readonly OptionSpec[],
): Promise<number> {
  const session = sessionOf(parsed);
  const { options, terminal, outputs, rules, timings, exitCode } = session;
  const [file, ...others] = parsed.build.inputs;
  if (file === undefined || others.length > 0) {
    throw new UsageError("name one JSON report to replay", "antecede replay REPORT.json");
  }
  const recorded = readRecordedRun(file);
  const wanted = chosenFinding(recorded, options.text("finding"));
  const again = parseArguments(recorded.recording.arguments, runSpecs, true);
  try {
    const { linked, result, traceable } = await runAgain(recorded, wanted, again, session);
    const replay = wanted && whatBecame(wanted, result, recorded.recording, linked);
    const { results, triage: triaged } = triage(
      [wanted && replay?.shows ? onlyWanted(result, wanted) : result],
      rules,
    );
    const [shown = result] = results;
    const only = { results: [shown] as const, search: undefined };
    const traces = draws(session) ? await tracesOf(only, traceable) : [];
    const report: Report = {
      ...only,
      traces,
      triage: triaged,
      recording: { ...recorded.recording, ...programHashes(linked) },
      ...(replay && { replay }),
      around: { before: replayText(recorded, wanted, replay), after: lastLine(replay) },
    };
    const formatting = {
      ...formatOptions(options, terminal, process.env, againOf(again)),
      diagrams: options.has("diagram") ? traces : [],
    };
    await writeOutputs(report, outputs, formatting);
    if (options.has("timings")) process.stderr.write(timingsText(timings));
    return exitCodeOf([shown], exitCode);
  } finally {
    terminal.clear();
    close();
  }
}

/** @param again the arguments that the report holds */
async function runAgain(
  { recording, seed }: RecordedRun,
  wanted: RecordedFinding | undefined,
  again: Arguments,
  session: Session,
): Promise<{
  readonly linked: Uint8Array;
  readonly result: RunResult;
  readonly traceable: Traceable;
}> {
  const { options, cache, terminal, timings } = session;
  const own = new OptionReader(again.options);
  const detector = detectorOf(own);
  const runOptions = withInput(runOptionsOf(again, own, false, detector), recording);
  const schedule = options.has("by-seed") ? undefined : wanted?.schedule;
  const linked = await obtain(again.build, buildContext(cache, terminal), timings);
  const program = loadFor({ ...session, parsed: again, detector }, linked);
  const followed: RunOptions = {
    ...runOptions,
    schedule: { ...runOptions.schedule, seed: wanted?.seed ?? seed },
    ...(schedule && { decisions: { mode: "follow", list: schedule.decisions } }),
  };
  const context = explainContext(session, linked);
  const result = await runOnce(
    program,
    followed,
    {
      ...context,
      withHistory: options.has("explain") || own.has("explain"),
    },
    timings,
  );
  const traceable = { program, options: followed, symbolCachePath: context.symbolCachePath };
  return { linked: linked.bytes, result, traceable };
}

/** @throws {UsageError} if the report has no such finding; undefined if it has none at all */
function chosenFinding(
  { findings }: RecordedRun,
  which: string | undefined,
): RecordedFinding | undefined {
  const [first] = findings;
  if (which === undefined) return first;
  const byNumber = /^\d{1,4}$/.test(which) ? findings[Number(which) - 1] : undefined;
  const alike = findings.filter(({ fingerprint }) => fingerprint.startsWith(which));
  const found = byNumber ?? (alike.length === 1 ? alike[0] : undefined);
  if (found) return found;
  const list = findings.map(({ fingerprint, kind }, at) => `${at + 1} ${kind} ${fingerprint}`);
  throw new UsageError(
    `--finding ${which}: ${alike.length > 1 ? "several findings" : "no finding"} of the report`,
    list.join("\n  "),
  );
}

/** The run with the input that was recorded, or with this process's own if that is the same. */
function withInput(options: RunOptions, { stdin }: Recording): RunOptions {
  const bytes = stdin === undefined ? new Uint8Array() : inputOf(stdin);
  return { ...options, files: { ...options.files, stdin: bytes } };
}

function inputOf(stdin: RecordedInput): Uint8Array {
  if ("bytes" in stdin) return Buffer.from(stdin.bytes, "base64");
  const own = process.stdin.isTTY ? new Uint8Array() : readFileSync(0).subarray(0, stdin.length);
  if (own.length === stdin.length && sha256(own) === stdin.sha256) return own;
  throw new UsageError(
    `the run read ${stdin.length} bytes of standard input, which the report does not hold`,
    "give it the same input again: antecede replay REPORT.json <INPUT",
  );
}

function whatBecame(
  wanted: RecordedFinding,
  { findings, failure }: RunResult,
  { code, build }: Recording,
  linked: Uint8Array,
): Replay {
  const now = programHashes(linked);
  return {
    fingerprint: wanted.fingerprint,
    shows: [...findings.map(findingKey), ...(failure ? [failureKey(failure)] : [])].includes(
      findingKey(wanted),
    ),
    program: now.build === build ? "same" : now.code === code ? "moved" : "changed",
  };
}

function onlyWanted(result: RunResult, wanted: RecordedFinding): RunResult {
  const key = findingKey(wanted);
  return { ...result, findings: result.findings.filter((finding) => findingKey(finding) === key) };
}

/** What stands before the report: which finding, and whether the program is the same. */
function replayText(
  { findings, version: maker }: RecordedRun,
  wanted: RecordedFinding | undefined,
  replay: Replay | undefined,
): string {
  if (!wanted || !replay) return "antecede: the report has no finding: its run once more\n";
  const at = findings.indexOf(wanted) + 1;
  const what = `${wanted.kind} ${wanted.fingerprint}`;
  const how = wanted.schedule ? "its short schedule" : `seed ${wanted.seed}`;
  const lines = [`replay of finding ${at} of ${findings.length}: ${printable(what)}, ${how}`];
  if (replay.program === "moved") {
    lines.push("the sources were edited since, but do the same: the run is the same");
  }
  if (replay.program === "changed") {
    lines.push("THE PROGRAM HAS CHANGED since the report: the same seed may be another run");
    if (maker !== version()) {
      lines.push(`the report is of Antecede ${printable(maker)}, this is ${version()}`);
    }
  }
  return lines.map((line) => `antecede: ${line}\n`).join("");
}

function lastLine(replay: Replay | undefined): string {
  if (!replay) return "";
  if (replay.shows) return "antecede: the finding shows again\n";
  const why = replay.program === "changed" ? " in the changed program" : "";
  return `antecede: the finding does not show${why}\n`;
}
