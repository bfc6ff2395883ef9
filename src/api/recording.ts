/** Recordings of runs: made for a JSON report, and read again from one. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Decision } from "../detector/decision.ts";
import type { Failure } from "../detector/finding.ts";
import { failureKey } from "../detector/fingerprint.ts";
import { RECORDING_VERSION, type RecordedInput, type Recording } from "../detector/recording.ts";
import { UsageError } from "../errors.ts";
import type { RunOptions } from "../runtime/run-options.ts";
import { stdinOf } from "../runtime/wasi.ts";
import { openModule, SECTION } from "../toolchain/wasm-binary.ts";

/** A report is no place for more; the user has the file. */
const MOST_INPUT_BYTES = 4096;

/**
 * @param args those of `antecede run` that make the run what it is, without the seed
 * @param options of the run, with the journal that it filled
 */
export function recordingOf(
  args: readonly string[],
  linked: Uint8Array,
  options: RunOptions,
): Recording {
  const { stdin, journal } = options.files;
  const input = recordedInput(stdin ?? stdinOf(journal).bytes);
  return {
    version: RECORDING_VERSION,
    arguments: args,
    ...programHashes(linked),
    ...(input && { stdin: input }),
  };
}

/** What tells an edit of comments, which moves lines, from one of code. */
export function programHashes(linked: Uint8Array): Pick<Recording, "code" | "build"> {
  const code = createHash("sha256");
  for (const { id, start, end } of openModule(linked).sections) {
    if (id === SECTION.custom) continue;
    code.update(`${id}:${end - start}:`).update(linked.subarray(start, end));
  }
  return { code: code.digest("hex"), build: sha256(linked) };
}

function recordedInput(bytes: Uint8Array): RecordedInput | undefined {
  if (bytes.length === 0) return undefined;
  if (bytes.length > MOST_INPUT_BYTES) return { length: bytes.length, sha256: sha256(bytes) };
  return { bytes: Buffer.from(bytes).toString("base64") };
}

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** A finding as far as a replay needs it. */
export interface RecordedFinding {
  readonly kind: string;
  readonly fingerprint: string;
  readonly seed: number;
  readonly access?: unknown;
  readonly place?: { readonly kind: string; readonly name?: string };
  readonly schedule?: { readonly decisions: readonly Decision[] };
}

export interface RecordedRun {
  readonly recording: Recording;
  /** Of the program that made the report. */
  readonly version: string;
  /** In the order of the report; then the program's own failures. */
  readonly findings: readonly RecordedFinding[];
  /** Of the first run, where there is neither. */
  readonly seed: number;
}

/** @throws {UsageError} if the file is no report that can be replayed */
export function readRecordedRun(file: string): RecordedRun {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(`${file}: can't read (${(error as NodeJS.ErrnoException).code})`);
  }
  return parseRecordedRun(text, file);
}

/**
 * @param file what errors call it
 * @throws {UsageError} if the text is no report that can be replayed
 */
export function parseRecordedRun(text: string, file: string): RecordedRun {
  let report: Report;
  try {
    report = JSON.parse(text) as Report;
  } catch {
    throw new UsageError(`${file}: not a JSON report`, JSON_HINT);
  }
  const { tool, version, recording } = report;
  if (tool !== "antecede") throw new UsageError(`${file}: not a report of Antecede's`, JSON_HINT);
  if (!recording) throw new UsageError(`${file}: holds no recording of its run`, JSON_HINT);
  if (recording.version !== RECORDING_VERSION) {
    const both = `${recording.version}, this is for version ${RECORDING_VERSION}`;
    throw new UsageError(`${file}: its recording is of version ${both}`);
  }
  const findings = report.findings ?? report.runs?.flatMap((run) => run.findings) ?? [];
  const failures =
    report.failures?.map((failure) => ({ ...failure, seed: failure.seen.seeds[0] ?? 1 })) ??
    report.runs?.flatMap(({ seed, failure }) => (failure ? [{ ...failure, seed }] : [])) ??
    [];
  const failed = failures.map((failure) => ({ ...failure, fingerprint: failureKey(failure) }));
  const seed = report.runs?.[0]?.seed ?? 1;
  return { recording, version, findings: [...findings, ...failed], seed };
}

const JSON_HINT = "`antecede run --json --report-file FILE` writes one";

interface Report {
  readonly tool: string;
  readonly version: string;
  readonly recording?: Recording;
  readonly runs?: readonly {
    readonly seed: number;
    readonly findings: readonly RecordedFinding[];
    readonly failure?: RecordedFailure;
  }[];
  readonly findings?: readonly RecordedFinding[];
  readonly failures?: readonly (RecordedFailure & {
    readonly seen: { readonly seeds: readonly number[] };
  })[];
}

type RecordedFailure = Pick<Failure, "kind" | "stack" | "schedule">;
