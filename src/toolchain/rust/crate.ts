/** From a Rust source to the objects and libraries to link: rustc does all but the linking. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, sep } from "node:path";
import { assetPath, readAsset } from "../../assets.ts";
import { CompileError } from "../../errors.ts";
import { writeArchive } from "../archive.ts";
import { type Cache, contentKey } from "../cache.ts";
import { defaultCacheFolder } from "../cache-folder.ts";
import { withCallableMain } from "../main-function.ts";
import type { BuildOptions } from "../options.ts";
import { recipe } from "../recipe.ts";
import { type CompiledCrate, CompiledCrates } from "./compiled-crates.ts";
import { TARGET, userFlags } from "./flags.ts";
import { readLinkRecord } from "./link-record.ts";
import {
  objectsOf,
  run,
  type StandardLibrary,
  standardLibrary,
  writeScript,
} from "./standard-library.ts";
import { findRust } from "./toolchain.ts";

/** What a Rust source adds to a program. */
export interface RustParts {
  readonly objects: readonly RustFile[];
  /** Crates that it uses, the standard library last. */
  readonly archives: readonly RustFile[];
}

export interface RustFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface RustContext {
  /** The folder that relative paths count from. */
  readonly folder: string;
  readonly cache: Cache;
  readonly colour: boolean;
  readonly onDiagnostics: (text: string) => void;
  readonly onProgress: (what: string) => void;
}

const LINKER = "rust-linker.js";
const C_TOOLS = "rust-c-tools.js";
const CLI = "cli.js";
const DEFAULT_EDITION = "2024";

/**
 * @throws {UsageError} if there is no Rust that can be used
 * @throws {CompileError} if rustc refuses
 */
export async function compileCrate(
  source: string,
  options: BuildOptions,
  context: RustContext,
): Promise<RustParts> {
  const { rustFlags } = options;
  const toolchain = findRust(process.env);
  const home = defaultCacheFolder(process.env);
  const panic = rustFlags.includes("-Cpanic=abort") ? "abort" : "unwind";
  const library = await standardLibrary(toolchain, panic, home, context.onProgress);
  const args = compilerArguments(source, options, context, library);
  const asked = [...recipe(), toolchain.version, JSON.stringify(args)];
  const before = new CompiledCrates(context.cache, asked, context.folder);
  const isAlone = usesNoOthers(options);
  let crate = isAlone ? before.find() : undefined;
  if (!crate) {
    context.onProgress(`compiling ${source}`);
    const made = await runCompiler(toolchain.rustc, source, args, context.folder);
    if (isAlone) before.keep(made, made.dependencies);
    crate = made;
  }
  if (crate.diagnostics) context.onDiagnostics(crate.diagnostics);
  return partsOf(crate.record, library);
}

function compilerArguments(
  source: string,
  { optimization, edition, rustFlags, libraryFolders }: BuildOptions,
  { folder, colour }: RustContext,
  { sysroot }: StandardLibrary,
): string[] {
  return [
    ...["--sysroot", sysroot, "--target", TARGET],
    ...["--edition", edition ?? DEFAULT_EDITION, "--color", colour ? "always" : "never"],
    // One object: two runs of rustc then give the same bytes.
    ...["-Ccodegen-units=1", ...userFlags(optimization)],
    // Reports name files from here; so does an object that is the same wherever this is.
    `--remap-path-prefix=${folder}=.`,
    ...libraryFolders.map((path) => `-L${path}`),
    ...rustFlags,
    source,
  ];
}

/** Whether nothing but the standard library and the crate's own files can go into the crate. */
function usesNoOthers({ rustFlags, libraryFolders }: BuildOptions): boolean {
  return libraryFolders.length === 0 && !rustFlags.some((flag) => OTHERS.test(flag));
}

const OTHERS = /^(-L|-l|--extern|-C(link|incremental|profile-use))/;

async function runCompiler(
  rustc: string,
  source: string,
  args: readonly string[],
  folder: string,
): Promise<CompiledCrate & { readonly dependencies: string }> {
  const scratch = mkdtempSync(join(tmpdir(), "antecede-rust-"));
  try {
    const output = join(scratch, "linked");
    const dependencies = join(scratch, "dependencies");
    const emit = `--emit=link=${output},dep-info=${dependencies}`;
    const linker = [`-Clinker=${writeLinker(scratch)}`, "-Clinker-flavor=wasm-ld"];
    const { status, text } = await run(rustc, [...linker, emit, ...args], folder, process.env);
    if (status !== 0) throw new CompileError(`${source} doesn't compile`, text);
    return {
      record: readFileSync(output),
      diagnostics: text,
      dependencies: readFileSync(dependencies, "utf8"),
    };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/**
 * A program that runs linker.ts by this Node.js. Its name says which: of another version's, cargo
 * links anew.
 */
export function writeLinker(folder: string): string {
  return writeTool(folder, "linker", [LINKER]);
}

/** The compilers and the archiver of build scripts, by the variable that names each. */
export function writeCTools(folder: string): NodeJS.ProcessEnv {
  const target = TARGET.replaceAll("-", "_");
  // The crate cc takes a program for clang by its name.
  return {
    [`CC_${target}`]: writeTool(folder, "clang", [C_TOOLS, "cc", CLI]),
    [`CXX_${target}`]: writeTool(folder, "clang++", [C_TOOLS, "cc", CLI]),
    [`AR_${target}`]: writeTool(folder, "ar", [C_TOOLS, "ar"]),
  };
}

/** @param words a script of `dist/`, and its first arguments; what ends in .js is of `dist/` too */
function writeTool(folder: string, name: string, words: readonly string[]): string {
  const paths = words.map((word) => (word.endsWith(".js") ? assetPath(word) : word));
  const text = `exec ${[process.execPath, ...paths].map((word) => `"${word}"`).join(" ")} "$@"`;
  const [script = ""] = words;
  const path = join(folder, `${name}-${contentKey([text, readAsset(script)])}`);
  // Written anew it would be busy while another process runs it.
  return existsSync(path) ? path : writeScript(path, text);
}

/** What to link, from what our linker wrote in place of a program. */
export function partsOf(output: Uint8Array, library: StandardLibrary): RustParts {
  const { objects, archives } = readLinkRecord(output);
  const isStandard = (path: string) => path.startsWith(library.folder + sep);
  const crates = archives
    .filter((path) => !isStandard(path))
    .map((path) => ({
      name: `${basename(path).replace(/\.(rlib|a)$/, "")}.a`,
      bytes: writeArchive(objectsOf(readFileSync(path))),
    }));
  return {
    objects: objects.map(({ name, data }) => ({ name, bytes: withCallableMain(data) })),
    archives: [...crates, { name: "std.a", bytes: readFileSync(library.archive) }],
  };
}
