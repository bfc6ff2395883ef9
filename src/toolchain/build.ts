/** From sources, objects and libraries to a linked program. */
import { readFileSync, statSync } from "node:fs";
import { basename, resolve } from "node:path";
import { readAsset } from "../assets.ts";
import { CompileError, InternalError, UnsupportedError, UsageError } from "../errors.ts";
import { PROGRAM_MEMORY_LIMIT } from "../layout/numbers.ts";
import { readArchive } from "./archive.ts";
import { atomicFunctions, SECTION_FUNCTIONS } from "./atomic-sections.ts";
import { contentKey } from "./cache.ts";
import { tool } from "./client.ts";
import { type BuildContext, compileAll } from "./compile.ts";
import type { Tree } from "./compiler.ts";
import { BY_PROGRAM } from "./engine-module.ts";
import { ATOMIC_LOADS, HOOKS } from "./hooks.ts";
import { usesCxx } from "./language.ts";
import { definesMain } from "./main-function.ts";
import { mismatchedNames } from "./mismatched-calls.ts";
import {
  type BuildOptions,
  BuildOptionsBuilder,
  isObject,
  isRustSource,
  isSource,
} from "./options.ts";
import { isOwnLibrary } from "./own-libraries.ts";
import { recipe } from "./recipe.ts";
import { compileCrate, type RustParts } from "./rust/crate.ts";
import { type OpenModule, openModule } from "./wasm-binary.ts";

export type { BuildContext };

export interface LinkedProgram {
  readonly bytes: Uint8Array;
  /** Hash of all that went in. */
  readonly key: string;
  readonly judged: string;
}

export interface BuildTimings {
  compileMs: number;
  linkMs: number;
}

/** 8 MiB, as on Linux. */
const MAIN_STACK_BYTES = 8 << 20;

/**
 * Compiles what must be compiled and links.
 *
 * @throws {UsageError} if a file is missing or is nothing that can be linked
 * @throws {CompileError} if the compiler or the linker refuses
 */
export async function build(
  options: BuildOptions,
  context: BuildContext,
  timings: BuildTimings,
): Promise<LinkedProgram> {
  if (options.inputs.length === 0) {
    throw new UsageError("no input files", "name one or more C or C++ sources");
  }
  for (const input of options.inputs) checkInput(input, context.folder);
  const started = performance.now();
  const objects: { name: string; bytes: Uint8Array }[] = [];
  const compiledUnits = await compileAll(options.inputs.filter(isSource), options, context);
  let rust: RustParts | undefined;
  for (const input of options.inputs) {
    if (isRustSource(input)) {
      if (rust) throw new UsageError(`${input}: a program has one Rust source, the crate's root`);
      rust = await compileCrate(input, options, context);
      continue;
    }
    objects.push({
      name: basename(input),
      bytes: compiledUnits.get(input) ?? readBinary(input, context.folder),
    });
  }
  demandMain([...objects, ...(rust?.objects ?? [])]);
  const compiled = performance.now();
  const linked = await link(objects, rust, options, context);
  timings.compileMs = compiled - started;
  timings.linkMs = performance.now() - compiled;
  return { ...linked, judged: options.optimization ?? "as written" };
}

/** Links a program that is all Rust, as cargo left it. */
export async function linkRust(
  parts: RustParts,
  judged: string,
  context: BuildContext,
): Promise<LinkedProgram> {
  const options = new BuildOptionsBuilder().finish();
  return { ...(await link([], parts, options, context)), judged };
}

/** The linker can't tell: libc refers to main weakly. An archive may hold it. */
function demandMain(objects: readonly { name: string; bytes: Uint8Array }[]): void {
  if (objects.some(({ name, bytes }) => name.endsWith(".a") || definesMain(bytes))) return;
  throw new CompileError("the program has no function main", "", "name the file that defines it");
}

/** `cc -c`: an object for each source. */
export async function compileOnly(
  options: BuildOptions,
  context: BuildContext,
): Promise<{ source: string; object: Uint8Array }[]> {
  if (options.inputs.length === 0) {
    throw new UsageError("no input files", "name one or more C or C++ sources");
  }
  for (const source of options.inputs) {
    checkInput(source, context.folder);
    if (isRustSource(source)) {
      throw new UsageError(`${source}: Rust is compiled and linked in one`, "leave out -c");
    }
    if (!isSource(source)) throw new UsageError(`${source}: not a source`);
  }
  const compiled = await compileAll(options.inputs, options, context);
  return [...compiled].map(([source, object]) => ({ source, object }));
}

function checkInput(input: string, folder: string): void {
  const status = statSync(resolve(folder, input), { throwIfNoEntry: false });
  if (!status) throw new UsageError(`${input}: no such file`);
  if (!status.isFile()) throw new UsageError(`${input}: not a file`);
  if (isSource(input) || isRustSource(input) || isObject(input)) return;
  throw new UsageError(
    `${input}: not a kind of file that Antecede takes`,
    "C sources end in .c, C++ in .cc or .cpp, Rust in .rs, objects in .o, libraries in .a, " +
      "programs in .wasm",
  );
}

/** The first bytes of an object for WebAssembly, and of a library. */
const OBJECT_MAGIC = "\0asm";
const ARCHIVE_MAGIC = "!<arch>\n";

function readBinary(input: string, folder: string): Uint8Array {
  const bytes = readFileSync(resolve(folder, input));
  const magic = input.endsWith(".a") ? ARCHIVE_MAGIC : OBJECT_MAGIC;
  if (bytes.subarray(0, magic.length).toString("latin1") === magic) return bytes;
  throw new UsageError(
    `${input}: not ${input.endsWith(".a") ? "a library" : "an object"} for WebAssembly`,
    "build it with `antecede cc -c`",
  );
}

// Linking.

/** Ours, in link order. */
const RUNTIME_LIBRARIES = ["libantecede.a", "libc.a"];
const CXX_LIBRARY = "libc++.a";
/** Of the C++ library, and known to libantecede.a by weak references. */
const CXX_RUNTIME = ["antecede_call_noexcept", "antecede_exempt_standard_streams"];
/** Member of the first, linked right after the user's objects: it ends the user's functions. */
const BOUNDARY = "boundary.o";

/** What prepare.ts looks for. */
const GUEST_EXPORTS = ["boundary", "ticks", "tick", ...BY_PROGRAM].map(
  (name) => `antecede_${name}`,
);

const LINK_FLAGS = [
  "--shared-memory",
  "--import-memory",
  `--max-memory=${PROGRAM_MEMORY_LIMIT}`,
  "--no-check-features",
  "--stack-first",
  "-z",
  `stack-size=${MAIN_STACK_BYTES}`,
  "--allow-undefined-file=/hooks.txt",
  ...["__stack_pointer", "__tls_base", ...GUEST_EXPORTS].map((name) => `--export=${name}`),
  ...["__tsan_default_options", "__tsan_default_suppressions", ...ATOMIC_LOADS.keys()].map(
    (name) => `--export-if-defined=${name}`,
  ),
  "--export-table",
  // SIG_HOLD, and SIG_IGN in what glibc's headers made, are the addresses 2 and 1: no function's.
  "--table-base=3",
];

async function link(
  objects: readonly { name: string; bytes: Uint8Array }[],
  rust: RustParts | undefined,
  options: BuildOptions,
  context: BuildContext,
): Promise<{ bytes: Uint8Array; key: string }> {
  const libraries = options.libraries
    .filter((name) => !isOwnLibrary(name))
    .map((name) => findLibrary(name, options, context.folder));
  const others = [...objects, ...libraries];
  const inputs = [...others, ...(rust?.objects ?? []), ...(rust?.archives ?? [])];
  const key = contentKey([
    ...recipe(),
    JSON.stringify(LINK_FLAGS),
    ...inputs.flatMap(({ name, bytes }) => [name, bytes]),
  ]);
  const cached = context.cache.get(`${key}.wasm`);
  if (cached) return { bytes: cached, key };
  context.onProgress("linking");
  const tree: Tree = { "hooks.txt": [...HOOKS.keys()].join("\n") };
  const paths = inputs.map(({ name, bytes }, index) => {
    tree[`${index}`] = { [name]: bytes };
    return `/${index}/${name}`;
  });
  // std, the last, has no C++.
  const isCxx = [...others, ...(rust?.archives.slice(0, -1) ?? [])].some(usesCxx);
  const runtime = isCxx ? [CXX_LIBRARY, ...RUNTIME_LIBRARIES] : RUNTIME_LIBRARIES;
  for (const name of runtime) tree[name] = readAsset(`guest/${name}`);
  tree[BOUNDARY] = boundaryObject();
  const args = [
    ...LINK_FLAGS,
    context.colour ? "--color-diagnostics" : "--no-color-diagnostics",
    ...paths,
    `/${BOUNDARY}`,
    ...(isCxx ? CXX_RUNTIME.map((name) => `--undefined=${name}`) : []),
    ...runtime.map((name) => `/${name}`),
    "-o",
    "/out.wasm",
  ];
  let bytes = await runLinker(args, tree);
  const kept = leftOut(openModule(bytes));
  if (kept.length > 0) bytes = await runLinker([...kept, ...args], tree);
  context.cache.put(`${key}.wasm`, bytes);
  return { bytes, key };
}

/** For the linker: what it has left out, since nothing calls it or only by another type. */
function leftOut(module: OpenModule): string[] {
  const sections = atomicFunctions(module).size > 0 ? SECTION_FUNCTIONS : [];
  const exported = [...mismatchedNames(module), ...sections];
  return [
    ...sections.map((name) => `--undefined=${name}`),
    ...exported.map((name) => `--export-if-defined=${name}`),
  ];
}

async function runLinker(args: readonly string[], tree: Tree): Promise<Uint8Array> {
  const result = await tool("wasm-ld", args, tree, "out.wasm");
  if (result.ok && result.output) return result.output;
  const text = result.diagnostics.replaceAll(/\/\d+\//g, "");
  const [, name] = /undefined symbol: ((?:__kmpc|__tgt|omp)_\w+)/.exec(text) ?? [];
  if (name) throw new UnsupportedError(`the part of OpenMP that needs ${name}`);
  throw new CompileError("the program doesn't link", text, linkHint(text));
}

function boundaryObject(): Uint8Array {
  const members = readArchive(readAsset("guest/libantecede.a"));
  const found = members.find(({ name }) => name === BOUNDARY);
  if (!found) throw new InternalError("the runtime has no boundary");
  return found.data;
}

function linkHint(diagnostics: string): string | undefined {
  if (!diagnostics.includes("undefined symbol")) return undefined;
  return "add the file or library (-l, -L) that defines it; Antecede has C's library and threads";
}

function findLibrary(name: string, options: BuildOptions, folder: string) {
  for (const from of options.libraryFolders) {
    const path = resolve(folder, from, `lib${name}.a`);
    if (statSync(path, { throwIfNoEntry: false })?.isFile()) {
      return { name: basename(path), bytes: readBinary(path, folder) };
    }
  }
  throw new UsageError(
    `-l${name}: no lib${name}.a in ${options.libraryFolders.join(", ") || "any folder of -L"}`,
    "libraries must be built for WebAssembly with `antecede cc -c`",
  );
}
