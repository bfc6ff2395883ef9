/**
 * `bin/antecede.mjs` as a shell starts it: a process of its own, in a folder of the test's, with a
 * cache that the tests of one file share, so that the compiler loads once for each program.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
export const PROGRAMS = join(ROOT, "test", "programs");
export const EXAMPLES = join(ROOT, "examples", "c");
export const LAUNCHER = join(ROOT, "bin", "antecede.mjs");

/** A hang is a failure, not a wait: far above what any of these runs takes on a busy machine. */
const GUARD_MS = 120_000;

export const SCRATCH = realpathSync(mkdtempSync(join(tmpdir(), "antecede-cli-")));
export const CACHE = join(SCRATCH, "cache");
process.on("exit", () => rmSync(SCRATCH, { recursive: true, force: true }));

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ToolOptions {
  /** Default: the scratch folder. */
  readonly folder?: string;
  readonly stdin?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** In a process group of its own. */
  readonly detached?: boolean;
}

/** Starts the tool and leaves it running. */
export function startTool(args: readonly string[], options: ToolOptions = {}): ChildProcess {
  return start(LAUNCHER, args, options);
}

/** Runs another copy of the package to its end. */
export function runCopy(
  copy: string,
  args: readonly string[],
  options: ToolOptions = {},
): Promise<Ended> {
  const child = start(join(copy, "bin", "antecede.mjs"), args, options);
  child.stdin?.end();
  return ended(child);
}

function start(launcher: string, args: readonly string[], options: ToolOptions): ChildProcess {
  return spawn(process.execPath, [launcher, ...args], {
    cwd: options.folder ?? SCRATCH,
    env: environmentOf(options),
    timeout: GUARD_MS,
    killSignal: "SIGKILL",
    detached: options.detached ?? false,
  });
}

/** Runs the tool to its end. */
export async function runTool(args: readonly string[], options: ToolOptions = {}): Promise<Ended> {
  const child = startTool(args, options);
  child.stdin?.end(options.stdin ?? "");
  return ended(child);
}

export function ended(child: ChildProcess): Promise<Ended> {
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout?.on("data", (bytes: Buffer) => stdout.push(bytes));
  child.stderr?.on("data", (bytes: Buffer) => stderr.push(bytes));
  // A program that doesn't read its input closes the pipe under us.
  child.stdin?.on("error", () => {});
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) =>
      resolve({
        code,
        signal,
        stdout: Buffer.concat(stdout).toString("utf8"),
        stderr: Buffer.concat(stderr).toString("utf8"),
      }),
    );
  });
}

/** Nothing of the test runner's environment reaches the tool, above all no colours. */
function environmentOf({ environment }: ToolOptions): Record<string, string> {
  const kept = ["PATH", "HOME", "TMPDIR", "SystemRoot", "TEMP"].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  return { ...Object.fromEntries(kept), ANTECEDE_CACHE: CACHE, ...environment };
}

/** Writes files, named relative to a new folder below the scratch folder, and returns that. */
export function folderWith(
  name: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): string {
  const folder = join(SCRATCH, name);
  for (const [path, contents] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, contents);
  }
  return folder;
}

/** What the user must never see. */
export const JAVASCRIPT_STACK = /^\s+at .*(?:\.m?[jt]s:\d+|node:internal)/m;
