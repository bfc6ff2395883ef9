/** What makes two findings one, between runs of one program and between its versions. */

import { type Finding, type Frame, isRace, type Stack } from "../detector/finding.ts";
import { fingerprintStacks } from "../detector/fingerprint.ts";
import { userFrame } from "../detector/frames.ts";
import type { Trace } from "../detector/trace.ts";

/**
 * The stacks of the accesses, waits or acquisitions, and of what came before them: where the lock
 * that a thread held was taken, or what was done to a misused object.
 */
export function stacksOf(finding: Finding): readonly Stack[] {
  const stacks = fingerprintStacks(finding);
  if (finding.kind === "lock-order-inversion") {
    return [...stacks, ...finding.links.map(({ held }) => held.stack ?? [])];
  }
  return "before" in finding && finding.before ? [...stacks, finding.before.stack] : stacks;
}

/** The place that stands for a finding: the user's, where its SUMMARY line points. */
export function topFrame(finding: Finding): Frame | undefined {
  if (finding.kind === "missing-race") {
    const { file, line } = finding;
    return { function: "AnnotateExpectRace", file, line, inlined: false };
  }
  const stacks = fingerprintStacks(finding).filter((stack) => stack.length > 0);
  return userFrame(stuckStack(finding) ?? stacks[0] ?? []);
}

/** Of a deadlock: where a thread is stuck, rather than where another waits for that one's end. */
function stuckStack(finding: Finding): Stack | undefined {
  if (finding.kind !== "deadlock") return undefined;
  return finding.waits.find(({ kind, stack }) => kind !== "thread" && stack.length > 0)?.stack;
}

/** Index of the finding among the trace's races; -1 if it is none. */
export function raceOf({ races }: Trace, finding: Finding): number {
  if (!isRace(finding)) return -1;
  return races.findIndex(
    ({ fingerprint, address }) =>
      fingerprint === finding.fingerprint && address === finding.access.address,
  );
}

/**
 * A file's path relative to a folder if it is below that; otherwise as it is.
 *
 * @param root undefined: no path changes
 */
export function relativePath(file: string, root: string | undefined): string {
  if (root === undefined) return file;
  const folder = root.replaceAll("\\", "/").replace(/\/*$/, "/");
  const slashed = file.replaceAll("\\", "/");
  return slashed.startsWith(folder) ? slashed.slice(folder.length) : file;
}
