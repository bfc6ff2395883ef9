/** The table of formats: their names, and what makes each. */

import type { Report, ReportFormat } from "./format.ts";
import { formatGithub } from "./github.ts";
import { formatJson, formatMergedJson } from "./json.ts";
import { formatJunit } from "./junit.ts";
import { formatSarif } from "./sarif.ts";
import { formatMergedRuns, formatRun } from "./text.ts";

export const FORMATS = {
  text: {
    isProse: true,
    format: ({ results: [first], search, triage }, options) =>
      search ? formatMergedRuns(search, options, triage) : formatRun(first, options, triage),
  },
  json: {
    isProse: false,
    format: ({ results, search, triage }: Report, options) =>
      search ? formatMergedJson(search, options, triage) : formatJson(results, options, triage),
  },
  sarif: {
    isProse: false,
    format: formatSarif,
  },
  junit: {
    isProse: false,
    format: formatJunit,
  },
  github: {
    isProse: true,
    format: formatGithub,
  },
} as const satisfies Readonly<Record<string, ReportFormat>>;

export type FormatName = keyof typeof FORMATS;

export const FORMAT_NAMES = Object.keys(FORMATS) as readonly FormatName[];
