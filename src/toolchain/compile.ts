/**
 * From a source to an object with hooks, or to one from the cache.
 *
 * A source is judged as written: the hooks go in before optimization, so that an access which the
 * optimizer would drop is still seen; the code is optimized afterwards. With an explicit `-O1` or
 * higher the hooks go in last, as ThreadSanitizer does, and the program is judged as compiled.
 */
import { relative, resolve } from "node:path";
import { readAsset } from "../assets.ts";
import { CompileError, InternalError } from "../errors.ts";
import { namesAtomicFunction } from "./atomic-sections.ts";
import { hasBareAtomics, withAtomicCalls } from "./bare-atomics.ts";
import { type Cache, contentKey } from "./cache.ts";
import { tool } from "./client.ts";
import type { ToolResult, Tree } from "./compiler.ts";
import { OVERLAYS, treeOf } from "./compiler-files.ts";
import { filesOf, type SourceFiles } from "./includes.ts";
import { codeFlags, languageFlags, namesCStandard, namesCxxStandard } from "./language.ts";
import { withCallableMain } from "./main-function.ts";
import { type BuildOptions, isCxxSource } from "./options.ts";
import { precompiledHeader } from "./precompiled.ts";
import { adapted, GLIBC_FLAGS, isOfGlibc } from "./preprocessed.ts";
import { recipe } from "./recipe.ts";
import { STANDARD_OUTPUT } from "./standard-output.ts";
import { WEAK_HEADER_FLAGS, withoutHeaderNotes } from "./weak-header.ts";

export interface BuildContext {
  readonly cache: Cache;
  /** The folder that relative paths count from. */
  readonly folder: string;
  readonly colour: boolean;
  /** Columns to wrap diagnostics to; 0: don't. */
  readonly columns: number;
  /** Called with warnings, as clang prints them. */
  readonly onDiagnostics: (text: string) => void;
  /** Called as each file is begun: for a progress line. */
  readonly onProgress: (what: string) => void;
}

const TARGET = ["--target=wasm32-wasip1", "-matomics", "-mbulk-memory"];
const SETJMP = ["-mllvm", "-wasm-enable-sjlj", "-mllvm", "-wasm-use-legacy-eh=false"];
/** A division by zero that is undefined may come out as anything: as written it is a failure. */
const DIVISIONS = ["-fsanitize=integer-divide-by-zero", "-fsanitize-minimal-runtime"].flatMap(
  (flag) => ["-Xclang", flag],
);
const AS_WRITTEN = ["-O0", "-Xclang", "-disable-O0-optnone", ...DIVISIONS];
/**
 * Else LLVM's GlobalOpt makes a local of a static variable that one function alone uses, and
 * stores to before it loads, if that function doesn't call itself: an atomic that two threads in
 * it share, as in Peterson's algorithm, is then one of each.
 */
const AS_COMPILED = ["-fkeep-persistent-storage-variables"];
const OUTPUT = ["-c", "-o", STANDARD_OUTPUT];
const HOOKS = ["-Xclang", "-fsanitize=thread", "-mllvm", "-tsan-instrument-func-entry-exit=0"];
/** Fused multiply-add is a call to the hooks' pass, and defeats its merging of accesses. */
const LANGUAGE = [
  ...["-g", "-ffp-contract=off", "-fdebug-compilation-dir=.", "-pthread"],
  // By which antecede.h, and a program, knows that it is compiled here.
  "-D__ANTECEDE__=1",
  // Without -fopenmp its pragmas are passed over, which is better said once.
  ...["-Wsource-uses-openmp", "-Wno-error=source-uses-openmp"],
];

/**
 * Compiles one source.
 *
 * @returns an object
 * @throws {CompileError} if the compiler refuses
 */
export async function compile(
  source: string,
  options: BuildOptions,
  context: BuildContext,
): Promise<Uint8Array> {
  const found = filesOf(source, options, context.folder);
  const isGlibc = isOfGlibc(source, found, context.folder);
  const files = isGlibc ? adapted(source, found, context.folder) : found;
  const args = compilerArguments(source, options, context);
  if (isGlibc) args.push(...GLIBC_FLAGS);
  const key = `${compileKey(files, [...args, source], options, context)}.o`;
  const diagnosticsKey = `${key}.txt`;
  const cached = context.cache.get(key);
  if (cached) {
    const diagnostics = context.cache.get(diagnosticsKey);
    if (diagnostics) context.onDiagnostics(Buffer.from(diagnostics).toString("utf8"));
    return cached;
  }
  context.onProgress(`compiling ${source}`);
  const tree = treeOf(source, files, context.folder);
  const inlining = namesAtomicFunction(files.values()) ? ["-fno-inline"] : [];
  const code = [...SETJMP, ...codeFlags(source, options), ...inlining];
  const optimization = options.optimization ? [options.optimization, ...AS_COMPILED] : AS_WRITTEN;
  const hooked = [...optimization, ...HOOKS, ...code];
  const flags = [...args, ...hooked];
  const emission = options.optimization ? [] : ["-emit-llvm"];
  const end = [...emission, ...OUTPUT, source];
  const text = Buffer.from(files.get(resolve(context.folder, source)) ?? "").toString("latin1");
  const mayPrecompile = isCxxSource(source) && options.forcedIncludes.length === 0;
  const header = mayPrecompile && (await precompiledHeader(text, flags, context.cache));
  let result: ToolResult | undefined;
  if (header) {
    const args = [...flags, ...header.flags, ...end];
    result = await tool("clang", args, { ...tree, ...header.files }, STANDARD_OUTPUT);
  }
  // What it has to say with the header may be due to the header.
  if (!result?.ok) result = await tool("clang", [...flags, ...end], tree, STANDARD_OUTPUT);
  const diagnostics = withoutHeaderNotes(result.diagnostics);
  if (!result.ok || !result.output) {
    throw refused(source, diagnostics, standardHint(source, options, diagnostics));
  }
  if (diagnostics) context.onDiagnostics(diagnostics);
  const finish = (compiled: Uint8Array) =>
    options.optimization ? compiled : optimize(compiled, source, code);
  let compiled = await finish(result.output);
  if (hasBareAtomics(compiled)) {
    const rest = [...hooked, ...emission];
    compiled = await finish(await withAnnouncedAtomics([...flags, source], rest, tree));
  }
  const object = withCallableMain(compiled);
  context.cache.put(key, object);
  if (diagnostics) context.cache.put(diagnosticsKey, Buffer.from(diagnostics));
  return object;
}

/**
 * By way of LLVM's text, in which atomic operations that the pass passes over become calls.
 *
 * @param args of the compiler, which has taken them before
 * @param rest those of them that concern what comes after the text
 */
async function withAnnouncedAtomics(
  args: readonly string[],
  rest: readonly string[],
  tree: Tree,
): Promise<Uint8Array> {
  const toText = ["-Xclang", "-disable-llvm-passes", "-w", "-S", "-emit-llvm", ...OUTPUT.slice(1)];
  const text = await outputOf([...args, ...toText], tree);
  const changed = withAtomicCalls(Buffer.from(text).toString("utf8"));
  const end = ["-x", "ir", "/in.ll", ...OUTPUT];
  return outputOf([...TARGET, "-w", ...rest, ...end], { "in.ll": changed });
}

async function outputOf(args: readonly string[], tree: Tree): Promise<Uint8Array> {
  const result = await tool("clang", args, tree, STANDARD_OUTPUT);
  if (!result.ok || !result.output) throw new InternalError(result.diagnostics);
  return result.output;
}

/**
 * Compiles several, side by side. What the compiler says of them, and which error is thrown, are
 * those of one after the other.
 */
export async function compileAll(
  sources: readonly string[],
  options: BuildOptions,
  context: BuildContext,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const units = [...new Set(sources)].map((source) => {
    const said: string[] = [];
    const own = { ...context, onDiagnostics: (text: string) => void said.push(text) };
    const compiled = compile(source, options, own);
    // It is awaited below, unless one before it fails.
    compiled.catch(() => {});
    return { source, said, compiled };
  });
  const objects = new Map<string, Uint8Array>();
  for (const { source, said, compiled } of units) {
    objects.set(source, await compiled);
    for (const text of said) context.onDiagnostics(text);
  }
  return objects;
}

/** Clang doesn't say of what it misses that an earlier standard had it, or a later one has. */
function standardHint(
  source: string,
  { compilerFlags }: BuildOptions,
  diagnostics: string,
): string | undefined {
  if (!isCxxSource(source)) {
    const isLater = !namesCStandard(compilerFlags) && C23.test(diagnostics);
    return isLater ? "without -std= this is C17; try -std=c23" : undefined;
  }
  if (namesCxxStandard(compilerFlags)) return undefined;
  const other = OTHER_STANDARDS.find(({ shows }) => shows.test(diagnostics));
  return other && `without -std= this is C++20; try -std=${other.standard}`;
}

/** Names that C23 has of its own. Newer compilers begin there. */
const C23 =
  /(type name|identifier) '(bool|true|false|nullptr|constexpr|thread_local|static_assert)'/;

const OTHER_STANDARDS = [
  { standard: "c++17", shows: /\bchar8_t\b|'(result_of|uncaught_exception|raw_storage_iterator)'/ },
  { standard: "c++23", shows: /\bin namespace 'std'|is a C\+\+2\d extension/ },
];

/** The second half of judging as written: the code, hooks and all, optimized. */
async function optimize(
  bitcode: Uint8Array,
  source: string,
  code: readonly string[],
): Promise<Uint8Array> {
  const args = [...TARGET, "-O2", ...code, "-x", "ir", "/in.bc", ...OUTPUT];
  const result = await tool("clang", args, { "in.bc": bitcode }, STANDARD_OUTPUT);
  if (!result.ok || !result.output)
    throw refused(source, result.diagnostics.replaceAll(QUOTED_BITCODE, `${source}: $1`));
  return result.output;
}

/** A complaint about the second half's input, with the line that it quotes. */
const QUOTED_BITCODE = /^\/in\.bc(?::\d+)*: (.*\n) *\d+ \|.*\n *\|.*\n/gm;

/** @param otherwise the hint, if nothing here says more */
function refused(source: string, diagnostics: string, otherwise?: string): CompileError {
  const hint = /\binline asm\b|constraint '.*' in asm/.test(diagnostics)
    ? ASSEMBLY_HINT
    : otherwise;
  return new CompileError(`${source} doesn't compile`, diagnostics, hint);
}

const ASSEMBLY_HINT =
  "programs become WebAssembly, which has no instructions of a processor: only empty inline " +
  "assembly, pauses and fences can be compiled; under #ifdef __ANTECEDE__ use <stdatomic.h>";

function compilerArguments(source: string, options: BuildOptions, context: BuildContext): string[] {
  return [
    ...TARGET,
    ...LANGUAGE,
    ...interceptedFlags(),
    context.colour ? "-fcolor-diagnostics" : "-fno-color-diagnostics",
    `-fmessage-length=${context.columns}`,
    `-working-directory=${context.folder}`,
    "-ivfsoverlay",
    "/overlay.yaml",
    ...options.includeFolders.flatMap(({ flag, folder }) => [flag, folder]),
    ...(isCxxSource(source) ? ["-isystem", `/antecede/${OVERLAYS["c++"]}`] : []),
    ...["-isystem", `/antecede/${OVERLAYS.c}`],
    ...languageFlags(source, options),
    // What was preprocessed takes no more headers, and clang remarks on flags that say where.
    ...(source.endsWith(".ii") ? ["-Wno-unused-command-line-argument"] : WEAK_HEADER_FLAGS),
  ];
}

let intercepted: string[] | undefined;

/** Calls that the runtime watches must reach it: clang may not put its own code in their place. */
function interceptedFlags(): string[] {
  const json = Buffer.from(readAsset("guest/intercepted.json")).toString("utf8");
  intercepted ??= (JSON.parse(json) as string[]).map((name) => `-fno-builtin-${name}`);
  return intercepted;
}

function compileKey(
  files: SourceFiles,
  args: readonly string[],
  options: BuildOptions,
  context: BuildContext,
): string {
  const contents = [...files].flatMap(([path, bytes]) => [relative(context.folder, path), bytes]);
  return contentKey([
    ...recipe(),
    options.optimization ?? "as written",
    // The folder's own place in the machine doesn't matter.
    JSON.stringify(args).replaceAll(context.folder, "."),
    ...contents,
  ]);
}
