/**
 * Compares Antecede's detectors with each other: lockset and hybrid with happens-before.
 *
 *     node bench/detectors.ts [--only NAME,NAME] [--repeat N] [--flags FLAGS]
 *
 * Each program of this folder runs under every detector, repetitions interleaved so that a busy
 * machine slows all of them alike. What is timed is the run itself, as `--timings` tells it: a
 * lockset detector finds something in most programs, and the replay for the report is another run.
 * The least of each is printed as a Markdown table, since what comes on top is the machine's.
 */
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const DETECTORS = ["happens-before", "lockset", "hybrid"] as const;
type Detector = (typeof DETECTORS)[number];

/** Smaller than in run.ts: ratios need no minutes. */
const PROGRAMS: Readonly<Record<string, readonly string[]>> = {
  matmul: ["300"],
  hashmap: ["1000000"],
  "spsc-ring": ["2000000"],
  "mpmc-queue": ["400000"],
  "michael-scott-queue": ["200000"],
  tree: ["16", "8"],
  seqlock: ["4000000"],
  stencil: ["20000", "700"],
};

const DEFAULT_REPEAT = 3;
const FOLDER = dirname(fileURLToPath(import.meta.url));
const ANTECEDE = join(FOLDER, "../bin/antecede.mjs");

main();

function main(): void {
  const { values } = parseArgs({
    options: {
      only: { type: "string", default: Object.keys(PROGRAMS).join() },
      repeat: { type: "string", default: String(DEFAULT_REPEAT) },
      flags: { type: "string", default: "" },
    },
  });
  const flags = values.flags.split(" ").filter((flag) => flag !== "");
  const rows = values.only.split(",").map((name) => row(name, Number(values.repeat), flags));
  const heads = ["program", "size", "happens-before", "lockset", "hybrid"];
  const lines = [heads, heads.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  const about = `Least of ${values.repeat} runs, ms; in brackets the ratio to happens-before. `;
  const command = `Node ${process.version}. Command: node bench/detectors.ts ${flags.join(" ")}`;
  process.stdout.write(`${[...lines, "", about + command].join("\n")}\n`);
}

function row(name: string, repeat: number, flags: readonly string[]): readonly string[] {
  const size = PROGRAMS[name];
  if (size === undefined) throw new Error(`no program ${name}: ${Object.keys(PROGRAMS)}`);
  const least = new Map<Detector, number>();
  for (let repetition = 1; repetition <= repeat; repetition++) {
    for (const detector of DETECTORS) {
      process.stderr.write(`${repetition}/${repeat} ${name} ${detector}\n`);
      const ms = measure(name, size, detector, flags);
      least.set(detector, Math.min(ms, least.get(detector) ?? Number.POSITIVE_INFINITY));
    }
  }
  const base = least.get("happens-before") ?? Number.NaN;
  const cells = DETECTORS.map((detector) => {
    const ms = least.get(detector) ?? Number.NaN;
    return detector === "happens-before" ? `${ms}` : `${ms} (${(ms / base).toFixed(2)}x)`;
  });
  return [name, size.join(" "), ...cells];
}

/** Milliseconds of one run. */
function measure(
  name: string,
  size: readonly string[],
  detector: Detector,
  flags: readonly string[],
): number {
  const own = ["--timings", "-q", "--exitcode=0", `--detector=${detector}`];
  const args = [ANTECEDE, "run", ...own, ...flags, `${name}.c`, "--", ...size];
  const run = spawnSync(process.execPath, args, { cwd: FOLDER, encoding: "utf8" });
  const ms = /\brun (\d+) ms/.exec(run.stderr)?.[1];
  if (run.status !== 0 || ms === undefined) {
    throw new Error(`${name} under ${detector} ended with ${run.status}\n${run.stderr}`);
  }
  return Number(ms);
}
