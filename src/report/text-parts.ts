/**
 * The parts of ThreadSanitizer's text report, line for line as compiler-rt's tsan_report.cpp
 * prints them (PrintStack, PrintMop, PrintLocation, PrintMutex, PrintThread): users' parsers and
 * CI scripts read these lines. Each part is a list of lines that ends with an empty one.
 */

import type {
  Access,
  Frame,
  LockInfo,
  LocksetChange,
  Place,
  Stack,
  ThreadInfo,
} from "../detector/finding.ts";
import type { Paint } from "./colour.ts";
import {
  accessText,
  addressText,
  mutexesText,
  positionText,
  printable,
  threadText,
} from "./words.ts";

/** `#0 func file:line:col` lines; an inlined frame is a frame of its own, as in TSan. */
export function stackLines(stack: Stack, paint: Paint): string[] {
  if (stack.length === 0) return ["    [failed to restore the stack]", ""];
  return [...stack.map((frame, index) => `    #${index} ${frameText(frame, paint)}`), ""];
}

function frameText(frame: Frame, paint: Paint): string {
  return `${printable(frame.function)} ${paint.link(frame.file, positionText(frame))}`;
}

/** PrintMop: the access that was found first in the report is the later one of the run. */
export function accessLines(access: Access, first: boolean, paint: Paint): string[] {
  const words = accessText(access.kind);
  const head = first ? words.charAt(0).toUpperCase() + words.slice(1) : `Previous ${words}`;
  const where = `of size ${access.bytes} at ${addressText(access.address)}`;
  const who = `by ${threadText(access.thread)}${mutexesText(access.heldLocks)}`;
  return [paint("access", `  ${head} ${where} ${who}:`), ...stackLines(access.stack, paint)];
}

/** PrintLocation; nothing for an unknown place. */
export function placeLines(place: Place, paint: Paint): string[] {
  const line = (text: string) => paint("location", `  Location is ${text}`);
  switch (place.kind) {
    case "global": {
      const size = place.bytes === 0 ? "" : ` of size ${place.bytes}`;
      const name = printable(place.name);
      return [line(`global '${name}'${size} at ${addressText(place.address)}`), ""];
    }
    case "heap": {
      const block = `heap block of size ${place.bytes} at ${addressText(place.address)}`;
      const head = line(`${block} allocated by ${threadText(place.thread)}:`);
      return [head, ...stackLines(place.allocated, paint)];
    }
    case "stack":
      return [line(`stack of ${threadText(place.thread)}.`), ""];
    case "tls":
      return [line(`TLS of ${threadText(place.thread)}.`), ""];
    case "unknown":
      return [];
    default: {
      const never: never = place;
      return never;
    }
  }
}

/** Not TSan's: the accesses that changed the set of locks that protect the variable. */
export function historyLines(history: readonly LocksetChange[], paint: Paint): string[] {
  if (history.length === 0) return [];
  const steps = history.flatMap(({ access, state, candidates }, index) => {
    const { kind, thread, stack, heldLocks } = access;
    const who = `${accessText(kind)} by ${threadText(thread)}${mutexesText(heldLocks)}`;
    return [`  ${index + 1}. ${who}: ${stateText(state, candidates)}`, ...stackLines(stack, paint)];
  });
  return [paint("note", "  Accesses that changed the locks that protect it:"), "", ...steps];
}

function stateText(state: LocksetChange["state"], candidates?: readonly number[]): string {
  if (state === "exclusive") return "exclusive, needs no lock";
  if (candidates === undefined) return `${state}, any lock`;
  if (candidates.length === 0) return `${state}, no lock`;
  return `${state}, ${candidates.map((lock) => `M${lock}`).join(", ")}`;
}

/** PrintMutex. */
export function mutexLines(index: number, lock: LockInfo, paint: Paint): string[] {
  const head = `  Mutex M${index} (${addressText(lock.address)}) created at:`;
  return [paint("mutex", head), ...stackLines(lock.created, paint)];
}

/** PrintThread; nothing for the main thread, which nobody created. */
export function threadLines(thread: ThreadInfo, paint: Paint): string[] {
  if (thread.id === 0) return [];
  const name = thread.name ? ` '${printable(thread.name)}'` : "";
  // TSan knows two states only; a blocked thread is a running one that waits.
  const state = thread.state === "finished" ? "finished" : "running";
  // There is no operating system's thread id here: our own number is the same in every run.
  const head = `  Thread T${thread.id}${name} (tid=${thread.id}, ${state})`;
  const by = ` created by ${threadText(thread.createdBy ?? 0)}`;
  const at = thread.created.length === 0 ? "" : " at:";
  return [paint("thread", `${head}${by}${at}`), ...stackLines(thread.created, paint)];
}

/** `SUMMARY: ThreadSanitizer: data race file:line:col in func`. */
export function summaryLine(title: string, top: Frame | undefined): string {
  const where = top === undefined ? "" : ` ${positionText(top)} in ${printable(top.function)}`;
  return `SUMMARY: ThreadSanitizer: ${title}${where}`;
}
