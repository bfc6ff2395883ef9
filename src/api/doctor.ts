/** `antecede doctor`: whether what is installed works, part by part, and what mends it. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readAsset } from "../assets.ts";
import type { RunResult } from "../detector/finding.ts";
import { CompileError } from "../errors.ts";
import { Cache } from "../toolchain/cache.ts";
import { defaultCacheFolder } from "../toolchain/cache-folder.ts";
import { rustDiagnosis } from "../toolchain/rust/diagnosis.ts";
import { version } from "../version.ts";
import { FLAGS, NODE_MAJOR } from "./node.ts";
import {
  buildProgram,
  judge,
  loadFor,
  openSession,
  type Session,
  withCompiler,
} from "./session.ts";

/** One part of the installation. */
export interface Check {
  readonly name: string;
  /** `absent`: not there, and needed by some programs only. */
  readonly status: "ok" | "absent" | "failed";
  readonly detail: string;
  /** What to type or do, unless it is ok. */
  readonly mend?: string;
}

export interface Diagnosis {
  readonly version: string;
  /** Nothing has failed. */
  readonly isWell: boolean;
  readonly checks: readonly Check[];
}

const REINSTALL = "npm install --force antecede";

/** Looks at everything, and compiles and runs programs of its own in a folder of the system's. */
export async function diagnose(environment: NodeJS.ProcessEnv): Promise<Diagnosis> {
  const folder = mkdtempSync(join(tmpdir(), "antecede-doctor-"));
  try {
    const checks = [
      checked("Node.js", REINSTALL, checkNode),
      checked("engine", REINSTALL, checkEngine),
      ...(await withCompiler(async () => [
        await checkedLater("compiler", REINSTALL, () => compileHello(folder)),
        await checkedLater("a race is found", REINSTALL, () => findRace(folder)),
        await checkedLater("a clean program is silent", REINSTALL, () => runClean(folder)),
      ])),
      checkCache(environment),
      checkRust(environment),
    ];
    return {
      version: version(),
      isWell: checks.every(({ status }) => status !== "failed"),
      checks,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param look returns what is well, or throws what isn't */
function checked(name: string, mend: string, look: () => string): Check {
  try {
    return { name, status: "ok", detail: look() };
  } catch (error) {
    return failed(name, mend, error);
  }
}

async function checkedLater(
  name: string,
  mend: string,
  look: () => Promise<string>,
): Promise<Check> {
  try {
    return { name, status: "ok", detail: await look() };
  } catch (error) {
    return failed(name, mend, error);
  }
}

function failed(name: string, mend: string, error: unknown): Check {
  const detail = error instanceof Error ? error.message : String(error);
  const said = error instanceof CompileError ? error.diagnostics.trim() : "";
  return { name, status: "failed", detail: said ? `${detail}: ${said}` : detail, mend };
}

function checkNode(): string {
  const { node, v8 } = process.versions;
  const [major = "0"] = node.split(".");
  if (Number(major) < NODE_MAJOR) throw new Error(`${node} runs, and not ${NODE_MAJOR} or later`);
  if (typeof WebAssembly.promising !== "function") {
    throw new Error(`${node} has no JavaScript Promise Integration`);
  }
  const missing = FLAGS.filter((flag) => !process.execArgv.includes(flag));
  if (missing.length > 0) throw new Error(`it runs without ${missing.join(" ")}`);
  return `${node} on ${process.platform} ${process.arch}, V8 ${v8}, with Promise Integration`;
}

function checkEngine(): string {
  const bytes = readAsset("engine.wasm");
  const { length } = WebAssembly.Module.exports(new WebAssembly.Module(bytes));
  return `${bytes.length} bytes, ${length} exports`;
}

const HELLO = '#include <stdio.h>\nint main(void) { puts("hello"); }\n';

const THREADS = (declaration: string) => `#include <pthread.h>
${declaration};
static void *count(void *arg) { counter++; return arg; }
int main(void) {
  pthread_t one, two;
  pthread_create(&one, 0, count, 0);
  pthread_create(&two, 0, count, 0);
  pthread_join(one, 0);
  pthread_join(two, 0);
}
`;

async function compileHello(folder: string): Promise<string> {
  const { bytes } = await buildProgram(sessionFor(folder, "hello.c", HELLO));
  return `compiles and links hello.c, ${bytes.length} bytes`;
}

async function findRace(folder: string): Promise<string> {
  const found = await run(folder, "race.c", THREADS("static int counter"));
  const [finding] = found.findings;
  if (finding?.kind !== "data-race") throw new Error("a program with a race shows none");
  const frame = "access" in finding ? finding.access.stack[0] : undefined;
  if (frame?.line !== 3) throw new Error("a race has no line");
  return `${finding.kind} at line ${frame.line} of race.c`;
}

async function runClean(folder: string): Promise<string> {
  const clean = await run(folder, "clean.c", THREADS("static _Atomic int counter"));
  if (clean.findings.length > 0) throw new Error("a program without races shows one");
  if (clean.exitCode !== 0) throw new Error(`a program ends with ${clean.exitCode}`);
  return `exit 0 after ${clean.steps} steps`;
}

async function run(folder: string, name: string, text: string): Promise<RunResult> {
  const session = sessionFor(folder, name, text);
  const linked = await buildProgram(session);
  const [result] = await judge(session, loadFor(session, linked), linked);
  if (!result) throw new Error("a run has no result");
  return result;
}

/** Nothing of the cache: what is looked at is the compiler. */
function sessionFor(folder: string, name: string, text: string): Session {
  const path = join(folder, name);
  writeFileSync(path, text);
  const world = {
    emit: () => {},
    cache: new Cache(undefined),
    stdin: new Uint8Array(),
    colour: false,
    columns: 0,
  };
  return openSession({ files: [path] }, {}, world);
}

function checkCache(environment: NodeJS.ProcessEnv): Check {
  const folder = defaultCacheFolder(environment);
  return checked("cache", `make ${folder} writable, or set ANTECEDE_CACHE`, () => {
    mkdirSync(folder, { recursive: true });
    const probe = mkdtempSync(join(folder, ".doctor-"));
    rmSync(probe, { recursive: true });
    const sizes = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => {
      const status = statSync(join(folder, name), { throwIfNoEntry: false });
      return status?.isFile() ? status.size : 0;
    });
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    return `${folder}, ${(bytes / 2 ** 20).toFixed(0)} MiB in ${sizes.length} entries`;
  });
}

function checkRust(environment: NodeJS.ProcessEnv): Check {
  const name = "Rust";
  const { candidates, used, isLibraryBuilt, commands, unsupported } = rustDiagnosis(environment);
  if (used) {
    const library = isLibraryBuilt ? "is there" : "will be built at first use";
    const detail = `${used.rustc}, ${used.release}; its library with hooks ${library}`;
    return { name, status: "ok", detail };
  }
  const lacking = candidates.map(({ rustc, lacks = "" }) => `${rustc} ${lacks}`);
  const detail = unsupported ?? (lacking.join("; ") || "no rustc in PATH");
  const mend = commands.length > 0 && { mend: commands.join(", or ") };
  return { name, status: "absent", detail, ...mend };
}
