/** What a command line says of the runs of a program. */
import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { memoryLimitBytes } from "../binding/detectors.ts";
import { DEFAULT_DETECTOR, DETECTOR_NAMES, type DetectorOptions } from "../detector/options.ts";
import { EXIT, UsageError } from "../errors.ts";
import type { SearchedSeeds } from "../report/deduplicate.ts";
import type { RunOptions } from "../runtime/run-options.ts";
import { writeFully } from "../runtime/wasi.ts";
import { STRATEGY_NAMES } from "../schedule/strategies.ts";
import type { Arguments, OptionReader } from "./arguments.ts";

const DEFAULT_SEED = 1;
const LAST_SEED = 0xffffffff;
/** Some seconds on a machine of today; the same run ends at the same step on every machine. */
const DEFAULT_MAX_STEPS = 1_000_000_000;
const DEFAULT_TIMEOUT_SECONDS = 60;
const MIB = 1 << 20;
const REFINE_ON = ["access", "write"] as const;

export function runOptionsOf(
  { build, rest }: Arguments,
  options: OptionReader,
  isMany: boolean,
  detector: DetectorOptions,
): RunOptions {
  const seed = options.integer("seed", 0, LAST_SEED) ?? DEFAULT_SEED;
  const casFailureRate = options.number("cas-failure-rate", 0, 1);
  const mostMib = memoryLimitBytes(detector.name) / MIB;
  return {
    schedule: {
      name: options.choice("strategy", STRATEGY_NAMES) ?? "random",
      seed,
      preemptionRate: options.number("preemption-rate", 0, 1),
    },
    maxSteps: options.integer("max-steps", 1, Number.MAX_SAFE_INTEGER) ?? DEFAULT_MAX_STEPS,
    timeoutMs: (options.number("timeout", 0.001, 1e6) ?? DEFAULT_TIMEOUT_SECONDS) * 1000,
    atExit: options.choice("at-exit", ["drain", "kill"]) ?? "drain",
    spuriousWakeups: options.has("spurious-wakeups"),
    weakMemory: !options.has("no-weak-memory"),
    ...(casFailureRate !== undefined && { casFailureRate }),
    locks: {
      order: options.has("no-deadlocks")
        ? undefined
        : {
            gated: options.has("report-gated-cycles"),
            sameThread: options.has("report-same-thread-cycles"),
            ordered: options.has("report-ordered-cycles"),
          },
      misuse: !options.has("no-misuse"),
      threadLeaks: options.has("report-thread-leaks"),
    },
    memoryLimitBytes: (options.integer("memory", 1, mostMib) ?? mostMib) * MIB,
    args: [build.inputs[0] ?? "program", ...rest],
    environment: environmentOf(options),
    files: {
      folders: foldersOf(options),
      writable: options.has("dir-rw"),
      onOutput: (stream, bytes) => {
        // As natively: who writes to a pipe that nobody reads is ended by SIGPIPE.
        if (!writeFully(stream === "stdout" ? 1 : 2, bytes)) process.exit(EXIT.brokenPipe);
      },
      // Each of many runs reads all of it.
      stdin: isMany && !process.stdin.isTTY ? readStandardInput() : undefined,
      journal: { mode: "record", entries: [] },
    },
  };
}

/** @throws {UsageError} for options that the detector has no use for */
export function detectorOf(options: OptionReader): DetectorOptions {
  const name = options.choice("detector", DETECTOR_NAMES) ?? DEFAULT_DETECTOR.name;
  const refineOn = options.choice("lockset-refine", REFINE_ON);
  if (refineOn !== undefined && name === DEFAULT_DETECTOR.name) {
    throw new UsageError(`--lockset-refine ${refineOn}: only with --detector lockset or hybrid`);
  }
  return { name, refineOn: refineOn ?? DEFAULT_DETECTOR.refineOn };
}

function readStandardInput(): Uint8Array {
  try {
    return readFileSync(0);
  } catch {
    // Closed, or nothing that can be read: empty, as for a single run.
    return new Uint8Array();
  }
}

function environmentOf(options: OptionReader): Record<string, string> {
  return Object.fromEntries(
    options.all("env").flatMap((setting) => {
      const at = setting.indexOf("=");
      if (at > 0) return [[setting.slice(0, at), setting.slice(at + 1)]];
      if (at === 0 || setting === "") {
        throw new UsageError(`--env "${setting}": a variable needs a name`);
      }
      const value = process.env[setting];
      return value === undefined ? [] : [[setting, value]];
    }),
  );
}

function foldersOf(options: OptionReader): Record<string, string> {
  const folders: Record<string, string> = { ".": process.cwd() };
  for (const text of options.all("dir")) {
    const at = text.indexOf("=");
    const path = at < 0 ? text : text.slice(at + 1);
    if (!statSync(path || "/dev/null", { throwIfNoEntry: false })?.isDirectory()) {
      throw new UsageError(`--dir ${text}: no such folder`);
    }
    folders[at < 0 ? text : text.slice(0, at)] = resolve(path);
  }
  return folders;
}

/** @throws {UsageError} for a shard without a search, or without seeds */
export function searchedSeeds(options: OptionReader): SearchedSeeds | undefined {
  const seeds = options.range("many-seeds", LAST_SEED);
  const text = options.text("shard");
  if (!seeds) {
    if (text !== undefined) throw new UsageError("--shard is for --many-seeds");
    return undefined;
  }
  const searched = { ...seeds, keepGoing: options.has("keep-going") };
  if (text === undefined) return searched;
  const [, index = 0, count = 0] = (/^(\d{1,9})\/(\d{1,9})$/.exec(text) ?? []).map(Number);
  if (index < 1 || index > count) throw new UsageError(`--shard ${text}: not I/N, such as 1/4`);
  if (seeds.from + index - 1 > seeds.to) {
    throw new UsageError(`--shard ${text}: no seed of ${seeds.from}..${seeds.to} is left for it`);
  }
  return { ...searched, shard: { index, count } };
}
