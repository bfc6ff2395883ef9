/**
 * The options of runs: one table of what each is called, in a program and on the command line, and
 * of the values that it can have. Both are read and checked by it, and a recording is written.
 */
import { DEFAULT_DETECTOR, DETECTOR_NAMES, type DetectorName } from "../detector/options.ts";
import { UsageError } from "../errors.ts";
import { STRATEGY_NAMES, type StrategyName } from "../schedule/strategies.ts";
import type { OptionReader } from "./option-reader.ts";

/** Which run of a program, what is looked for in it, and what becomes of the findings. */
export interface RunOptions {
  /**
   * The schedule, 0 to 4294967295, of one run: the same seed gives the same run. Default: 1, and if
   * a short program shows nothing with it, the next ones.
   */
  readonly seed?: number;
  /** A search: a run with each seed, both included, until one shows something. */
  readonly seeds?: { readonly from: number; readonly to: number };
  /** Of a search: all seeds, whatever they show. */
  readonly keepGoing?: boolean;
  /** Of a search: each `count`-th seed, from the `index`-th on, beginning with 1. */
  readonly shard?: { readonly index: number; readonly count: number };
  /** Of a search: runs at once, 1 to 256; default: as many as there are cores. */
  readonly jobs?: number;
  /** `happens-before` (default): races of this run; `lockset`: of the lock discipline; or both. */
  readonly detector?: DetectorName;
  /** With lockset or hybrid: which accesses refine the set of locks; default `access`. */
  readonly locksetRefine?: "access" | "write";
  /** With all that is known of why: vector clocks, and with locksets their history. */
  readonly explain?: boolean;
  /** How schedules are chosen; default `random`. */
  readonly strategy?: StrategyName;
  /** Probability, 0 to 1, of a decision at each synchronization operation; default: mixed. */
  readonly preemptionRate?: number;
  /** When main returns: `drain` (default) lets other threads end, `kill` ends them at once. */
  readonly atExit?: "drain" | "kill";
  /** Whether atomic loads may read older stores that C++20 allows; default true. */
  readonly weakMemory?: boolean;
  /** Probability, 0 to 1, that a weak compare-exchange fails for no reason; default: mixed. */
  readonly casFailureRate?: number;
  /** Whether condition waits may return without a signal; default false. */
  readonly spuriousWakeups?: boolean;
  /** The program's environment, empty otherwise; `true`: the value that it has here. */
  readonly env?: Readonly<Record<string, string | true>>;
  /** Folders that the program may read, by the name that it has for them; `.` always is. */
  readonly dirs?: Readonly<Record<string, string>>;
  /** Whether it may also write to these; default false. */
  readonly writable?: boolean;
  /** The most memory that it may use, in MiB, 1 to 1792; with lockset and hybrid to 1152. */
  readonly memoryMib?: number;
  /** Steps after which a run is ended; default 1,000,000,000. The same on every machine. */
  readonly maxSteps?: number;
  /** Wall clock after which a run is ended, as a last resort; default 60. */
  readonly timeoutSeconds?: number;
  /** Whether to look for lock orders that could deadlock; default true. */
  readonly deadlocks?: boolean;
  /** Whether to report misuse of locks and threads; default true. */
  readonly misuse?: boolean;
  /** Also lock orders that another lock guards. */
  readonly reportGatedCycles?: boolean;
  /** Also lock orders of which one thread makes two. */
  readonly reportSameThreadCycles?: boolean;
  /** Also lock orders that can't overlap in time. */
  readonly reportOrderedCycles?: boolean;
  /** Also threads that nobody joins or detaches. */
  readonly reportThreadLeaks?: boolean;
  /** Find the shortest schedule that shows each finding. */
  readonly shrink?: boolean;
  /** List each load that read a stale value, and why it could; for a single run. */
  readonly trackWeakLoads?: boolean;
  /** Stacks with the frames of Rust's standard library. */
  readonly allFrames?: boolean;
  /** Draw the runs that show something: for the format `html`, which needs them. */
  readonly traces?: boolean;
  /** Files of ThreadSanitizer's suppressions. */
  readonly suppressions?: readonly string[];
  /** File of known findings: only others count. */
  readonly baseline?: string;
}

/** What a replay may ask for besides what its run did; the run's own options are recorded. */
export interface ReplayOptions
  extends Pick<
    RunOptions,
    | ("explain" | "trackWeakLoads" | "shrink" | "traces" | "allFrames")
    | ("suppressions" | "baseline")
  > {
  /** Its number in the report, or the first digits of its fingerprint; default 1. */
  readonly finding?: string;
  /** With the seed, even if the report has a shorter schedule. */
  readonly bySeed?: boolean;
}

export const LAST_SEED = 0xffffffff;

interface Option<Value> {
  /** Without its dashes. */
  readonly name: string;
  /** Whether the run is another without it: then it belongs to a recording. */
  readonly isOfRun: boolean;
  read(from: OptionReader): Value | undefined;
  /** Why it can't be the value; undefined if it can. */
  wrong(value: unknown): string | undefined;
  /** As on a command line. */
  words(value: Value): readonly string[];
}

type Table = { readonly [Key in keyof RunOptions]-?: Option<NonNullable<RunOptions[Key]>> };

/** In the order in which a command line that repeats a run has them. */
const TABLE: Table = {
  seed: whole("seed", 0, LAST_SEED),
  seeds: {
    name: "many-seeds",
    isOfRun: false,
    read: (from) => from.range("many-seeds", LAST_SEED),
    wrong: ({ from, to }: { from?: unknown; to?: unknown }) =>
      isWhole(from, 0, LAST_SEED) && isWhole(to, from, LAST_SEED) ? undefined : "no range of seeds",
    words: ({ from, to }) => [`--many-seeds=${from}..${to}`],
  },
  keepGoing: flag("keep-going"),
  shard: {
    name: "shard",
    isOfRun: false,
    read: (from) => shardOf(from.text("shard")),
    wrong: ({ index, count }: { index?: unknown; count?: unknown }) =>
      isWhole(count, 1, MOST_SHARDS) && isWhole(index, 1, count) ? undefined : "no shard",
    words: ({ index, count }) => [`--shard=${index}/${count}`],
  },
  jobs: whole("jobs", 1, 256),
  detector: {
    ...ofRun(choice("detector", DETECTOR_NAMES)),
    words: (value) => (value === DEFAULT_DETECTOR.name ? [] : [`--detector=${value}`]),
  },
  locksetRefine: ofRun(choice("lockset-refine", ["access", "write"])),
  explain: ofRun(flag("explain")),
  strategy: ofRun(choice("strategy", STRATEGY_NAMES)),
  preemptionRate: ofRun(rate("preemption-rate", 0, 1)),
  atExit: ofRun(choice("at-exit", ["drain", "kill"])),
  weakMemory: ofRun(off("no-weak-memory")),
  casFailureRate: ofRun(rate("cas-failure-rate", 0, 1)),
  spuriousWakeups: ofRun(flag("spurious-wakeups")),
  env: {
    name: "env",
    isOfRun: true,
    read: (from) => someOf(from.all("env").map(variableOf)),
    wrong: (value) =>
      isRecord(value, (text) => typeof text === "string" || text === true)
        ? undefined
        : "no texts by name",
    words: (value) =>
      Object.entries(value).map(([key, text]) => `--env=${key}${text === true ? "" : `=${text}`}`),
  },
  dirs: {
    name: "dir",
    isOfRun: true,
    read: (from) => someOf(from.all("dir").map(folderOf)),
    wrong: (value) =>
      isRecord(value, (text) => typeof text === "string") ? undefined : "no folders by name",
    words: (value) =>
      Object.entries(value).map(([key, path]) => `--dir=${key === path ? "" : `${key}=`}${path}`),
  },
  writable: ofRun(flag("dir-rw")),
  memoryMib: ofRun(whole("memory", 1, 1792)),
  maxSteps: ofRun(whole("max-steps", 1, Number.MAX_SAFE_INTEGER)),
  timeoutSeconds: rate("timeout", 0.001, 1e6),
  deadlocks: ofRun(off("no-deadlocks")),
  misuse: ofRun(off("no-misuse")),
  reportGatedCycles: ofRun(flag("report-gated-cycles")),
  reportSameThreadCycles: ofRun(flag("report-same-thread-cycles")),
  reportOrderedCycles: ofRun(flag("report-ordered-cycles")),
  reportThreadLeaks: ofRun(flag("report-thread-leaks")),
  shrink: flag("shrink"),
  trackWeakLoads: flag("track-weak-loads"),
  allFrames: flag("verbose"),
  traces: flag("diagram"),
  suppressions: {
    name: "suppressions",
    isOfRun: false,
    read: (from) => (from.has("suppressions") ? from.all("suppressions") : undefined),
    wrong: (value) =>
      Array.isArray(value) && value.every((one) => typeof one === "string")
        ? undefined
        : "no list of files",
    words: (value) => value.map((file) => `--suppressions=${file}`),
  },
  baseline: {
    name: "baseline",
    isOfRun: false,
    read: (from) => from.text("baseline"),
    wrong: (value) => (typeof value === "string" ? undefined : "no file"),
    words: (value) => [`--baseline=${value}`],
  },
};

type AnyOption = Option<unknown>;
const OPTIONS = Object.entries(TABLE) as unknown as [keyof RunOptions, AnyOption][];

/** @throws {UsageError} for a value that an option can't have */
export function readOptions(from: OptionReader): RunOptions {
  const read = OPTIONS.flatMap(([key, option]) => {
    const value = option.read(from);
    return value === undefined ? [] : [[key, value] as const];
  });
  return Object.fromEntries(read) as RunOptions;
}

/** @throws {UsageError} for an option that there is not, or a value that it can't have */
export function checkOptions(options: RunOptions): void {
  for (const [key, value] of Object.entries(options)) {
    if (value === undefined) continue;
    const option = OPTIONS.find(([name]) => name === key)?.[1];
    if (!option) throw new UsageError(`there is no option "${key}"`);
    const wrong = value === null ? "nothing" : option.wrong(value);
    if (wrong !== undefined) throw new UsageError(`${key}: ${JSON.stringify(value)}: ${wrong}`);
  }
}

/** Those of a command line that make a run what it is, but its seed. */
export function wordsOf(options: RunOptions): string[] {
  return OPTIONS.flatMap(([key, option]) => {
    const value = options[key];
    return value === undefined || !option.isOfRun ? [] : option.words(value);
  });
}

function whole(name: string, low: number, high: number): Option<number> {
  return {
    name,
    isOfRun: false,
    read: (from) => from.integer(name, low, high),
    wrong: (value) =>
      isWhole(value, low, high) ? undefined : `not a whole number from ${low} to ${high}`,
    words: (value) => [`--${name}=${value}`],
  };
}

function rate(name: string, low: number, high: number): Option<number> {
  return {
    name,
    isOfRun: false,
    read: (from) => from.number(name, low, high),
    wrong: (value) =>
      typeof value === "number" && value >= low && value <= high
        ? undefined
        : `not a number from ${low} to ${high}`,
    words: (value) => [`--${name}=${value}`],
  };
}

function choice<Choice extends string>(name: string, choices: readonly Choice[]): Option<Choice> {
  return {
    name,
    isOfRun: false,
    read: (from) => from.choice(name, choices),
    wrong: (value) =>
      choices.some((one) => one === value) ? undefined : `one of ${choices.join(", ")}`,
    words: (value) => [`--${name}=${value}`],
  };
}

/** What is off unless it is named. */
function flag(name: string): Option<boolean> {
  return {
    name,
    isOfRun: false,
    read: (from) => from.has(name) || undefined,
    wrong: notBoolean,
    words: (value) => (value ? [`--${name}`] : []),
  };
}

/** What is on unless the command line turns it off. */
function off(name: string): Option<boolean> {
  return {
    name,
    isOfRun: false,
    read: (from) => (from.has(name) ? false : undefined),
    wrong: notBoolean,
    words: (value) => (value ? [] : [`--${name}`]),
  };
}

function ofRun<Value>(option: Option<Value>): Option<Value> {
  return { ...option, isOfRun: true };
}

function notBoolean(value: unknown): string | undefined {
  return typeof value === "boolean" ? undefined : "neither true nor false";
}

function isWhole(value: unknown, low: number, high: number): value is number {
  return Number.isSafeInteger(value) && Number(value) >= low && Number(value) <= high;
}

function isRecord(value: unknown, isGood: (one: unknown) => boolean): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.entries(value).every(([key, one]) => key !== "" && isGood(one))
  );
}

function someOf<Value>(
  entries: readonly (readonly [string, Value])[],
): Readonly<Record<string, Value>> | undefined {
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function variableOf(setting: string): readonly [string, string | true] {
  const at = setting.indexOf("=");
  if (at === 0 || setting === "") {
    throw new UsageError(`--env "${setting}": a variable needs a name`);
  }
  return at < 0 ? [setting, true] : [setting.slice(0, at), setting.slice(at + 1)];
}

/** `[NAME=]FOLDER` */
function folderOf(text: string): readonly [string, string] {
  const at = text.indexOf("=");
  return at < 0 ? [text, text] : [text.slice(0, at), text.slice(at + 1)];
}

const MOST_SHARDS = 999_999_999;

function shardOf(text: string | undefined): RunOptions["shard"] {
  if (text === undefined) return undefined;
  const [, index = 0, count = 0] = (/^(\d{1,9})\/(\d{1,9})$/.exec(text) ?? []).map(Number);
  if (index < 1 || index > count) throw new UsageError(`--shard ${text}: not I/N, such as 1/4`);
  return { index, count };
}
