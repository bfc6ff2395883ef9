/** Findings of a JSON report (json.ts), as far as others than people need them. */

import type { Finding } from "../detector/finding.ts";
import { JSON_SCHEMA_VERSION } from "./json.ts";

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
