/** The user's cargo, building what Antecede runs: the same crates and flags, with hooks. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { AntecedeError, CompileError, EXIT, UsageError } from "../../errors.ts";
import { defaultCacheFolder } from "../cache-folder.ts";
import { partsOf, type RustParts, writeCTools, writeLinker } from "./crate.ts";
import { hasDoctests } from "./doctests.ts";
import { TARGET, userFlags, WORKSPACE } from "./flags.ts";
import { type PanicStrategy, type StandardLibrary, standardLibrary } from "./standard-library.ts";
import { findRust, type RustToolchain } from "./toolchain.ts";

export interface CargoProgram {
  /** Of the binary, example or test. */
  readonly name: string;
  /** The package's: tests run there. */
  readonly folder: string;
  /** What cargo tells programs of their package. */
  readonly environment: Readonly<Record<string, string>>;
  /** The package's `default-run`. */
  readonly isDefault: boolean;
  /** How it was compiled, for the report's header. */
  readonly judged: string;
  parts(): RustParts;
  /** Whether it is libtest's: with `harness = false` a test is a program like any other. */
  hasHarness(): boolean;
}

export interface CargoBuild {
  /** What was asked for, in cargo's order. */
  readonly programs: readonly CargoProgram[];
  /** Libraries of the workspace that have documentation tests, of which none is built. */
  readonly documented: readonly string[];
  /** Procedural macros with tests: these are programs of this machine, as the compiler is. */
  readonly macros: readonly string[];
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

interface Package {
  readonly name: string;
  readonly version: string;
  readonly manifest_path: string;
  readonly default_run?: string | null;
}

interface Metadata {
  readonly packages: readonly Package[];
  readonly target_directory: string;
  readonly workspace_root: string;
}

/** Within the user's own, so that neither build throws away what the other made. */
const TARGET_FOLDER = "antecede";
/** In the order in which cargo runs tests; what is not among them is a library. */
const KINDS = ["bin", "example", "test", "bench"];
/** Of which debug assertions and overflow checks are on, unless a profile is made of them. */
const DEBUG_PROFILES: ReadonlySet<string> = new Set(["dev", "test"]);
const SEPARATOR = "\x1f";
/** With any of these cargo runs no documentation tests. */
const CHOOSES_TARGETS = /^--(lib|bins?|examples?|tests?|bench(es)?|all-targets)(=|$)/;
/** In the name of the function by which libtest's `main` runs the tests. */
const HARNESS = "4test16test_main_static";

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
  const profile = profileOf(args);
  const isRelease = !DEBUG_PROFILES.has(profile);
  // Test programs unwind whatever the profile says: so libtest goes on after a failure.
  const panic = command === "test" ? "unwind" : panicOf(root, profile);
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
      ...wholeIn(profile),
      ...writeCTools(home),
      [WORKSPACE]: root,
    },
  );
  const isAsked = ({ reason, profile }: Message) =>
    reason === "compiler-artifact" && (command === "run" || profile?.test === true);
  const made = messages.filter(isAsked);
  const isMacro = ({ target }: Message) => target?.kind.includes("proc-macro") === true;
  const macros = made.filter((one) => isMacro(one) && one.executable).map(nameOf);
  const judged = optimization ?? "as written";
  const programs = made
    .filter((one) => !isMacro(one))
    .flatMap((one) => programOf(one, workspace, library, judged) ?? []);
  if (programs.length + macros.length === 0) {
    throw new UsageError("cargo built no program that can be run");
  }
  // Cargo tells of each as it is done.
  programs.sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1));
  const documented = args.some((arg) => CHOOSES_TARGETS.test(arg)) ? [] : made.filter(isDocumented);
  return { programs, documented: documented.map(nameOf), macros };
}

function programOf(
  { executable, target, manifest_path: manifest = "" }: Message,
  { packages, workspace_root: root }: Metadata,
  library: StandardLibrary,
  judged: string,
): (CargoProgram & { readonly rank: number }) | undefined {
  if (!executable || !target) return undefined;
  const owner = packages.find((one) => one.manifest_path === manifest);
  const folder = manifest ? dirname(manifest) : root;
  const parts = () => partsOf(readFileSync(executable), library);
  return {
    name: target.name,
    folder,
    judged,
    parts,
    rank: KINDS.indexOf(target.kind[0] ?? ""),
    isDefault: owner?.default_run === target.name,
    environment: {
      CARGO_MANIFEST_DIR: folder,
      CARGO_MANIFEST_PATH: manifest,
      CARGO_PKG_NAME: owner?.name ?? "",
      CARGO_PKG_VERSION: owner?.version ?? "",
    },
    hasHarness: () => parts().objects.some(({ bytes }) => Buffer.from(bytes).includes(HARNESS)),
  };
}

function nameOf({ target }: Message): string {
  return target?.name ?? "";
}

function isDocumented({ target }: Message): boolean {
  return target?.doctest === true && hasDoctests(target.src_path);
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

/** `--profile NAME`, `--release`, or cargo's default. */
function profileOf(args: readonly string[]): string {
  if (args.includes("--release") || args.includes("-r")) return "release";
  const at = args.findIndex((arg) => arg.startsWith("--profile"));
  return args[at]?.split("=")[1] ?? (at < 0 ? undefined : args[at + 1]) ?? "dev";
}

/** Without what would run the hooks' pass again, or take the debug information away. */
function wholeIn(profile: string): NodeJS.ProcessEnv {
  const names = ["dev", "release", profile].map((name) => name.toUpperCase().replaceAll("-", "_"));
  return Object.fromEntries(
    names.flatMap((name) => [
      [`CARGO_PROFILE_${name}_LTO`, "off"],
      [`CARGO_PROFILE_${name}_STRIP`, "none"],
    ]),
  );
}

/** What the workspace's manifest says of panics: cargo has no command that tells. */
function panicOf(root: string, profile: string): PanicStrategy {
  const manifest = readFileSync(join(root, "Cargo.toml"), "utf8");
  const section = manifest.split(/^\[/m).find((part) => part.startsWith(`profile.${profile}]`));
  return /^\s*panic\s*=\s*"abort"/m.test(section ?? "") ? "abort" : "unwind";
}
