/**
 * What a library's process and the process of its job tell each other: JSON over the channel of
 * `child_process.fork`, since the two may be of different versions of V8. Bytes are base64.
 */
import {
  AntecedeError,
  CompileError,
  InternalError,
  UnsupportedError,
  UsageError,
} from "../errors.ts";
import type { JobEvent } from "./events.ts";
import type { ReplayOptions, RunOptions } from "./options.ts";
import type { Program } from "./program.ts";
import type { RunReport } from "./report.ts";

/** What a job is to do. */
export type Task =
  | { readonly kind: "run"; readonly program: Program; readonly options: RunOptions }
  | { readonly kind: "compile"; readonly program: Program }
  | { readonly kind: "replay"; readonly report: string; readonly options: ReplayOptions };

/** The first and only message to the job. */
export interface Request {
  readonly task: Task;
  readonly stdin: string;
  /** Null: nothing is kept. Undefined: the usual folder. */
  readonly cacheFolder?: string | null;
}

/** What each task comes to, as it is sent. */
export interface SentResults {
  readonly run: RunReport;
  readonly replay: RunReport;
  readonly compile: { readonly bytes: string; readonly judged: string };
}

/** What the job says, its last message a result or an error. */
export type Message =
  | { readonly event: SentEvent }
  | { readonly result: SentResults[keyof SentResults] }
  | { readonly error: SentError };

type SentEvent =
  | Exclude<JobEvent, { kind: "output" }>
  | { readonly kind: "output"; readonly stream: "stdout" | "stderr"; readonly base64: string };

export type SentError =
  | {
      readonly code: string;
      readonly exitCode: number;
      readonly message: string;
      readonly hint?: string | undefined;
    }
  | {
      readonly code: "compile";
      readonly message: string;
      readonly diagnostics: string;
      readonly hint?: string | undefined;
    }
  | { readonly code: "unsupported"; readonly operation: string; readonly hint?: string | undefined }
  | { readonly code: "internal"; readonly detail: string };

export function sentEvent(event: JobEvent): SentEvent {
  if (event.kind !== "output") return event;
  const { kind, stream, bytes } = event;
  return { kind, stream, base64: Buffer.from(bytes).toString("base64") };
}

export function receivedEvent(event: SentEvent): JobEvent {
  if (event.kind !== "output") return event;
  const { kind, stream, base64 } = event;
  return { kind, stream, bytes: Buffer.from(base64, "base64") };
}

export function sentError(error: unknown): SentError {
  if (error instanceof CompileError) {
    const { message, diagnostics, hint } = error;
    return { code: "compile", message, diagnostics, hint };
  }
  if (error instanceof UnsupportedError) {
    const { operation, hint } = error;
    return { code: "unsupported", operation, hint };
  }
  if (error instanceof AntecedeError && !(error instanceof InternalError)) {
    const { code, exitCode, message, hint } = error;
    return { code, exitCode, message, hint };
  }
  if (error instanceof InternalError) return { code: "internal", detail: error.detail };
  return { code: "internal", detail: error instanceof Error ? error.message : String(error) };
}

/** Of the class that it had. */
export function receivedError(sent: SentError): AntecedeError {
  if ("diagnostics" in sent) return new CompileError(sent.message, sent.diagnostics, sent.hint);
  if ("operation" in sent) return new UnsupportedError(sent.operation, sent.hint);
  if ("detail" in sent) return new InternalError(sent.detail);
  const { code, exitCode, message, hint } = sent;
  if (code === "usage") return new UsageError(message, hint);
  return new AntecedeError(code, exitCode, message, hint);
}
