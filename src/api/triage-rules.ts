/** The files of suppressions and the baseline that options name. */
import { readFileSync } from "node:fs";
import { UsageError } from "../errors.ts";
import { type BaselineEntry, BaselineSyntaxError, parseBaseline } from "../report/baseline.ts";
import {
  parseSuppressions,
  type Suppression,
  SuppressionSyntaxError,
} from "../report/suppressions.ts";
import type { TriageRules } from "../report/triage.ts";
import type { RunOptions } from "./options.ts";

/** @throws {UsageError} for a file that can't be read, or that is not what it should be */
export function triageRulesOf({
  suppressions = [],
  baseline,
}: Pick<RunOptions, "suppressions" | "baseline">): TriageRules {
  return {
    suppressions: suppressions.flatMap(readSuppressions),
    baseline: baseline === undefined ? undefined : readBaseline(baseline),
    root: process.cwd(),
  };
}

/** @throws {UsageError} for a file that can't be read, or that is no baseline */
export function readBaseline(file: string): BaselineEntry[] {
  try {
    return parseBaseline(readText(file));
  } catch (error) {
    if (!(error instanceof BaselineSyntaxError)) throw error;
    throw new UsageError(`${file}: ${error.message}`, "`antecede baseline` writes one");
  }
}

function readSuppressions(file: string): Suppression[] {
  try {
    return parseSuppressions(readText(file), file);
  } catch (error) {
    if (!(error instanceof SuppressionSyntaxError)) throw error;
    throw new UsageError(`${file}:${error.line}: ${error.message}`);
  }
}

/** @throws {UsageError} for a file that can't be read */
export function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(`${file}: can't read (${(error as NodeJS.ErrnoException).code})`);
  }
}
