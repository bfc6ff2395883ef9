/** The tools that are compared: how each is found, builds a program, and runs it. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BENCH, ROOT, type Workshop } from "./measure.ts";
import { compilePlainly, copyWithoutDetector, withoutCounters } from "./plain-wasm.ts";

/** In the order of the tables; `native` is what the others are compared with. */
export const TOOL_IDS = [
  ...(["native", "gcc", "gcc-O1", "clang", "helgrind", "drd", "plain"] as const),
  ...(["antecede", "as-written", "clang-pinned", "antecede-pinned"] as const),
] as const;
export type ToolId = (typeof TOOL_IDS)[number];

export interface Tool {
  readonly id: ToolId;
  /** As tables and charts name it. */
  readonly name: string;
  /** Takes ten times as long as others: runs once, at the smaller size. */
  readonly isSlow: boolean;
  /** @param source of a program, relative to this folder, without its `.c` */
  build(source: string): Promise<void> | void;
  command(source: string, size: readonly string[]): readonly string[];
}

/** What other tools than Antecede are there, each with the first line of its version. */
export interface Found {
  readonly gcc: string;
  readonly clang?: { readonly command: string; readonly version: string };
  readonly valgrind?: string;
  readonly taskset?: string;
}

/** clang-19 first, with which the bars were set; a distribution may offer others. */
const CLANGS = ["clang-19", "clang-20", "clang-21", "clang-22", "clang-18", "clang-17", "clang"];

/** What is there; gcc is, or there would be no workshop. */
export function find(workshop: Workshop): Found {
  const clang = CLANGS.find((command) => versionOf(command) && sanitizes(command, workshop));
  const valgrind = versionOf("valgrind");
  const taskset = versionOf("taskset");
  return {
    gcc: versionOf("gcc") ?? "gcc",
    ...(clang && { clang: { command: clang, version: versionOf(clang) ?? "" } }),
    ...(valgrind && { valgrind }),
    ...(taskset && { taskset }),
  };
}

function versionOf(command: string): string | undefined {
  const run = spawnSync(command, ["--version"], { encoding: "utf8" });
  return run.status === 0 ? run.stdout.split("\n")[0] : undefined;
}

/** Debian has ThreadSanitizer's runtime in a package of its own (libclang-rt-19-dev). */
function sanitizes(clang: string, workshop: Workshop): boolean {
  try {
    workshop.compile(clang, ["-fsanitize=thread"], join(BENCH, "hello.c"), workshop.at("probe"));
    return true;
  } catch {
    return false;
  }
}

/** What a table can't compare here, and why. */
export function missing(found: Found): readonly string[] {
  return [
    ...(found.clang ? [] : ["no clang with ThreadSanitizer (clang-19, libclang-rt-19-dev)"]),
    ...(found.valgrind ? [] : ["no valgrind: neither Helgrind nor DRD"]),
    ...(found.taskset ? [] : ["no taskset: nothing pinned to one core"]),
  ];
}

/** Without a seed a short program is run with many. */
export const ONE_RUN = "--seed=1";

/** A command of Antecede at `root`, with bounds beyond what any program here needs. */
export function antecede(root: string, ...args: string[]): string[] {
  const bounds = args[0] === "run" ? ["--timeout=600", "--max-steps=1000000000000"] : [];
  const [command = "", ...rest] = args;
  return [
    process.execPath,
    join(root, "bin/antecede.mjs"),
    command,
    "--no-config",
    ...bounds,
    ...rest,
  ];
}

/** Bound to core 0, the first of those that a machine has. */
const PINNED = ["taskset", "-c", "0"];

/** All that can be had, in the order of the tables. */
export function toolsOf(found: Found, workshop: Workshop): readonly Tool[] {
  const { clang, valgrind, taskset } = found;
  const native = compiled(workshop, "native", "native", ["gcc", "-O2"]);
  const own = instrumented("antecede", "Antecede", ["-O2"]);
  const tools: Tool[] = [
    native,
    compiled(workshop, "gcc", "gcc TSan", ["gcc", "-O2", "-fsanitize=thread"]),
    compiled(workshop, "gcc-O1", "gcc TSan -O1", ["gcc", "-O1", "-fsanitize=thread"]),
  ];
  const sanitized =
    clang && compiled(workshop, "clang", "clang TSan", [clang.command, "-O2", "-fsanitize=thread"]);
  if (sanitized) tools.push(sanitized);
  if (valgrind) {
    tools.push(within(native, "helgrind", "Helgrind"), within(native, "drd", "DRD"));
  }
  tools.push(plain(workshop), own, instrumented("as-written", "Antecede as written", []));
  if (sanitized && taskset) {
    tools.push(
      pinned(sanitized, "clang-pinned", "clang TSan, one core"),
      pinned(own, "antecede-pinned", "Antecede, one core"),
    );
  }
  return tools;
}

function compiled(
  workshop: Workshop,
  id: ToolId,
  name: string,
  [compiler = "", ...options]: readonly string[],
): Tool {
  const binary = (source: string) => workshop.at(`${flat(source)}.${flat(id)}`);
  return {
    id,
    name,
    isSlow: false,
    build: (source) => {
      if (existsSync(binary(source))) return;
      workshop.compile(compiler, options, join(BENCH, `${source}.c`), binary(source));
    },
    command: (source, size) => [binary(source), ...size],
  };
}

function flat(name: string): string {
  return name.replaceAll(/[/ ]/g, "-");
}

function within(native: Tool, id: "helgrind" | "drd", name: string): Tool {
  return {
    id,
    name,
    isSlow: true,
    build: native.build,
    command: (source, size) => ["valgrind", "-q", `--tool=${id}`, ...native.command(source, size)],
  };
}

function instrumented(id: ToolId, name: string, options: readonly string[]): Tool {
  const command = (source: string, size: readonly string[]) =>
    antecede(ROOT, "run", ONE_RUN, ...options, join(BENCH, `${source}.c`), "--", ...size);
  return { id, name, isSlow: false, build: () => {}, command };
}

function pinned(tool: Tool, id: ToolId, name: string): Tool {
  const command = (source: string, size: readonly string[]) => [
    ...PINNED,
    ...tool.command(source, size),
  ];
  return { id, name, isSlow: tool.isSlow, build: tool.build, command };
}

function plain(workshop: Workshop): Tool {
  const copy = workshop.at("without-detector");
  const program = (source: string) => workshop.at(`${flat(source)}.wasm`);
  return {
    id: "plain",
    name: "plain wasm",
    isSlow: false,
    build: async (source) => {
      if (!existsSync(copy)) copyWithoutDetector(ROOT, copy);
      const object = workshop.at(`${flat(source)}.o`);
      writeFileSync(object, await compilePlainly(`${source}.c`, BENCH));
      workshop.run(antecede(ROOT, "cc", object, "-o", program(source)));
      writeFileSync(program(source), withoutCounters(readFileSync(program(source))));
    },
    // What a lock is held by is part of the detector's books.
    command: (source, size) =>
      antecede(copy, "run", ONE_RUN, "--no-misuse", program(source), "--", ...size),
  };
}
