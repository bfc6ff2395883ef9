/**
 * Rust's standard library with hooks: built once for a version of Rust, by its own cargo from its
 * own sources (`-Zbuild-std`), and kept beside the cache.
 *
 *   rust-<key>/lib/rustlib/<target>/lib/*.rlib   what rustc compiles against (`--sysroot`)
 *   rust-<key>/std.a                             what is linked: the rlibs' objects
 *
 * It must have hooks: its locks and channels are atomics, and from these comes happens-before.
 */
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { RUST_LIBRARY } from "../../detector/frames.ts";
import { AntecedeError, CompileError, EXIT } from "../../errors.ts";
import { type ArchiveMember, readArchive, writeArchive } from "../archive.ts";
import { contentKey } from "../cache.ts";
import { standardFlags, TARGET } from "./flags.ts";
import { copyStandardSources } from "./standard-sources.ts";
import type { RustToolchain } from "./toolchain.ts";

export interface StandardLibrary {
  /** For `--sysroot`. */
  readonly sysroot: string;
  /** The rlibs' folder. */
  readonly folder: string;
  /** The archive to link. */
  readonly archive: string;
}

/** Changes with anything about building it that its key does not show. */
const RECIPE = "6";
const RLIBS = join("lib", "rustlib", TARGET, "lib");
const ARCHIVE = "std.a";
/** Of an rlib: what rustc reads, and no object. */
const METADATA = "lib.rmeta";
/** Of no use in a program, and the other way to panic: std is built with both. */
const NOT_LINKED = {
  unwind: /^lib(proc_macro|panic_abort)-/,
  abort: /^lib(proc_macro|panic_unwind)-/,
};
const POLL_MS = 200;
/** A build takes a minute; what is older is of a process that is no more. */
const STALE_MS = 15 * 60_000;
/** Of versions that are not used any more. */
const UNUSED_MS = 30 * 24 * 60 * 60_000;

/** What a panic does. On this target each way needs a standard library of its own. */
export type PanicStrategy = "unwind" | "abort";

/** Whether a program can be compiled without building the library first. */
export function hasStandardLibrary(toolchain: RustToolchain, home: string): boolean {
  return existsSync(join(sysrootOf(toolchain, "unwind", home), ARCHIVE));
}

function sysrootOf(toolchain: RustToolchain, panic: PanicStrategy, home: string): string {
  const key = contentKey([RECIPE, toolchain.version, panic, standardFlags(panic).join("\0")]);
  return join(home, `rust-${key}`);
}

/**
 * @param home the folder of the cache
 * @param onProgress is told when it must be built
 * @throws {CompileError} if cargo can't build it
 * @throws {AntecedeError} if the folder can't be written
 */
export async function standardLibrary(
  toolchain: RustToolchain,
  panic: PanicStrategy,
  home: string,
  onProgress: (what: string) => void,
): Promise<StandardLibrary> {
  const sysroot = sysrootOf(toolchain, panic, home);
  const library = { sysroot, folder: join(sysroot, RLIBS), archive: join(sysroot, ARCHIVE) };
  if (existsSync(library.archive)) {
    markUsed(sysroot);
    return library;
  }
  try {
    mkdirSync(home, { recursive: true });
    await alone(`${sysroot}.lock`, async () => {
      if (!existsSync(library.archive)) await buildInto(sysroot, toolchain, panic, onProgress);
    });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "EACCES" && code !== "EROFS" && code !== "ENOTDIR" && code !== "ENOSPC")
      throw error;
    throw new AntecedeError(
      "cache",
      EXIT.usage,
      `Rust's standard library can't be kept in ${home} (${code})`,
      "set ANTECEDE_CACHE to a folder that can be written",
    );
  }
  return library;
}

/** One process at a time; the others wait. */
async function alone(lock: string, work: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      writeFileSync(lock, `${process.pid}`, { flag: "wx" });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    if (isAbandoned(lock)) rmSync(lock, { force: true });
    await sleep(POLL_MS);
  }
  const release = () => rmSync(lock, { force: true });
  process.on("exit", release);
  try {
    await work();
  } finally {
    release();
    process.off("exit", release);
  }
}

/** Whether the process that wrote the lock is no more. */
function isAbandoned(lock: string): boolean {
  const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
  if (since === undefined) return false;
  if (Date.now() - since > STALE_MS) return true;
  try {
    const owner = Number(readFileSync(lock, "utf8"));
    // It may have been made this moment, and not yet be written.
    if (owner > 0) process.kill(owner, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}

function markUsed(sysroot: string): void {
  try {
    const now = new Date();
    utimesSync(sysroot, now, now);
  } catch {
    // Another user's: it is theirs to keep.
  }
}

/** Removes what builds that were cut short left, and libraries of versions long gone. */
function sweep(home: string): void {
  for (const name of readdirSync(home)) {
    if (!name.startsWith("rust-")) continue;
    const path = join(home, name);
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    const limit = name.endsWith(".tmp") ? STALE_MS : UNUSED_MS;
    if (age > limit) rmSync(path, { recursive: true, force: true });
  }
}

async function buildInto(
  sysroot: string,
  toolchain: RustToolchain,
  panic: PanicStrategy,
  onProgress: (what: string) => void,
): Promise<void> {
  onProgress("building Rust's standard library with hooks, once (half a minute or more)");
  sweep(dirname(sysroot));
  const temporary = `${sysroot}.${randomUUID()}.tmp`;
  try {
    const sources = join(temporary, "library");
    mkdirSync(temporary, { recursive: true });
    copyStandardSources(toolchain.library, sources);
    const made = await cargoBuild(toolchain, panic, temporary, sources);
    const result = join(temporary, "result");
    assemble(made, result, NOT_LINKED[panic]);
    if (!existsSync(join(sysroot, ARCHIVE))) renameSync(result, sysroot);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** Returns the folder that cargo left the rlibs in. */
async function cargoBuild(
  toolchain: RustToolchain,
  panic: PanicStrategy,
  folder: string,
  sources: string,
): Promise<string> {
  const crate = join(folder, "crate");
  mkdirSync(join(crate, "src"), { recursive: true });
  writeFileSync(join(crate, "Cargo.toml"), MANIFEST);
  writeFileSync(join(crate, "src", "lib.rs"), "");
  const vendored = join(toolchain.library, "vendor");
  const isOffline = existsSync(vendored);
  const flags = [
    ...standardFlags(panic),
    `--remap-path-prefix=${sources}=${RUST_LIBRARY}`,
    `--remap-path-prefix=${vendored}=${RUST_LIBRARY}/vendor`,
  ];
  const args = [
    ...["build", "--release", "--target", TARGET, `-Zbuild-std=std,panic_${panic},test`],
    ...[
      `-Zbuild-std-features=${panic === "unwind" ? "panic-unwind" : ""}`,
      "--target-dir",
      join(folder, "target"),
    ],
    ...["--manifest-path", join(crate, "Cargo.toml")],
    ...(isOffline
      ? [
          "--offline",
          ...["--config", 'source.crates-io.replace-with="antecede"'],
          ...["--config", `source.antecede.directory=${JSON.stringify(vendored)}`],
        ]
      : []),
  ];
  const { status, text } = await run(toolchain.cargo, args, crate, {
    ...process.env,
    RUSTC: toolchain.rustc,
    // A cache of the user's has no use for it.
    RUSTC_WRAPPER: "",
    // `-Z` on stable, for the library alone.
    RUSTC_BOOTSTRAP: "1",
    CARGO_ENCODED_RUSTFLAGS: flags.join("\x1f"),
    // Where cargo looks for the library's sources.
    __CARGO_TESTS_ONLY_SRC_ROOT: sources,
  });
  if (status !== 0) {
    const hint = isOffline ? undefined : "its dependencies come from the network the first time";
    throw new CompileError("Rust's standard library doesn't build", text, hint);
  }
  return join(folder, "target", TARGET, "release", "deps");
}

/** @returns its path */
export function writeScript(path: string, text: string): string {
  // Whoever runs it meanwhile sees all of it or nothing.
  const temporary = `${path}.${randomUUID()}`;
  writeFileSync(temporary, `#!/bin/sh\n${text}\n`);
  chmodSync(temporary, 0o755);
  renameSync(temporary, path);
  return path;
}

const MANIFEST = `[package]
name = "sysroot"
version = "0.0.0"
edition = "2021"
[workspace]
[profile.release]
codegen-units = 4
`;

export interface ProgramOutput {
  readonly status: number | null;
  /** What it printed to standard error. */
  readonly text: string;
}

/** @throws {AntecedeError} if the program can't be started */
export function run(
  program: string,
  args: readonly string[],
  folder: string,
  environment: NodeJS.ProcessEnv,
): Promise<ProgramOutput> {
  return new Promise((resolve, reject) => {
    const stdio: ["ignore", "ignore", "pipe"] = ["ignore", "ignore", "pipe"];
    const child = spawn(program, [...args], { cwd: folder, env: environment, stdio });
    const parts: Buffer[] = [];
    child.stderr.on("data", (part: Buffer) => parts.push(part));
    child.on("error", ({ message }) =>
      reject(new AntecedeError("no-rust", EXIT.usage, `${program} can't be run: ${message}`)),
    );
    child.on("close", (status) => resolve({ status, text: Buffer.concat(parts).toString("utf8") }));
  });
}

function assemble(from: string, to: string, notLinked: RegExp): void {
  const rlibs = join(to, RLIBS);
  mkdirSync(rlibs, { recursive: true });
  const names = readdirSync(from)
    .filter((name) => name.endsWith(".rlib") && !name.startsWith("libsysroot-"))
    .sort();
  const members: ArchiveMember[] = [];
  for (const name of names) {
    copyFileSync(join(from, name), join(rlibs, name));
    if (!notLinked.test(name)) members.push(...objectsOf(readFileSync(join(from, name))));
  }
  writeFileSync(join(to, ARCHIVE), writeArchive(members));
}

/** The objects of an rlib. */
export function objectsOf(rlib: Uint8Array): readonly ArchiveMember[] {
  return readArchive(rlib).filter(({ name }) => name !== METADATA);
}
