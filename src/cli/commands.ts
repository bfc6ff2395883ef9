/** The table of commands: what each is called, takes and does. Help is made from it. */

import { DETECTOR_NAMES, FORMAT_NAMES, STRATEGY_NAMES } from "../api/local.ts";
import type { Arguments, OptionSpec } from "./arguments.ts";
import { baselineCommand } from "./baseline.ts";
import { cargoCommand, parseCargo } from "./cargo.ts";
import { ccCommand } from "./cc.ts";
import { configCommand } from "./config.ts";
import { doctorCommand } from "./doctor.ts";
import { mergeCommand } from "./merge.ts";
import { replayCommand } from "./replay.ts";
import { runCommand } from "./run.ts";
import { NO_CONFIG, type Settings } from "./settings.ts";

export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  readonly options: readonly OptionSpec[];
  /** How its command line is read, if not as a compiler's. */
  readonly parse?: (args: readonly string[], options: readonly OptionSpec[]) => Arguments;
  /** Returns the exit code. */
  run(settings: Settings): Promise<number>;
}

const OUTPUT_OPTIONS: readonly OptionSpec[] = [
  { name: "quiet", alias: "-q", help: "print findings only" },
  {
    name: "verbose",
    alias: "-v",
    help: "also say that a run is clean; show frames of Rust's library",
  },
  { name: "no-config", help: "only the command line: no settings of files or the environment" },
  { name: "color", help: "colours even when standard error is not a terminal" },
  { name: "no-color", help: "no colours" },
];

const EDITION: OptionSpec = {
  name: "edition",
  value: "YEAR",
  help: "Rust's edition (default 2024)",
};

const BUILD_OPTIONS: readonly OptionSpec[] = [
  { name: "no-cache", help: "compile and link anew, and keep nothing" },
  { name: "timings", help: "say what each step took" },
];

const EXPLAIN: OptionSpec = {
  name: "explain",
  help: "with all that is known of why: clocks, history of locks",
};

const DIAGRAM: OptionSpec = {
  name: "diagram",
  help: "draw what threads did around a race, beside it",
};

const SHRINK: OptionSpec = {
  name: "shrink",
  help: "find the shortest schedule that shows each finding",
};

/** Which program runs how, and what is looked for in it. */
const PROGRAM_OPTIONS: readonly OptionSpec[] = [
  {
    name: "seed",
    value: "N",
    help: "the schedule, of one run (default 1, and more if it is short)",
  },
  {
    name: "detector",
    value: "NAME",
    choices: DETECTOR_NAMES,
    help: "happens-before (default), lockset or hybrid: also races that other runs may show",
  },
  {
    name: "lockset-refine",
    value: "ON",
    choices: ["access", "write"],
    help: "locksets: access (default), or write: reads are only checked",
  },
  EXPLAIN,
  SHRINK,
  DIAGRAM,
  {
    name: "strategy",
    value: "NAME",
    choices: STRATEGY_NAMES,
    help: "random (default), pct or round-robin",
  },
  {
    name: "preemption-rate",
    value: "P",
    help: "probability of a switch at each synchronization operation (default: mixed)",
  },
  { name: "many-seeds", value: "A..B", help: "run with each seed, stop at the first finding" },
  { name: "keep-going", help: "with --many-seeds: run all of them" },
  { name: "shard", value: "I/N", help: "with --many-seeds: this machine's share of the seeds" },
  { name: "jobs", value: "N", help: "with --many-seeds: runs at once (default: the cores)" },
  { name: "max-steps", value: "N", help: "end an endless run after so many steps" },
  { name: "timeout", value: "SECONDS", help: "end a run after so long (default 60)" },
  {
    name: "at-exit",
    value: "HOW",
    choices: ["drain", "kill"],
    help: "when main returns: drain (default) or kill threads",
  },
  { name: "no-weak-memory", help: "loads read the newest store only: no stale values" },
  {
    name: "cas-failure-rate",
    alias: "--compare-exchange-weak-failure-rate",
    value: "P",
    help: "probability that a weak compare-exchange fails for no reason (default: mixed)",
  },
  {
    name: "track-weak-loads",
    help: "list each load that read a stale value, and why it could",
  },
  { name: "spurious-wakeups", help: "let condition waits return without a signal" },
  { name: "env", value: "NAME[=VALUE]", help: "set a variable of the program's environment" },
  { name: "dir", value: "[NAME=]FOLDER", help: "let the program read a folder (default: .)" },
  { name: "dir-rw", help: "let the program write to its folders" },
  { name: "memory", value: "MIB", help: "the most memory the program may use" },
  { name: "no-deadlocks", help: "don't look for lock orders that could deadlock" },
  { name: "no-misuse", help: "don't report what POSIX forbids to do with locks and threads" },
  { name: "report-gated-cycles", help: "also lock orders that another lock guards" },
  { name: "report-same-thread-cycles", help: "also lock orders of one thread" },
  { name: "report-ordered-cycles", help: "also lock orders that can't overlap in time" },
  { name: "report-thread-leaks", help: "also threads that nobody joins or detaches" },
];

const SUPPRESSIONS: OptionSpec = {
  name: "suppressions",
  value: "FILE",
  help: "leave out what it names, as ThreadSanitizer does",
};

/** What becomes of findings. */
const REPORT_OPTIONS: readonly OptionSpec[] = [
  { name: "exitcode", value: "N", help: "exit code if there are findings (default 66)" },
  {
    name: "format",
    value: "NAME",
    choices: FORMAT_NAMES,
    help: `the report's form: ${FORMAT_NAMES.join(", ")}`,
  },
  { name: "json", help: "short for --format json" },
  { name: "report-file", value: "FILE", help: "write the report there instead" },
  {
    name: "report",
    value: "FORMAT=FILE",
    help: "write it there too, in that form; repeatable",
  },
  { name: "no-github", help: "within GitHub Actions: no annotations, no job summary" },
  SUPPRESSIONS,
  { name: "no-print-suppressions", help: "don't say which suppressions matched" },
  { name: "baseline", value: "FILE", help: "tell new findings from those that it knows" },
  { name: "hyperlinks", help: "names of files are links, whatever the terminal" },
  { name: "no-hyperlinks", help: "no links" },
];

const RUN_OPTIONS: readonly OptionSpec[] = [
  EDITION,
  ...PROGRAM_OPTIONS,
  ...REPORT_OPTIONS,
  { name: "save", help: "keep each finding in .antecede/, for `antecede replay FINGERPRINT`" },
  ...BUILD_OPTIONS,
  ...OUTPUT_OPTIONS,
];

export const COMMANDS: readonly Command[] = [
  {
    name: "run",
    usage: "antecede run [OPTIONS] FILES… [-- ARGS]",
    summary: "compile a program, run it, and report data races",
    options: RUN_OPTIONS,
    run: runCommand,
  },
  {
    name: "replay",
    usage: "antecede replay [OPTIONS] [REPORT.json | FINDING]",
    summary: "run again what a JSON report holds, or the last run did; show a finding in full",
    options: [
      {
        name: "finding",
        value: "WHICH",
        help: "its number in the report (default 1), or its fingerprint's first digits",
      },
      { name: "by-seed", help: "with the seed, even if the report has a shorter schedule" },
      EXPLAIN,
      { name: "track-weak-loads", help: "list each load that read a stale value" },
      SHRINK,
      DIAGRAM,
      ...REPORT_OPTIONS,
      ...BUILD_OPTIONS,
      ...OUTPUT_OPTIONS,
    ],
    run: replayCommand,
  },
  {
    name: "cc",
    usage: "antecede cc [OPTIONS] FILES… -o PROGRAM.wasm",
    summary: "compile and link only; the program runs with `antecede run PROGRAM.wasm`",
    options: [
      { name: "output", alias: "-o", value: "FILE", help: "where to write (default a.wasm)" },
      EDITION,
      { name: "compile-only", alias: "-c", help: "write an object for each source, don't link" },
      ...BUILD_OPTIONS,
      ...OUTPUT_OPTIONS,
    ],
    run: ccCommand,
  },
  {
    name: "baseline",
    usage: "antecede baseline [OPTIONS] --reason TEXT REPORT.json… | FILES… [-- ARGS]",
    summary:
      "make known what reports or a run show: `antecede run --baseline FILE` then lets it be",
    options: [
      { name: "output", alias: "-o", value: "FILE", help: "default antecede-baseline.json" },
      { name: "reason", value: "TEXT", help: "why these findings may stay for now" },
      { name: "date", value: "YYYY-MM-DD", help: "since when they are known (default today)" },
      { name: "prune", help: "remove those that these programs didn't show" },
      SUPPRESSIONS,
      EDITION,
      ...PROGRAM_OPTIONS,
      ...BUILD_OPTIONS,
      ...OUTPUT_OPTIONS,
    ],
    run: baselineCommand,
  },
  {
    name: "cargo",
    usage: "antecede cargo run|test [OPTIONS] [CARGO'S OPTIONS] [-- ARGS]",
    summary: "build a Rust crate with cargo, run it or each of its tests, and report",
    // cargo has its own way to say a crate's edition.
    options: [...PROGRAM_OPTIONS, ...REPORT_OPTIONS, ...BUILD_OPTIONS, ...OUTPUT_OPTIONS],
    parse: parseCargo,
    run: cargoCommand,
  },
  {
    name: "merge",
    usage: "antecede merge [OPTIONS] REPORT.json…",
    summary: "one report of what the shards of a search found",
    options: [...REPORT_OPTIONS, ...OUTPUT_OPTIONS],
    run: mergeCommand,
  },
  {
    name: "config",
    usage: "antecede config [OPTIONS]",
    summary: "which options hold for `antecede run`, and where each comes from",
    options: RUN_OPTIONS,
    run: configCommand,
  },
  {
    name: "doctor",
    usage: "antecede doctor [--json]",
    summary: "check the installation: each part, and what mends it",
    options: [{ name: "json", help: "the same as data, to standard output" }, ...OUTPUT_OPTIONS],
    run: doctorCommand,
  },
];

/** All that a file or a variable may set: it is for all commands, and each takes its own. */
export const SETTABLE: readonly OptionSpec[] = COMMANDS.flatMap(({ options }) => options).filter(
  ({ name }) => name !== NO_CONFIG,
);
