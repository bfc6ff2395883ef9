/** The user's cargo, building what Antecede runs: the same crates and flags, with hooks. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AntecedeError, CompileError, EXIT, UsageError } from "../../errors.ts";
import { defaultCacheFolder } from "../cache.ts";
import { partsOf, type RustParts, writeCTools, writeLinker } from "./crate.ts";
import { hasDoctests } from "./doctests.ts";
import { TARGET, userFlags, WORKSPACE } from "./flags.ts";
import { type PanicStrategy, standardLibrary } from "./standard-library.ts";
import { findRust, type RustToolchain } from "./toolchain.ts";

export interface CargoProgram {
  /** Of the binary, example or test. */
  readonly name: string;
  /** The package's: tests run there. */
  readonly folder: string;
  /** How it was compiled, for the report's header. */
  readonly judged: string;
  parts(): RustParts;
}

export interface CargoBuild {
  /** What was asked for, in cargo's order. */
  readonly programs: readonly CargoProgram[];
  /** Libraries of the workspace that have documentation tests, of which none is built. */
  readonly documented: readonly string[];
}

interface CargoContext {
  readonly folder: string;
  readonly onProgress: (what: string) => void;
}

/** A line of cargo's JSON. */
interface Message {
  readonly reason: string;
  readonly manifest_path?: string;
  readonly executable?: string | null;
  readonly target?: {
    readonly name: string;
    readonly kind: readonly string[];
    readonly src_path: string;
    readonly doctest?: boolean;
  };
  readonly profile?: { readonly test: boolean };
}

interface Metadata {
  readonly packages: readonly { readonly manifest_path: string }[];
  readonly target_directory: string;
  readonly workspace_root: string;
}

/** Within the user's own, so that neither build throws away what the other made. */
const TARGET_FOLDER = "antecede";
/** In the order in which cargo runs tests; what is not among them is a library. */
const KINDS = ["bin", "example", "test", "bench"];
/** What would run the hooks' pass again, or take the debug information away. */
const PROFILES = Object.fromEntries(
  ["DEV", "RELEASE"].flatMap((profile) => [
    [`CARGO_PROFILE_${profile}_LTO`, "off"],
    [`CARGO_PROFILE_${profile}_STRIP`, "none"],
  ]),
);
const SEPARATOR = "\x1f";

/**
 * Builds by `cargo build` or `cargo test --no-run`. Diagnostics go to standard error as cargo's do.
 *
 * @param args the user's, for cargo
 * @throws {UsageError} if there is no Rust that can be used, or no crate
 * @throws {CompileError} if cargo fails; it has said why
 */
export async function cargoPrograms(
  command: "run" | "test",
  args: readonly string[],
  context: CargoContext,
): Promise<CargoBuild> {
  const toolchain = findRust(process.env);
  const home = defaultCacheFolder(process.env);
  const workspace = await metadata(toolchain, args, context);
  const { target_directory: target, workspace_root: root } = workspace;
  const isRelease = args.includes("--release") || args.includes("-r");
  // Test programs unwind whatever the profile says: so libtest goes on after a failure.
  const panic = command === "test" ? "unwind" : panicOf(root, isRelease ? "release" : "dev");
  const library = await standardLibrary(toolchain, panic, home, context.onProgress);
  const optimization = isRelease ? "-O3" : undefined;
  const flags = [
    `--sysroot=${library.sysroot}`,
    ...userFlags(optimization),
    `-Cpanic=${panic}`,
    `--remap-path-prefix=${root}=.`,
    `-Clinker=${writeLinker(home)}`,
    "-Clinker-flavor=wasm-ld",
    ...(process.env.RUSTFLAGS?.split(" ").filter(Boolean) ?? []),
  ];
  const messages = await cargo(
    toolchain,
    [
      ...(command === "test" ? ["test", "--no-run"] : ["build"]),
      ...["--target", TARGET, "--target-dir", join(target, TARGET_FOLDER)],
      "--message-format=json-render-diagnostics",
      ...args,
    ],
    context.folder,
    {
      CARGO_ENCODED_RUSTFLAGS: flags.join(SEPARATOR),
      ...PROFILES,
      ...writeCTools(home),
      [WORKSPACE]: root,
    },
  );
  const programs = messages.flatMap(({ reason, executable, target: made, profile, ...rest }) => {
    if (reason !== "compiler-artifact" || !executable || !made) return [];
    if (command === "test" && !profile?.test) return [];
    const folder = rest.manifest_path?.replace(/[\\/]Cargo\.toml$/, "") ?? root;
    const parts = () => partsOf(readFileSync(executable), library);
    const rank = KINDS.indexOf(made.kind[0] ?? "");
    const judged = optimization ?? "as written";
    return [{ name: made.name, folder, judged, parts, rank }];
  });
  if (programs.length === 0) throw new UsageError("cargo built no program that can be run");
  // Cargo tells of each as it is done.
  programs.sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1));
  return { programs, documented: documentedBy(messages, workspace) };
}

function documentedBy(messages: readonly Message[], { packages }: Metadata): readonly string[] {
  const own = new Set(packages.map((one) => one.manifest_path));
  const names = messages.flatMap(({ target, manifest_path: manifest }) => {
    if (!target?.doctest || manifest === undefined || !own.has(manifest)) return [];
    return hasDoctests(target.src_path) ? target.name : [];
  });
  return [...new Set(names)];
}

/** The target folder and the workspace, of the crate here or of `--manifest-path`. */
async function metadata(
  toolchain: RustToolchain,
  args: readonly string[],
  { folder }: CargoContext,
): Promise<Metadata> {
  const at = args.findIndex((arg) => arg.startsWith("--manifest-path"));
  const own = at < 0 ? [] : args[at]?.includes("=") ? [args[at]] : args.slice(at, at + 2);
  const asked = ["metadata", "--no-deps", "--format-version=1", ...own];
  const [found] = await cargo(toolchain, asked, folder, {});
  if (!found) throw new UsageError("cargo says nothing of a crate here");
  return found as unknown as Metadata;
}

/** Runs cargo; returns the JSON that it prints, a value a line. */
function cargo(
  { cargo: program, rustc }: RustToolchain,
  args: readonly string[],
  folder: string,
  environment: NodeJS.ProcessEnv,
): Promise<Message[]> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...environment, RUSTC: rustc };
    const stdio: ["ignore", "pipe", "inherit"] = ["ignore", "pipe", "inherit"];
    const child = spawn(program, [...args], { cwd: folder, env, stdio });
    const parts: Buffer[] = [];
    child.stdout.on("data", (part: Buffer) => parts.push(part));
    child.on("error", ({ message }) =>
      reject(new AntecedeError("no-rust", EXIT.usage, `${program} can't be run: ${message}`)),
    );
    child.on("close", (status) => {
      if (status !== 0) {
        reject(new CompileError(`cargo ${args[0]} failed`, ""));
        return;
      }
      const lines = Buffer.concat(parts).toString("utf8").split("\n");
      resolve(lines.filter((line) => line.startsWith("{")).map((line) => JSON.parse(line)));
    });
  });
}

/** What the workspace's manifest says of panics: cargo has no command that tells. */
function panicOf(root: string, profile: string): PanicStrategy {
  const manifest = readFileSync(join(root, "Cargo.toml"), "utf8");
  const section = manifest.split(/^\[/m).find((part) => part.startsWith(`profile.${profile}]`));
  return /^\s*panic\s*=\s*"abort"/m.test(section ?? "") ? "abort" : "unwind";
}
