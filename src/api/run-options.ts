/** From options to what the machine takes. */
import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { memoryLimitBytes } from "../binding/detectors.ts";
import { DEFAULT_DETECTOR, type DetectorOptions } from "../detector/options.ts";
import { UsageError } from "../errors.ts";
import type { SearchedSeeds } from "../report/deduplicate.ts";
import type { RunOptions as MachineOptions } from "../runtime/run-options.ts";
import type { RunOptions } from "./options.ts";
import type { Program } from "./program.ts";

const DEFAULT_SEED = 1;
/** Some seconds on a machine of today; the same run ends at the same step on every machine. */
const DEFAULT_MAX_STEPS = 1_000_000_000;
const DEFAULT_TIMEOUT_SECONDS = 60;
const MIB = 1 << 20;

/** Standard input of the program: given, or this process's own. */
export type Input = Uint8Array | "inherit";

/** @throws {UsageError} for a folder that is none, or more memory than the detector leaves */
export function machineOptionsOf(
  { files, args = [] }: Program,
  options: RunOptions,
  detector: DetectorOptions,
  world: { readonly stdin: Input; readonly onOutput: MachineOptions["files"]["onOutput"] },
): MachineOptions {
  const { casFailureRate } = options;
  const { reportGatedCycles, reportSameThreadCycles, reportOrderedCycles } = options;
  return {
    schedule: {
      name: options.strategy ?? "random",
      seed: options.seed ?? DEFAULT_SEED,
      preemptionRate: options.preemptionRate,
    },
    maxSteps: options.maxSteps ?? DEFAULT_MAX_STEPS,
    timeoutMs: (options.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS) * 1000,
    atExit: options.atExit ?? "drain",
    spuriousWakeups: options.spuriousWakeups ?? false,
    weakMemory: options.weakMemory ?? true,
    ...(casFailureRate !== undefined && { casFailureRate }),
    locks: {
      order:
        options.deadlocks === false
          ? undefined
          : {
              gated: reportGatedCycles ?? false,
              sameThread: reportSameThreadCycles ?? false,
              ordered: reportOrderedCycles ?? false,
            },
      misuse: options.misuse ?? true,
      threadLeaks: options.reportThreadLeaks ?? false,
    },
    memoryLimitBytes: memoryOf(options, detector),
    args: [files[0] ?? "program", ...args],
    environment: environmentOf(options),
    files: {
      folders: foldersOf(options),
      writable: options.writable ?? false,
      onOutput: world.onOutput,
      stdin: inputOf(world.stdin, options.seeds !== undefined),
      journal: { mode: "record", entries: [] },
    },
  };
}

/** @throws {UsageError} for options that the detector has no use for */
export function detectorOf({ detector, locksetRefine }: RunOptions): DetectorOptions {
  const name = detector ?? DEFAULT_DETECTOR.name;
  if (locksetRefine !== undefined && name === DEFAULT_DETECTOR.name) {
    throw new UsageError(`--lockset-refine ${locksetRefine}: only with detector lockset or hybrid`);
  }
  return { name, refineOn: locksetRefine ?? DEFAULT_DETECTOR.refineOn };
}

/** @throws {UsageError} for a shard without a search, or without seeds */
export function searchedSeeds(options: RunOptions): SearchedSeeds | undefined {
  const { seeds, shard, keepGoing = false, trackWeakLoads } = options;
  if (!seeds) {
    if (shard) throw new UsageError("--shard is for --many-seeds");
    return undefined;
  }
  if (trackWeakLoads) {
    throw new UsageError("--track-weak-loads is for a single run", "give its --seed");
  }
  if (!shard) return { ...seeds, keepGoing };
  const { index, count } = shard;
  if (seeds.from + index - 1 > seeds.to) {
    const which = `${index}/${count}`;
    throw new UsageError(`--shard ${which}: no seed of ${seeds.from}..${seeds.to} is left for it`);
  }
  return { ...seeds, keepGoing, shard };
}

function memoryOf({ memoryMib }: RunOptions, { name }: DetectorOptions): number {
  const most = memoryLimitBytes(name) / MIB;
  if (memoryMib !== undefined && memoryMib > most) {
    throw new UsageError(`--memory ${memoryMib}: not a whole number from 1 to ${most}`);
  }
  return (memoryMib ?? most) * MIB;
}

/** Each of many runs reads all of it. */
function inputOf(stdin: Input, isMany: boolean): Uint8Array | undefined {
  if (stdin !== "inherit") return stdin;
  return isMany && !process.stdin.isTTY ? readStandardInput() : undefined;
}

function readStandardInput(): Uint8Array {
  try {
    return readFileSync(0);
  } catch {
    // Closed, or nothing that can be read: empty, as for a single run.
    return new Uint8Array();
  }
}

function environmentOf({ env = {} }: RunOptions): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, text]) => {
      const value = text === true ? process.env[name] : text;
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function foldersOf({ dirs = {} }: RunOptions): Record<string, string> {
  const folders: Record<string, string> = { ".": process.cwd() };
  for (const [name, path] of Object.entries(dirs)) {
    if (!statSync(path || "/dev/null", { throwIfNoEntry: false })?.isDirectory()) {
      throw new UsageError(`--dir ${path}: no such folder`);
    }
    folders[name] = resolve(path);
  }
  return folders;
}
