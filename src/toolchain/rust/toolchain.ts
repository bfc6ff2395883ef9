/** The user's Rust: found, and its version and parts looked at. */
import { execFileSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { UnsupportedError, UsageError } from "../../errors.ts";
import { TARGET } from "./flags.ts";

export interface RustToolchain {
  readonly rustc: string;
  readonly cargo: string;
  /** What `rustc -vV` prints: version, commit, host, LLVM. */
  readonly version: string;
  /** The sources of the standard library. */
  readonly library: string;
}

/** A rustc that was looked at. */
export interface RustCandidate {
  readonly rustc: string;
  /** As `1.96.0`; undefined if it can't be run. */
  readonly release?: string;
  /** What it lacks, to follow its name; undefined: it can be used. */
  readonly lacks?: string;
  /** The command that mends that. */
  readonly command?: string;
  readonly toolchain?: RustToolchain;
}

/** The first with edition 2024; the target with threads is older. */
const OLDEST_MINOR = 85;
/** All that is needed, where apt is. */
export const DEBIAN = "apt-get install --no-install-recommends rustc-web rust-web-src cargo-web";
/** The same with rustup. */
export const RUSTUP = "rustup toolchain install stable --component rust-src";
const INSTALL = [
  `with rustup: \`${RUSTUP}\``,
  `on Debian: \`${DEBIAN}\``,
  "elsewhere: set ANTECEDE_RUSTC and ANTECEDE_CARGO",
].join("; ");

const found = new Map<string, RustToolchain>();

/**
 * The first that can be used: `ANTECEDE_RUSTC` alone if it is set, else `RUSTC`, then each `rustc`
 * in PATH. To a rustc belongs the cargo of `ANTECEDE_CARGO`, else the one beside it, else PATH's.
 *
 * @throws {UsageError} that says what is missing, and how to get it
 * @throws {UnsupportedError} on Windows: rustc's linker is a shell script here
 */
export function findRust(environment: NodeJS.ProcessEnv): RustToolchain {
  if (process.platform === "win32") {
    throw new UnsupportedError("Rust programs on Windows", "use the Windows Subsystem for Linux");
  }
  const paths = candidatePaths(environment);
  const key = paths.join("\0");
  const known = found.get(key);
  if (known) return known;
  const looked: RustCandidate[] = [];
  for (const path of paths) {
    const candidate = lookAt(path, environment);
    if (candidate.toolchain) {
      found.set(key, candidate.toolchain);
      return candidate.toolchain;
    }
    looked.push(candidate);
  }
  const reasons = looked.map(({ rustc, lacks = "" }) => `${rustc} ${lacks}`);
  const why = reasons.length > 0 ? reasons.join("; ") : "no rustc in PATH";
  const commands = new Set(looked.flatMap(({ command }) => command ?? []));
  const hint = commands.size > 0 ? [...commands].map((one) => `\`${one}\``).join(", or ") : INSTALL;
  throw new UsageError(`no Rust that can be used: ${why}`, hint);
}

/** Each rustc that `findRust` would look at, in its order, with what it lacks. */
export function rustCandidates(environment: NodeJS.ProcessEnv): readonly RustCandidate[] {
  return candidatePaths(environment).map((path) => lookAt(path, environment));
}

function candidatePaths(environment: NodeJS.ProcessEnv): readonly string[] {
  const { ANTECEDE_RUSTC: chosen, RUSTC: usual } = environment;
  return chosen ? [chosen] : [...(usual ? [usual] : []), ...inPath("rustc", environment)];
}

function lookAt(rustc: string, environment: NodeJS.ProcessEnv): RustCandidate {
  const ask = (...args: string[]): string | undefined => {
    try {
      const stdio = ["ignore", "pipe", "ignore"] as const;
      return execFileSync(rustc, args, { encoding: "utf8", stdio: [...stdio], env: environment });
    } catch {
      return undefined;
    }
  };
  const version = ask("-vV");
  const release = /^release: (\S+)/m.exec(version ?? "")?.[1];
  if (version === undefined || release === undefined) return { rustc, lacks: "can't be run" };
  const [sysroot = "", ...targets] =
    ask("--print", "sysroot", "--print", "target-list")?.split("\n") ?? [];
  const lacking = (lacks: string, command: string) => ({ rustc, release, lacks, command });
  if (!(Number(/^1\.(\d+)/.exec(release)?.[1]) >= OLDEST_MINOR)) {
    const command = rustupName(sysroot) ? "rustup update stable" : DEBIAN;
    return lacking(`(${release}) is older than 1.${OLDEST_MINOR}`, command);
  }
  const library = join(sysroot, "lib", "rustlib", "src", "rust", "library");
  if (!existsSync(join(library, "std", "Cargo.toml"))) {
    return lacking(`(${release}) has no rust-src`, sourcesCommand(sysroot));
  }
  if (!targets.includes(TARGET)) return lacking(`(${release}) lacks ${TARGET}`, DEBIAN);
  const cargo = environment.ANTECEDE_CARGO ?? cargoFor(rustc, environment);
  if (!cargo) return lacking("has no cargo", DEBIAN);
  return { rustc, release, toolchain: { rustc, cargo, version, library } };
}

/** The sources belong to one toolchain: which one is default may change. */
function sourcesCommand(sysroot: string): string {
  const name = rustupName(sysroot);
  return name === undefined ? DEBIAN : `rustup component add rust-src --toolchain ${name}`;
}

/** Of a toolchain of rustup's. */
function rustupName(sysroot: string): string | undefined {
  return /[\\/]toolchains[\\/]([^\\/]+)$/.exec(sysroot)?.[1];
}

function cargoFor(rustc: string, environment: NodeJS.ProcessEnv): string | undefined {
  const beside = join(dirname(rustc), "cargo");
  return isFile(beside) ? beside : inPath("cargo", environment)[0];
}

function inPath(name: string, { PATH = "" }: NodeJS.ProcessEnv): string[] {
  const paths = PATH.split(delimiter).filter(Boolean);
  return [...new Set(paths.map((folder) => join(folder, name)))].filter(isFile);
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
