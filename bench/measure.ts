/** Runs one command and tells what it cost, by measure.c. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** This folder. */
export const BENCH = dirname(fileURLToPath(import.meta.url));
export const ROOT = dirname(BENCH);

/** In absolute paths: no part of results. */
export const LOCAL_FOLDERS = /(?<=^|[\s"'(=])\/(?:[^\s/]+\/)+/g;

/** What runs longer is ended, and shown as being over the limit. */
export const LIMIT_SECONDS = 300;

/** Exit code of measure.c, and of all. */
export const INTERRUPTED = 130;

export class Interrupted extends Error {}

export interface Sample {
  /** By the clock. */
  readonly ms: number;
  /** Of all threads and processes, the system's work for them included. */
  readonly cpuMs: number;
  readonly peakMegabytes: number;
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder for what is built, and the means to build and measure there. */
export class Workshop {
  readonly folder: string;
  readonly #meter: string;
  readonly #environment: NodeJS.ProcessEnv;

  /**
   * @param folder an empty one
   * @throws if there is no gcc, which compiles what everything is compared with
   */
  constructor(folder: string) {
    this.folder = folder;
    this.#meter = this.at("measure");
    // A cache of its own, so that nothing of other runs is in it, and no settings of the user's.
    this.#environment = { ...process.env, ANTECEDE_CACHE: this.at("cache") };
    for (const name of ["ANTECEDE_OPTIONS", "TSAN_OPTIONS"]) delete this.#environment[name];
    this.compile("gcc", ["-O2"], join(BENCH, "measure.c"), this.#meter);
  }

  at(name: string): string {
    return join(this.folder, name);
  }

  /** A native program. */
  compile(compiler: string, options: readonly string[], source: string, binary: string): void {
    this.run([compiler, ...options, "-pthread", "-w", source, "-o", binary]);
  }

  /** Runs what must go well. */
  run(words: readonly string[]): string {
    const [command = "", ...args] = words;
    const run = spawnSync(command, args, {
      cwd: this.folder,
      encoding: "utf8",
      env: this.#environment,
    });
    if (run.status === 0) return run.stdout;
    if (run.error) throw new Error(`${command} can't be run: ${run.error.message}`);
    throw new Error(`${words.join(" ")} failed\n${run.stderr}`);
  }

  /** @param environment what the command's has besides */
  measure(words: readonly string[], environment: NodeJS.ProcessEnv = {}): Sample {
    const resultFile = this.at("result");
    const run = spawnSync(this.#meter, [resultFile, String(LIMIT_SECONDS), ...words], {
      cwd: this.folder,
      encoding: "utf8",
      env: { ...this.#environment, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
      maxBuffer: 1 << 26,
    });
    if (run.status === INTERRUPTED) throw new Interrupted();
    if (run.status !== 0) throw new Error(`measure failed on ${words.join(" ")}`);
    const figures = readFileSync(resultFile, "utf8").split(" ").map(Number);
    const [ns = NaN, cpuNs = NaN, kilobytes = NaN, exitCode = NaN] = figures;
    if (figures.length !== 4) throw new Error(`measure wrote no result for ${words.join(" ")}`);
    return {
      ...{ ms: ns / 1e6, cpuMs: cpuNs / 1e6, peakMegabytes: kilobytes / 1024, exitCode },
      ...{ stdout: run.stdout, stderr: run.stderr },
    };
  }
}

export function progress(text: string): void {
  process.stderr.write(`${text}\n`);
}
