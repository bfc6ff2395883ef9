/**
 * What of the findings is news: suppressions take some out of the report, a baseline tells known
 * ones from new ones. A run's exit code is what it would have been without those that are no news.
 */

import type { Finding, RunResult } from "../detector/finding.ts";
import { findingKey } from "../detector/fingerprint.ts";
import { Baseline, type BaselineEntry } from "./baseline.ts";
import { relativePath } from "./identity.ts";
import { hasEffect, type Suppression, suppressionOf } from "./suppressions.ts";

export interface TriageRules {
  readonly suppressions: readonly Suppression[];
  /** Undefined without a baseline. */
  readonly baseline: readonly BaselineEntry[] | undefined;
  /** The folder that a baseline's paths are relative to, as a JSON report's are. */
  readonly root?: string;
}

/** What suppressions and a baseline did. */
export interface Triage {
  /** Each suppression, with the findings that it took out of the runs. */
  readonly suppressions: readonly SuppressionUse[];
  /** Undefined without a baseline. */
  readonly baseline: BaselineUse | undefined;
  /** How runs ended whose findings are no news, if that needs to be said. */
  readonly notes: readonly string[];
}

/** What a suppression did. */
export interface SuppressionUse {
  readonly suppression: Suppression;
  /** How many findings of all runs it matched. */
  readonly matched: number;
  /** Each once, as the first run that shows it has it. */
  readonly findings: readonly Finding[];
}

/** What a baseline says of the findings. */
export interface BaselineUse {
  /** Findings that the baseline has, each once, with its entry. */
  readonly known: readonly { readonly finding: Finding; readonly entry: BaselineEntry }[];
  /** How many findings it doesn't have, each once. */
  readonly newCount: number;
  /** Entries for this program that no run showed. */
  readonly gone: readonly BaselineEntry[];
}

/** Without any rules: everything is news. */
export const NO_RULES: TriageRules = { suppressions: [], baseline: undefined };

/** Whether a suppression could have matched, and matched nothing. */
export function isStale({ suppression, matched }: SuppressionUse): boolean {
  return matched === 0 && hasEffect(suppression);
}

/** Whether a finding counts: for the exit code, and for the end of a search. */
export function isNews({ status }: Finding): boolean {
  return status !== "known";
}

/**
 * Applies suppressions, then the baseline.
 *
 * @param results runs of one program
 * @returns the runs without suppressed findings, the others with their `status`; and what was done
 */
export function triage(
  results: readonly RunResult[],
  { suppressions, baseline, root }: TriageRules,
): { readonly results: readonly RunResult[]; readonly triage: Triage } {
  const uses = new Map(
    suppressions.map((suppression) => [suppression, new Map<string, Finding>()]),
  );
  const matched = new Map<Suppression, number>();
  const known = baseline && new Baseline(baseline);
  const notes = new Set<string>();
  const triaged = results.map((result) => {
    if (result.findings.length === 0) return result;
    const findings = result.findings.flatMap((finding): Finding[] => {
      const suppression = suppressionOf(finding, suppressions);
      if (suppression) {
        matched.set(suppression, (matched.get(suppression) ?? 0) + 1);
        const taken = uses.get(suppression);
        if (!taken?.has(findingKey(finding))) taken?.set(findingKey(finding), finding);
        return [];
      }
      if (!known) return [finding];
      return [{ ...finding, status: known.entryFor(finding) ? "known" : "new" }];
    });
    if (findings.some(isNews)) return { ...result, findings };
    const { exitCode = result.exitCode, note } = result.otherwise ?? {};
    if (note !== undefined) notes.add(note);
    return { ...result, findings, exitCode };
  });
  return {
    results: triaged,
    triage: {
      suppressions: [...uses].map(([suppression, findings]) => ({
        suppression,
        matched: matched.get(suppression) ?? 0,
        findings: [...findings.values()],
      })),
      baseline:
        known &&
        baselineUse(
          known,
          triaged,
          known.gone(
            relativePath(results[0]?.program ?? "", root),
            results.flatMap(({ findings }) => findings),
          ),
        ),
      notes: [...notes],
    },
  };
}

function baselineUse(
  baseline: Baseline,
  results: readonly RunResult[],
  gone: readonly BaselineEntry[],
): BaselineUse {
  const all = new Map<string, Finding>();
  for (const finding of results.flatMap(({ findings }) => findings)) {
    if (!all.has(findingKey(finding))) all.set(findingKey(finding), finding);
  }
  const findings = [...all.values()];
  const known = findings.flatMap((finding) => {
    const entry = baseline.entryFor(finding);
    return entry ? [{ finding, entry }] : [];
  });
  return { known, newCount: findings.length - known.length, gone };
}
