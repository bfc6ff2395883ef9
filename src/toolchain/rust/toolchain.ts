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

/** The first with edition 2024; the target with threads is older. */
const OLDEST_MINOR = 85;
const INSTALL = [
  "with rustup: `rustup component add rust-src`",
  "on Debian: `apt-get install rustc-web rust-web-src cargo-web`",
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
  const { ANTECEDE_RUSTC: chosen, RUSTC: usual } = environment;
  const candidates = chosen
    ? [chosen]
    : [...(usual ? [usual] : []), ...inPath("rustc", environment)];
  const key = candidates.join("\0");
  const known = found.get(key);
  if (known) return known;
  const reasons: string[] = [];
  for (const rustc of candidates) {
    const looked = lookAt(rustc, environment);
    if (typeof looked !== "string") {
      found.set(key, looked);
      return looked;
    }
    reasons.push(`${rustc} ${looked}`);
  }
  const why = reasons.length > 0 ? reasons.join("; ") : "no rustc in PATH";
  throw new UsageError(`no Rust that can be used: ${why}`, INSTALL);
}

/** The toolchain, or what is wrong with it. */
function lookAt(rustc: string, environment: NodeJS.ProcessEnv): RustToolchain | string {
  const ask = (...args: string[]): string | undefined => {
    try {
      const stdio = ["ignore", "pipe", "ignore"] as const;
      return execFileSync(rustc, args, { encoding: "utf8", stdio: [...stdio], env: environment });
    } catch {
      return undefined;
    }
  };
  const version = ask("-vV");
  if (version === undefined) return "can't be run";
  const minor = Number(/^release: 1\.(\d+)/m.exec(version)?.[1] ?? Number.NaN);
  if (!(minor >= OLDEST_MINOR)) return `is older than 1.${OLDEST_MINOR}`;
  const sysroot = ask("--print", "sysroot")?.trim() ?? "";
  const library = join(sysroot, "lib", "rustlib", "src", "rust", "library");
  if (!existsSync(join(library, "std", "Cargo.toml"))) return "has no rust-src";
  if (!ask("--print", "target-list")?.split("\n").includes(TARGET)) return `lacks ${TARGET}`;
  const cargo = environment.ANTECEDE_CARGO ?? cargoFor(rustc, environment);
  if (!cargo) return "has no cargo";
  return { rustc, cargo, version, library };
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
