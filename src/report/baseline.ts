/**
 * Baselines: findings that are known, each with a reason and a date, so that a report tells new
 * ones apart. The file is made to be reviewed: an entry names what it hides by functions and files,
 * not by lines, which move, and entries keep their places when others come and go.
 */

import type { Finding, Frame } from "../detector/finding.ts";
import { findingKey, identityKey, variableOf } from "../detector/fingerprint.ts";
import { stacksOf } from "./identity.ts";

/** Raised when older versions could misread a file. */
export const BASELINE_VERSION = 1;

/** One known finding; the fields that say nothing to a program are there for reviewers. */
export interface BaselineEntry {
  /** 16 hexadecimal digits (detector/fingerprint.ts). */
  readonly fingerprint: string;
  readonly kind: string;
  /** The variable's name, if the finding is about one that has a name. */
  readonly variable?: string;
  /** `function (file)` of the innermost frame of each stack, sorted. */
  readonly places: readonly string[];
  /** The program that showed it: of others it can't be gone. */
  readonly program: string;
  readonly reason: string;
  /** When it became known, as `YYYY-MM-DD`. */
  readonly date: string;
}

/** A file that is no baseline. */
export class BaselineSyntaxError extends Error {}

/** What an entry takes over from elsewhere than the finding. */
export interface Circumstances {
  readonly program: string;
  readonly reason: string;
  readonly date: string;
}

export function entryOf(finding: Finding, { program, reason, date }: Circumstances): BaselineEntry {
  const variable = variableOf(finding);
  const places = stacksOf(finding).flatMap(([top]) => (top ? [placeText(top)] : []));
  return {
    fingerprint: finding.fingerprint,
    kind: finding.kind,
    ...(variable !== undefined && { variable }),
    places: [...new Set(places)].sort(),
    program,
    reason,
    date,
  };
}

function placeText({ function: name, file }: Frame): string {
  return file === undefined ? name : `${name} (${file})`;
}

/** Equal for a finding and the entry that knows it. */
export function entryKey({ fingerprint, variable }: BaselineEntry): string {
  return identityKey(fingerprint, variable);
}

/** Tells whether a baseline knows a finding, and which of its entries a program did not show. */
export class Baseline {
  readonly #entries: ReadonlyMap<string, BaselineEntry>;

  constructor(entries: readonly BaselineEntry[]) {
    this.#entries = new Map(entries.map((entry) => [entryKey(entry), entry]));
  }

  entryFor(finding: Finding): BaselineEntry | undefined {
    return this.#entries.get(findingKey(finding));
  }

  /** The entries of a program that are not among the findings. */
  gone(program: string, findings: readonly Finding[]): BaselineEntry[] {
    const shown = new Set(findings.map(findingKey));
    return [...this.#entries].flatMap(([key, entry]) =>
      entry.program === program && !shown.has(key) ? [entry] : [],
    );
  }
}

/**
 * Old entries and new ones as one list, in the order of the file: by program, kind and places. Of
 * two with one key the older stays, with its reason and date.
 */
export function mergeEntries(
  old: readonly BaselineEntry[],
  added: readonly BaselineEntry[],
): BaselineEntry[] {
  const byKey = new Map<string, BaselineEntry>();
  for (const entry of [...old, ...added]) {
    if (!byKey.has(entryKey(entry))) byKey.set(entryKey(entry), entry);
  }
  const order = (entry: BaselineEntry) =>
    JSON.stringify([entry.program, entry.kind, entry.places, entryKey(entry)]);
  return [...byKey.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

/** The file's text: JSON, a field a line; ends with a newline. */
export function formatBaseline(entries: readonly BaselineEntry[]): string {
  const findings = entries.map((entry) => ({
    fingerprint: entry.fingerprint,
    kind: entry.kind,
    ...(entry.variable !== undefined && { variable: entry.variable }),
    places: entry.places,
    program: entry.program,
    reason: entry.reason,
    date: entry.date,
  }));
  const file = { tool: "antecede", baselineVersion: BASELINE_VERSION, findings };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}

/** @throws {BaselineSyntaxError} unless it is a baseline of this version */
export function parseBaseline(text: string): BaselineEntry[] {
  const file = parseJson(text);
  if (!isObject(file) || file.tool !== "antecede" || !("baselineVersion" in file)) {
    throw new BaselineSyntaxError("this is no baseline");
  }
  if (file.baselineVersion !== BASELINE_VERSION) {
    throw new BaselineSyntaxError(
      `this is a baseline of version ${file.baselineVersion}, and not ${BASELINE_VERSION}`,
    );
  }
  if (!Array.isArray(file.findings)) throw new BaselineSyntaxError("it has no list of findings");
  return file.findings.map(entryFrom);
}

/** `YYYY-MM-DD`, of a day that exists. */
export function isDate(text: unknown): text is string {
  if (typeof text !== "string" || !/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function entryFrom(entry: unknown, index: number): BaselineEntry {
  const wrong = (what: string) =>
    new BaselineSyntaxError(`its finding ${index + 1} has no ${what}`);
  if (!isObject(entry)) throw new BaselineSyntaxError(`its finding ${index + 1} is no object`);
  const { fingerprint, kind, variable, places, program, reason, date } = entry;
  if (typeof fingerprint !== "string" || !/^[0-9a-f]{16}$/.test(fingerprint)) {
    throw wrong("fingerprint of 16 hexadecimal digits");
  }
  if (typeof kind !== "string") throw wrong("kind");
  if (variable !== undefined && typeof variable !== "string") throw wrong("name as its variable");
  if (!Array.isArray(places) || !places.every((place) => typeof place === "string")) {
    throw wrong("list of places");
  }
  if (typeof program !== "string") throw wrong("program");
  if (typeof reason !== "string") throw wrong("reason");
  if (!isDate(date)) throw wrong("date such as 2026-01-31");
  const named = variable === undefined ? {} : { variable };
  return { fingerprint, kind, ...named, places, program, reason, date };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BaselineSyntaxError("this is no JSON");
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
