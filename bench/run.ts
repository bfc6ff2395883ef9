/**
 * Compares Antecede with what C programmers have: gcc's ThreadSanitizer, Helgrind and DRD.
 *
 *     node bench/run.ts [--only NAME,NAME] [--repeat N] [--skip TOOL,TOOL]
 *
 * Each program of this folder runs natively (gcc -O2) and under every tool, repetitions
 * interleaved so that a busy machine slows all of them alike. The medians are printed as a
 * Markdown table on stdout, progress on stderr. A run that prints anything else than natively, or
 * ends with another exit code, has failed: it gets no figure, and its reason under the table.
 */
import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const TOOLS = ["native", "tsan", "helgrind", "drd", "antecede"] as const;
type Tool = (typeof TOOLS)[number];

interface Program {
  readonly name: string;
  /** The program's own defaults, written out so that the table can show them. */
  readonly size: readonly string[];
  /** For Helgrind and DRD where the default would take them over 60 s (2 cores, 2026). */
  readonly valgrindSize?: readonly string[];
}

const PROGRAMS: readonly Program[] = [
  { name: "matmul", size: ["500"] },
  { name: "hashmap", size: ["3000000"], valgrindSize: ["300000"] },
  { name: "spsc-ring", size: ["6000000"], valgrindSize: ["1500000"] },
  { name: "mpmc-queue", size: ["1300000"] },
  { name: "michael-scott-queue", size: ["650000"] },
  { name: "tree", size: ["17", "12"] },
  { name: "seqlock", size: ["12000000"], valgrindSize: ["1500000"] },
  { name: "stencil", size: ["20000", "2200"] },
];

const DEFAULT_REPEAT = 3;
/** A tool that needs longer is shown as being over the limit. */
const LIMIT_SECONDS = 300;

const FOLDER = dirname(fileURLToPath(import.meta.url));
const ANTECEDE = join(FOLDER, "../bin/antecede.mjs");

interface Sample {
  readonly ms: number;
  readonly peakMegabytes: number;
  readonly exitCode: number;
  readonly stdout: string;
}

/** Samples by "tool size", e.g. `native 450`; the smaller size has native samples of its own. */
type Samples = Map<string, Sample[]>;

interface Plan {
  readonly programs: readonly Program[];
  readonly tools: readonly Tool[];
  readonly repeat: number;
}

class UsageError extends Error {}

main();

function main(): void {
  let plan: Plan;
  try {
    plan = readPlan();
  } catch (error) {
    process.stderr.write(`bench/run.ts: ${(error as Error).message}\n`);
    process.exitCode = 2;
    return;
  }
  const scratch = mkdtempSync(join(tmpdir(), "antecede-bench-"));
  try {
    process.stdout.write(report(plan, measureAll(plan, scratch)));
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function readPlan(): Plan {
  const { values } = parseArgs({
    options: {
      only: { type: "string" },
      repeat: { type: "string", default: String(DEFAULT_REPEAT) },
      skip: { type: "string", default: "" },
    },
  });
  const skipped = values.skip.split(",").filter((name) => name !== "");
  for (const name of skipped) {
    if (name === "native") throw new UsageError("native is what the others are compared with");
    if (!TOOLS.some((tool) => tool === name)) throw new UsageError(`no tool ${name}: ${TOOLS}`);
  }
  const only = values.only?.split(",");
  for (const name of only ?? []) {
    if (!PROGRAMS.some((program) => program.name === name)) {
      throw new UsageError(`no program ${name}: ${PROGRAMS.map((program) => program.name)}`);
    }
  }
  const repeat = Number(values.repeat);
  if (!Number.isInteger(repeat) || repeat < 1) throw new UsageError("--repeat wants 1 or more");
  return {
    programs: PROGRAMS.filter((program) => only === undefined || only.includes(program.name)),
    tools: TOOLS.filter((tool) => !skipped.includes(tool) && isThere(tool)),
    repeat,
  };
}

function isThere(tool: Tool): boolean {
  const there =
    tool === "antecede"
      ? existsSync(ANTECEDE)
      : !isValgrind(tool) || spawnSync("valgrind", ["--version"]).status === 0;
  if (!there) process.stderr.write(`${tool} is not there and is left out\n`);
  return there;
}

function isValgrind(tool: Tool): boolean {
  return tool === "helgrind" || tool === "drd";
}

function measureAll(plan: Plan, scratch: string): ReadonlyMap<string, Samples> {
  compile(["-O2"], join(FOLDER, "measure.c"), join(scratch, "measure"));
  const all = new Map<string, Samples>(plan.programs.map(({ name }) => [name, new Map()]));
  for (const program of plan.programs) prepare(program, plan.tools, scratch);
  for (let repetition = 1; repetition <= plan.repeat; repetition += 1) {
    for (const program of plan.programs) {
      const samples = all.get(program.name) ?? new Map();
      for (const [tool, size] of runsOf(program, plan.tools)) {
        process.stderr.write(`${repetition}/${plan.repeat} ${program.name} ${tool}\n`);
        const sample = measure(command(tool, program, size, scratch), scratch);
        const key = sampleKey(tool, size);
        samples.set(key, [...(samples.get(key) ?? []), sample]);
      }
    }
  }
  return all;
}

/** Builds for every tool; Antecede builds by a first run, whose result it keeps in its cache. */
function prepare(program: Program, tools: readonly Tool[], scratch: string): void {
  const source = join(FOLDER, `${program.name}.c`);
  const binary = join(scratch, program.name);
  compile(["-O2"], source, binary);
  if (tools.includes("tsan")) compile(["-O2", "-fsanitize=thread"], source, `${binary}.tsan`);
  if (tools.includes("antecede")) measure(command("antecede", program, ["1"], scratch), scratch);
}

function compile(options: readonly string[], source: string, binary: string): void {
  const result = spawnSync("gcc", [...options, "-pthread", "-w", source, "-o", binary], {
    encoding: "utf8",
  });
  if (result.status !== 0) throw new Error(`gcc failed on ${source}\n${result.stderr}`);
}

function runsOf(program: Program, tools: readonly Tool[]): readonly [Tool, readonly string[]][] {
  const runs = tools.map((tool): [Tool, readonly string[]] => [tool, sizeFor(program, tool)]);
  const needsSmallNative = program.valgrindSize !== undefined && tools.some(isValgrind);
  return needsSmallNative ? [...runs, ["native", program.valgrindSize]] : runs;
}

function sizeFor(program: Program, tool: Tool): readonly string[] {
  return isValgrind(tool) ? (program.valgrindSize ?? program.size) : program.size;
}

function sampleKey(tool: Tool, size: readonly string[]): string {
  return `${tool} ${size.join(" ")}`;
}

function command(
  tool: Tool,
  { name }: Program,
  size: readonly string[],
  scratch: string,
): readonly string[] {
  const binary = join(scratch, name);
  switch (tool) {
    case "native":
      return [binary, ...size];
    case "tsan":
      return [`${binary}.tsan`, ...size];
    case "helgrind":
    case "drd":
      return ["valgrind", "-q", `--tool=${tool}`, binary, ...size];
    case "antecede":
      return [process.execPath, ANTECEDE, "run", "-O2", `${name}.c`, "--", ...size];
    default:
      return tool satisfies never;
  }
}

function measure(words: readonly string[], scratch: string): Sample {
  const resultFile = join(scratch, "result");
  const run: SpawnSyncReturns<string> = spawnSync(
    join(scratch, "measure"),
    [resultFile, String(LIMIT_SECONDS), ...words],
    { cwd: FOLDER, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] },
  );
  if (run.status !== 0) throw new Error(`measure failed on ${words.join(" ")}`);
  const [ns, kilobytes, exitCode] = readFileSync(resultFile, "utf8").split(" ").map(Number);
  if (ns === undefined || kilobytes === undefined || exitCode === undefined) {
    throw new Error(`measure wrote no result for ${words.join(" ")}`);
  }
  return { ms: ns / 1e6, peakMegabytes: kilobytes / 1024, exitCode, stdout: run.stdout };
}

function report(plan: Plan, all: ReadonlyMap<string, Samples>): string {
  const notes: string[] = [];
  const others = plan.tools.filter((tool) => tool !== "native");
  const heads = ["program", "size", "native", ...others];
  if (plan.tools.includes("antecede") && plan.tools.includes("tsan")) heads.push("antecede / tsan");
  heads.push(`peak MB ${["native", ...others].join(" / ")}`);
  const rows = plan.programs.map((program) =>
    row(program, others, heads, all.get(program.name) ?? new Map(), notes),
  );
  const lines = [heads, heads.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  const about =
    `Medians of ${plan.repeat}, wall clock; in brackets the ratio to native at the same size. ` +
    `${cpus().length} cores, Node ${process.version}. Command: node bench/run.ts`;
  return [...lines, "", about, ...notes.map((note) => `- ${note}`), ""].join("\n");
}

function row(
  program: Program,
  others: readonly Tool[],
  heads: readonly string[],
  samples: Samples,
  notes: string[],
): readonly string[] {
  const taken = (tool: Tool, size: readonly string[]): readonly Sample[] =>
    samples.get(sampleKey(tool, size)) ?? [];
  const native = taken("native", program.size);
  const cells = [program.name, program.size.join(" "), milliseconds(native)];
  for (const tool of others) {
    const size = sizeFor(program, tool);
    const own = taken(tool, size);
    const base = taken("native", size);
    const wrong = own.find((sample) => !agrees(sample, base[0]));
    if (wrong !== undefined) notes.push(`${program.name}, ${tool}: ${disagreement(wrong)}`);
    const small = size === program.size ? "" : `, at ${size.join(" ")}`;
    cells.push(wrong ? "failed" : `${milliseconds(own)} (${ratio(own, base)}${small})`);
  }
  if (heads.includes("antecede / tsan")) {
    const [own, base] = [taken("antecede", program.size), taken("tsan", program.size)];
    const sound = [...own, ...base].every((sample) => agrees(sample, native[0]));
    cells.push(sound ? ratio(own, base) : "failed");
  }
  const peaks = others.map((tool) => megabytes(taken(tool, sizeFor(program, tool))));
  return [...cells, [megabytes(native), ...peaks].join(" / ")];
}

function agrees(sample: Sample, native: Sample | undefined): boolean {
  return sample.exitCode === native?.exitCode && sample.stdout === native.stdout;
}

function disagreement({ exitCode, stdout }: Sample): string {
  if (exitCode === 124) return `over the limit of ${LIMIT_SECONDS} s`;
  return `exit code ${exitCode}, printed ${JSON.stringify(stdout.slice(0, 60))}`;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

function milliseconds(samples: readonly Sample[]): string {
  return `${median(samples.map(({ ms }) => ms)).toFixed(0)} ms`;
}

function megabytes(samples: readonly Sample[]): string {
  return median(samples.map(({ peakMegabytes }) => peakMegabytes)).toFixed(0);
}

function ratio(samples: readonly Sample[], base: readonly Sample[]): string {
  const times = median(samples.map(({ ms }) => ms)) / median(base.map(({ ms }) => ms));
  return `${times < 10 ? times.toFixed(1) : times.toFixed(0)}x`;
}
