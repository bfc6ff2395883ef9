/** Reports of the samples, as the formats get them. */
import type { RunResult } from "../../src/detector/finding.ts";
import { deduplicate } from "../../src/report/deduplicate.ts";
import type { FormatOptions, Report } from "../../src/report/format.ts";
import { NO_RULES, type TriageRules, triage } from "../../src/report/triage.ts";
import * as samples from "./samples.ts";

export const options: FormatOptions = {
  version: "1.2.3",
  root: "/home/u/p",
  folderInRepository: "",
  colour: false,
  verbosity: "normal",
  readSource: samples.readSource,
  command: "antecede run counter.c",
};

/** The report of one run. */
export function reportOf(result: RunResult, rules: TriageRules = NO_RULES): Report {
  const triaged = triage([result], rules);
  const [first = result] = triaged.results;
  return { results: [first], search: undefined, triage: triaged.triage };
}

/** The report of a search. */
export function searchOf(results: readonly RunResult[], rules: TriageRules = NO_RULES): Report {
  const triaged = triage(results, rules);
  const [first, ...others] = triaged.results;
  if (first === undefined) throw new RangeError("a search has runs");
  return {
    results: [first, ...others],
    search: deduplicate(triaged.results),
    triage: triaged.triage,
  };
}

export const everyReport: readonly Report[] = [
  ...samples.all.map((result) => reportOf(result)),
  searchOf(samples.all),
];
