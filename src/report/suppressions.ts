/**
 * ThreadSanitizer's suppressions (compiler-rt: sanitizer_suppressions.cpp, tsan_suppressions.cpp;
 * google/sanitizers, wiki page ThreadSanitizerSuppressions): lines of `type:pattern`, compared with
 * the functions and files of a finding's stacks and with the name of its global variable.
 *
 * `foo$` hides every name that ends in foo, as the page says. ThreadSanitizer itself compares with
 * the first foo of a name only. `$` ends a pattern wherever it stands, as there.
 */

import { type Finding, type Frame, isRace } from "../detector/finding.ts";
import { variableOf } from "../detector/fingerprint.ts";
import { isMisuse, MISUSES } from "../detector/misuse.ts";
import { stacksOf } from "./identity.ts";

export const SUPPRESSION_TYPES = [
  "race",
  "race_top",
  "thread",
  "mutex",
  "deadlock",
  "signal",
  "called_from_lib",
  "none",
] as const;

export type SuppressionType = (typeof SUPPRESSION_TYPES)[number];

/** Of these there are no findings here: no signal handlers run, and there are no libraries. */
const WITHOUT_EFFECT: readonly SuppressionType[] = ["signal", "called_from_lib", "none"];

export interface Suppression {
  readonly type: SuppressionType;
  readonly pattern: string;
  /** Where it is written; the line counted from 1. */
  readonly file: string;
  readonly line: number;
}

/** A line that is no suppression. */
export class SuppressionSyntaxError extends Error {
  readonly line: number;

  constructor(line: number, text: string) {
    super(`"${text}" is no suppression: one of ${SUPPRESSION_TYPES.join(", ")}, then ":pattern"`);
    this.line = line;
  }
}

/**
 * The suppressions of a file: one a line, without the white space around it; empty lines and those
 * that begin with `#` are none.
 *
 * @param file its name, for reports
 * @throws {SuppressionSyntaxError} for any other line
 */
export function parseSuppressions(text: string, file: string): Suppression[] {
  return text.split("\n").flatMap((written, index) => {
    const line = written.trim();
    if (line === "" || line.startsWith("#")) return [];
    const type = SUPPRESSION_TYPES.find((name) => line.startsWith(`${name}:`));
    if (type === undefined) throw new SuppressionSyntaxError(index + 1, line);
    return [{ type, pattern: line.slice(type.length + 1), file, line: index + 1 }];
  });
}

/** Whether findings of its type exist; one without effect can't be stale. */
export function hasEffect({ type }: Suppression): boolean {
  return !WITHOUT_EFFECT.includes(type);
}

/** The first of the suppressions that hides the finding. */
export function suppressionOf(
  finding: Finding,
  suppressions: readonly Suppression[],
): Suppression | undefined {
  const type = typeOf(finding);
  if (type === undefined) return undefined;
  return suppressions.find((one) => {
    if (type === "race" && one.type === "race_top") {
      return stacksOf(finding).some(([top]) => frameMatches(one, top));
    }
    if (one.type !== type) return false;
    return (
      stacksOf(finding).some((stack) => stack.some((frame) => frameMatches(one, frame))) ||
      // Only globals have names there; a thread-local variable's is as good.
      matches(one.pattern, variableOf(finding))
    );
  });
}

/** The type that hides such findings; an expected race that is missing can't be hidden. */
function typeOf(finding: Finding): SuppressionType | undefined {
  if (isRace(finding)) return "race";
  const { kind } = finding;
  if (isMisuse(kind)) return MISUSES[kind].object === "thread" ? "thread" : "mutex";
  switch (kind) {
    case "thread-leak":
      return "thread";
    case "deadlock":
    case "lock-order-inversion":
      return "deadlock";
    default:
      return undefined;
  }
}

function frameMatches({ pattern }: Suppression, frame: Frame | undefined): boolean {
  return matches(pattern, frame?.function) || matches(pattern, frame?.file);
}

/**
 * Whether a name has the parts that a pattern's `*` divide, in their order; `^` ties the first one
 * to the name's begin, `$` the last one to its end.
 */
export function matches(pattern: string, name: string | undefined): boolean {
  if (name === undefined || name === "") return false;
  const isAtStart = pattern.startsWith("^");
  const end = pattern.indexOf("$");
  const parts = pattern.slice(isAtStart ? 1 : 0, end < 0 ? undefined : end).split("*");
  const last = parts.pop() ?? "";
  let at = 0;
  for (const [index, part] of parts.entries()) {
    const found = name.indexOf(part, at);
    if (found < 0 || (index === 0 && isAtStart && found > 0)) return false;
    at = found + part.length;
  }
  const isWhole = parts.length === 0 && isAtStart;
  if (end >= 0) {
    const start = name.length - last.length;
    return name.endsWith(last) && (isWhole ? start === 0 : start >= at);
  }
  return isWhole ? name.startsWith(last) : name.indexOf(last, at) >= 0;
}
