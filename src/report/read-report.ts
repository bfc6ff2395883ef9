/** Findings of a JSON report (json.ts), as far as others than people need them. */

import type { Finding } from "../detector/finding.ts";
import type { MergedRuns } from "./deduplicate.ts";
import { JSON_SCHEMA_VERSION } from "./json.ts";

/** What a program was reported for. */
export interface ReportedFindings {
  readonly program: string;
  readonly findings: readonly Finding[];
}

/** A text that is no JSON report of ours. */
export class ReportSyntaxError extends Error {}

/**
 * The findings of each run of a report, or of its search.
 *
 * @throws {ReportSyntaxError} unless it is a JSON report of this version
 */
export function readReport(text: string): ReportedFindings[] {
  const document = parseJson(text);
  if (!isObject(document) || document.tool !== "antecede" || !("schemaVersion" in document)) {
    throw new ReportSyntaxError("this is no JSON report of Antecede");
  }
  const { schemaVersion, runs, search, findings } = document;
  if (schemaVersion !== JSON_SCHEMA_VERSION) {
    throw new ReportSyntaxError(
      `this is a report of version ${schemaVersion}, and not ${JSON_SCHEMA_VERSION}`,
    );
  }
  if (isObject(search)) return [reported(search.program, findings)];
  if (!Array.isArray(runs)) throw new ReportSyntaxError("it has neither runs nor a search");
  return runs.map((run: unknown) => {
    if (!isObject(run)) throw new ReportSyntaxError("one of its runs is no object");
    return reported(run.program, run.findings);
  });
}

/**
 * The search of a report.
 *
 * @throws {ReportSyntaxError} unless it is the JSON report of a search, of this version
 */
export function readSearch(text: string): MergedRuns {
  readReport(text);
  const document = parseJson(text) as Fields;
  const { search, findings, failures, timeouts } = document;
  if (!isObject(search)) throw new ReportSyntaxError("it is of a run, and not of a search");
  const lists = [findings, failures, timeouts];
  if (!lists.every(isListOfSeen)) {
    throw new ReportSyntaxError("one of its findings, failures or timeouts lacks its seeds");
  }
  const { seeds, keepGoing, shard, ...head } = search;
  if (!isObject(seeds) || typeof keepGoing !== "boolean") {
    throw new ReportSyntaxError("it does not say which seeds were searched");
  }
  const searched = { ...seeds, keepGoing, ...(isObject(shard) && { shard }) };
  const [allFindings, allFailures, allTimeouts] = lists.map((list) => list.map(mergedOf));
  return {
    ...head,
    searched,
    findings: allFindings,
    failures: allFailures,
    timeouts: allTimeouts,
  } as unknown as MergedRuns;
}

interface Seen extends Fields {
  readonly seen: { readonly occurrences: number; readonly seeds: readonly number[] };
}

function isListOfSeen(list: unknown): list is Seen[] {
  return Array.isArray(list) && list.every((one) => isObject(one) && isSeen(one.seen));
}

function isSeen(seen: unknown): boolean {
  if (!isObject(seen) || !Number.isSafeInteger(seen.occurrences)) return false;
  const { seeds } = seen;
  return Array.isArray(seeds) && seeds.length > 0 && seeds.every(Number.isSafeInteger);
}

function mergedOf({ seen: { occurrences, seeds }, ...first }: Seen) {
  return { first, seed: seeds[0], occurrences, seeds };
}

/** A finding's fields are the same in a report; those that decide are looked at. */
function reported(program: unknown, findings: unknown): ReportedFindings {
  if (typeof program !== "string" || !Array.isArray(findings)) {
    throw new ReportSyntaxError("a run or search lacks its program or its findings");
  }
  if (!findings.every(isFinding)) throw new ReportSyntaxError("one of its findings is none");
  return { program, findings };
}

function isFinding(value: unknown): value is Finding {
  if (!isObject(value)) return false;
  const { kind, fingerprint, threads, locks } = value;
  const isWhole = Array.isArray(threads) && Array.isArray(locks) && hasStacks(value);
  return typeof kind === "string" && /^[0-9a-f]{16}$/.test(String(fingerprint)) && isWhole;
}

/** Whether there is a stack wherever its kind has one. */
function hasStacks({ kind, access, previous, waits, links, stack, file }: Fields): boolean {
  const has = (value: unknown) => isObject(value) && Array.isArray(value.stack);
  if (access !== undefined) return has(access) && has(previous);
  switch (kind) {
    case "deadlock":
      return Array.isArray(waits) && waits.every(has);
    case "lock-order-inversion":
      return Array.isArray(links) && links.every((link) => has(link) && isObject(link.held));
    case "thread-leak":
      return true;
    case "missing-race":
      return typeof file === "string";
    default:
      return Array.isArray(stack);
  }
}

type Fields = Record<string, unknown>;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ReportSyntaxError("this is no JSON");
  }
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
