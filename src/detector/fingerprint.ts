/**
 * A finding's fingerprint: stable when lines move, so that baselines, suppressions and code
 * scanning recognize a finding after an edit. It is made of the kind and of the two top user
 * frames' function and file, sorted, because which of two racing accesses comes second is the
 * schedule's choice. Frames of libraries tell nothing apart, those of headers neither: all that
 * lock by std::lock_guard would be one.
 */

import { createHash } from "node:crypto";
import { type Failure, type Finding, isRace, type Stack } from "./finding.ts";
import { userFrame } from "./frames.ts";

/** What a fingerprint is made of; a finding under construction has it before its fingerprint. */
export interface FingerprintSource {
  readonly kind: Finding["kind"] | Failure["kind"];
  /** The stacks of the accesses, waits or acquisitions; of a thread that leaks its creation. */
  readonly stacks: readonly Stack[];
}

const FINGERPRINT_DIGITS = 16;

/** @returns 16 lower-case hexadecimal digits */
export function fingerprint({ kind, stacks }: FingerprintSource): string {
  const tops = stacks.map(userFrame).map((top) => [top?.function ?? "", top?.file ?? ""]);
  // JSON keeps the parts apart whatever characters they hold.
  const sites = tops.map((top) => JSON.stringify(top)).sort();
  const text = JSON.stringify([kind, ...sites]);
  return createHash("sha256").update(text).digest("hex").slice(0, FINGERPRINT_DIGITS);
}

/** The stacks that a finding's fingerprint is made of. */
export function fingerprintStacks(finding: Finding): Stack[] {
  if (isRace(finding)) return [finding.access.stack, finding.previous.stack];
  switch (finding.kind) {
    case "missing-race":
      return [[{ function: finding.why, file: finding.file, inlined: false }]];
    case "deadlock":
      return finding.waits.map(({ stack }) => stack);
    case "lock-order-inversion":
      return finding.links.map(({ stack }) => stack);
    case "thread-leak":
      return finding.threads.filter(({ id }) => id === finding.thread).map((one) => one.created);
    default:
      return [finding.stack];
  }
}

/** As far as it tells findings apart: one that a report has is enough. */
export interface KnownFinding {
  readonly fingerprint: string;
  readonly place?: { readonly kind: string; readonly name?: string };
}

/**
 * The fingerprint, and the variable's name: one function may race on two variables, or misuse two
 * mutexes, and those are two defects, though their fingerprints are equal.
 */
export function findingKey(finding: KnownFinding): string {
  return identityKey(finding.fingerprint, variableOf(finding));
}

export function identityKey(own: string, variable: string | undefined): string {
  return variable === undefined ? own : JSON.stringify([own, variable]);
}

/** The name of the variable that a finding is about, if it has one. */
export function variableOf({ place }: KnownFinding): string | undefined {
  return place?.kind === "global" || place?.kind === "tls" ? place.name : undefined;
}

/** The kind and the place of the program's own failure. */
export function failureKey({ kind, stack }: Pick<Failure, "kind" | "stack">): string {
  return fingerprint({ kind, stacks: [stack] });
}
