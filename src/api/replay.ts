/** The run of a recorded finding again: the same schedule, and what becomes of the finding. */
import { readFileSync } from "node:fs";
import type { RunResult } from "../detector/finding.ts";
import { failureKey, findingKey } from "../detector/fingerprint.ts";
import type { RecordedInput, Recording } from "../detector/recording.ts";
import { UsageError } from "../errors.ts";
import type { Replay } from "../report/format.ts";
import { triage } from "../report/triage.ts";
import { printable } from "../report/words.ts";
import { version } from "../version.ts";
import { againOf } from "./again.ts";
import type { ReplayOptions } from "./options.ts";
import { readWordsOfRun } from "./program.ts";
import { programHashes, type RecordedFinding, type RecordedRun, sha256 } from "./recording.ts";
import { type RunReport, withLists } from "./report.ts";
import type { Input } from "./run-options.ts";
import {
  buildProgram,
  drawn,
  exitCodeOf,
  explainContext,
  loadFor,
  openSession,
  runOnce,
  type Session,
  type World,
} from "./session.ts";

/**
 * Builds the program again, and follows the finding's schedule.
 *
 * @throws {UsageError} if there is no such finding, or its run needs input that isn't given again
 */
export async function replayIn(
  world: World,
  recorded: RecordedRun,
  { finding, bySeed = false, ...asked }: ReplayOptions,
): Promise<{ readonly report: RunReport; readonly session: Session }> {
  const wanted = chosenFinding(recorded, finding);
  const { recording } = recorded;
  const { program, options } = readWordsOfRun(recording.arguments);
  const seed = wanted?.seed ?? recorded.seed;
  const stdin = recording.stdin ? inputOf(recording.stdin, world.stdin) : new Uint8Array();
  const session = openSession(program, { ...options, ...asked, seed }, { ...world, stdin });
  const linked = await buildProgram(session);
  const loaded = loadFor(session, linked);
  const schedule = bySeed ? undefined : wanted?.schedule;
  const followed = {
    ...session.machine,
    ...(schedule && { decisions: { mode: "follow", list: schedule.decisions } as const }),
  };
  const context = explainContext(session, linked);
  world.emit({ kind: "running" });
  const { result } = await runOnce(loaded, followed, context, session.timings);
  const replay = wanted && whatBecame(wanted, result, recording, linked.bytes);
  const { results, triage: triaged } = triage(
    [wanted && replay?.shows ? onlyWanted(result, wanted) : result],
    session.rules,
  );
  const [shown = result] = results;
  const only = { results: [shown] as const, search: undefined };
  const { symbolCachePath } = context;
  const report = withLists({
    ...only,
    traces: await drawn(session, only, {
      program: () => loaded,
      options: followed,
      symbolCachePath,
    }),
    triage: triaged,
    recording: { ...recording, ...programHashes(linked.bytes) },
    ...(replay && { replay }),
    around: { before: replayText(recorded, wanted, replay), after: lastLine(replay) },
    again: againOf(program, options),
    exitCode: exitCodeOf([shown]),
  });
  return { report, session };
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

/** What was recorded, or what is given again, if that is the same. */
function inputOf(recorded: RecordedInput, given: Input): Uint8Array {
  if ("bytes" in recorded) return Buffer.from(recorded.bytes, "base64");
  const own = given === "inherit" ? readAhead(recorded.length) : given.subarray(0, recorded.length);
  if (own.length === recorded.length && sha256(own) === recorded.sha256) return own;
  throw new UsageError(
    `the run read ${recorded.length} bytes of standard input, which the report does not hold`,
    "give it the same input again: antecede replay REPORT.json <INPUT",
  );
}

function readAhead(bytes: number): Uint8Array {
  return process.stdin.isTTY ? new Uint8Array() : readFileSync(0).subarray(0, bytes);
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
