/** The table of commands: what each is called, takes and does. Help is made from it. */
import { DETECTOR_NAMES } from "../detector/options.ts";
import { STRATEGY_NAMES } from "../schedule/strategies.ts";
import type { OptionSpec } from "./arguments.ts";
import { ccCommand } from "./cc.ts";
import { runCommand } from "./run.ts";

export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  readonly options: readonly OptionSpec[];
  /** Returns the exit code. */
  run(args: readonly string[], options: readonly OptionSpec[]): Promise<number>;
}

const OUTPUT_OPTIONS: readonly OptionSpec[] = [
  { name: "quiet", alias: "-q", help: "print findings only" },
  { name: "verbose", alias: "-v", help: "also say what was done, and that a run is clean" },
  { name: "color", help: "colours even when standard error is not a terminal" },
  { name: "no-color", help: "no colours" },
];

const BUILD_OPTIONS: readonly OptionSpec[] = [
  { name: "no-cache", help: "compile and link anew, and keep nothing" },
  { name: "timings", help: "say what each step took" },
];

export const COMMANDS: readonly Command[] = [
  {
    name: "run",
    usage: "antecede run [OPTIONS] FILES… [-- ARGS]",
    summary: "compile a program, run it, and report data races",
    options: [
      { name: "seed", value: "N", help: "the schedule (default 1)" },
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
      { name: "explain", help: "locksets: every access that changed what protects a variable" },
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
      { name: "exitcode", value: "N", help: "exit code if there are findings (default 66)" },
      { name: "json", help: "the report as JSON on standard error" },
      { name: "report-file", value: "FILE", help: "write the report there instead" },
      ...BUILD_OPTIONS,
      ...OUTPUT_OPTIONS,
    ],
    run: runCommand,
  },
  {
    name: "cc",
    usage: "antecede cc [OPTIONS] FILES… -o PROGRAM.wasm",
    summary: "compile and link only; the program runs with `antecede run PROGRAM.wasm`",
    options: [
      { name: "output", alias: "-o", value: "FILE", help: "where to write (default a.wasm)" },
      { name: "compile-only", alias: "-c", help: "write an object for each source, don't link" },
      ...BUILD_OPTIONS,
      ...OUTPUT_OPTIONS,
    ],
    run: ccCommand,
  },
];
