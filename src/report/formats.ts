/** The table of formats: their names, and what makes each. */

import type { Report, ReportFormat } from "./format.ts";
import { formatGithub } from "./github.ts";
import { formatHtml } from "./html.ts";
import { formatJson, formatMergedJson } from "./json.ts";
import { formatJunit } from "./junit.ts";
import { formatSarif } from "./sarif.ts";
import { formatMergedRuns, formatRun } from "./text.ts";

export const FORMATS = {
  text: {
    isProse: true,
    format: ({ results: [first], search, triage, around }, options) => {
      const text = search
        ? formatMergedRuns(search, options, triage)
        : formatRun(first, options, triage);
      if (!around || options.verbosity === "quiet") return text;
      return around.before + text + around.after;
    },
  },
  json: {
    isProse: false,
    format: ({ results, search, triage, recording, replay }: Report, options) => {
      const head = { ...options, ...(recording && { recording }), ...(replay && { replay }) };
      return search ? formatMergedJson(search, head, triage) : formatJson(results, head, triage);
    },
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
  html: {
    isProse: false,
    format: formatHtml,
  },
} as const satisfies Readonly<Record<string, ReportFormat>>;

/** What a report can be written as. */
export type FormatName = keyof typeof FORMATS;

/** All of them. */
export const FORMAT_NAMES = Object.keys(FORMATS) as readonly FormatName[];
