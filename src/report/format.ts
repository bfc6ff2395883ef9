/**
 * What every format of a report gets, and gives. A format is a file of its own that exports one
 * function of data, and a line in the table of formats.ts.
 */

import type { Failure, Finding, Frame, RunResult, Timeout } from "../detector/finding.ts";
import type { Recording } from "../detector/recording.ts";
import type { Trace } from "../detector/trace.ts";
import type { TextOptions } from "./block.ts";
import type { MergedRuns } from "./deduplicate.ts";
import type { ReadSource } from "./excerpt.ts";
import type { Triage } from "./triage.ts";

/** What every format is made of. */
export interface Report {
  /** At least one run, of one program; suppressed findings are left out. */
  readonly results: readonly [RunResult, ...RunResult[]];
  /** Of many seeds: each finding once. */
  readonly search: MergedRuns | undefined;
  readonly triage: Triage;
  /** Of the runs that show the findings, one each, for formats that draw them. */
  readonly traces?: readonly Trace[];
  /** How the runs can be made again; absent in a report of reports. */
  readonly recording?: Recording;
  /** Of a replay: what became of the finding. */
  readonly replay?: Replay;
  readonly around?: Around;
}

/** What a replay of a finding came to. */
export interface Replay {
  readonly fingerprint: string;
  readonly shows: boolean;
  /** Whether the program is that of the report, or does the same, if lines have moved. */
  readonly program: "same" | "moved" | "changed";
}

/** What people read before a report and after it, in whole lines. */
export interface Around {
  readonly before: string;
  readonly after: string;
}

export interface FormatOptions extends TextOptions {
  /** Antecede's version. */
  readonly version: string;
  /** Absolute paths below this folder become relative to it; others stay. */
  readonly root: string;
  /**
   * Where `root` is in the repository, as `a/b`; "" for its top, or if that is not known. For
   * formats that others read with the repository at hand.
   */
  readonly folderInRepository: string;
}

export interface ReportFormat {
  /** Whether people read it on a terminal, so that other lines may stand around it. */
  readonly isProse: boolean;
  /** @returns text that ends with a newline, or "" if there is nothing to say */
  format(report: Report, options: FormatOptions): string | Promise<string>;
}

/** Something to report, and the seeds that show it. */
export interface Shown<Item> {
  readonly item: Item;
  /** Of the first run that shows it. */
  readonly seed: number;
  /** All of them, of a search. */
  readonly seeds: readonly number[] | undefined;
}

export interface AllShown {
  readonly findings: readonly Shown<Finding>[];
  readonly failures: readonly Shown<Failure>[];
  readonly timeouts: readonly Shown<Timeout>[];
}

/** What a report shows, of one run or of a search alike. */
export function shownBy({ results, search }: Pick<Report, "results" | "search">): AllShown {
  if (search) {
    const all = <Item>(
      merged: readonly { first: Item; seed: number; seeds: readonly number[] }[],
    ): Shown<Item>[] => merged.map(({ first, seed, seeds }) => ({ item: first, seed, seeds }));
    return {
      findings: all(search.findings),
      failures: all(search.failures),
      timeouts: all(search.timeouts),
    };
  }
  const [{ seed, findings, failure, timeout }] = results;
  const one = <Item>(item: Item): Shown<Item> => ({ item, seed, seeds: undefined });
  return {
    findings: findings.map(one),
    failures: failure ? [one(failure)] : [],
    timeouts: timeout ? [one(timeout)] : [],
  };
}

/**
 * A frame's column in UTF-16 code units, counted from 1, as editors and other tools have it; debug
 * information counts bytes. Undefined if the source is not at hand.
 */
export function characterColumn(frame: Frame, readSource: ReadSource): number | undefined {
  const { file, line, column } = frame;
  if (file === undefined || line === undefined || column === undefined || column < 1) {
    return undefined;
  }
  const text = readSource(file)?.split("\n")[line - 1];
  if (text === undefined) return undefined;
  const before = new TextEncoder().encode(text).subarray(0, column - 1);
  return new TextDecoder().decode(before).length + 1;
}
