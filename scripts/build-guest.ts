/**
 * Builds what is linked into users' programs, into dist/guest:
 *
 *   libantecede.a     our own runtime, all of guest/**.c
 *   libc.a            the compiler's libc, its symbols renamed so that ours come before it, and
 *                     the small libraries that go with it
 *   libc++.a          the C++ library (cxx-library.ts)
 *   include/          our headers, to be searched before the sysroot's
 *   include-c++/      ours for C++, to be searched before all others
 *   intercepted.json  functions that calls must really reach: compile users' code with
 *                     -fno-builtin-<name> for each
 *
 * How libc's symbols are renamed (guest/libc/intercept.h says what for):
 *   1. X is marked INTERCEPTOR in our sources: libc's definition of X, and all references to it in
 *      libc and in our own objects, become `__real_X`.
 *   2. Any other X that we define: only libc's definition becomes `__real_X`, libc uses ours.
 */
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type ArchiveMember, readArchive, writeArchive } from "../src/toolchain/archive.ts";
import { renameSymbols, symbolsOf } from "../src/toolchain/wasm-object.ts";
import { CXX_LIBRARIES, cxxFlags, isInstrumented, precompiledMembers } from "./cxx-library.ts";
import { compileObjects } from "./guest-objects.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const GUEST = join(ROOT, "guest");
const OUT = join(ROOT, "dist", "guest");
const CACHE = join(ROOT, "dist", "cache", "guest");
const STAMP = "stamp";
const COMPILER = join(ROOT, "node_modules", "@yowasp", "clang");
const LIBC_LONG_DOUBLE = "lib/wasm32-wasip1/libc-printscan-long-double.a";
/** strsignal and psignal, longjmp, and the compiler's helper functions have files of their own. */
const LIBC: readonly string[] = [
  "lib/wasm32-wasip1/libc.a",
  "lib/wasm32-wasip1/libwasi-emulated-signal.a",
  "lib/wasm32-wasip1/libsetjmp.a",
  "lib/wasm32-unknown-wasip1/libclang_rt.builtins.a",
];

const FLAGS: readonly string[] = [
  ...["--target=wasm32-wasip1", "-std=c17", "-O2", "-g0", "-Wall", "-Wextra", "-fno-builtin"],
  ...["-matomics", "-mbulk-memory", "-isystem", "guest/include", "-I", "guest"],
  ...["-mllvm", "-wasm-enable-sjlj", "-mllvm", "-wasm-use-legacy-eh=false"],
];

const REAL = "__real_";
const NONE: ReadonlySet<string> = new Set();
/** A marked function definition begins a line; its name stands before the first parenthesis. */
const MARKED = /^(?:INTERCEPTOR|REPLACEMENT)\b[^()]*?(\w+)\(/gm;
const INTERCEPTOR = "INTERCEPTOR";

await build();

async function build(): Promise<void> {
  const files = filesUnder("guest");
  const key = stamp(files);
  const done = join(OUT, STAMP);
  if (existsSync(done) && readFileSync(done, "utf8") === key) return;
  const ours = await objectsOf(files, ".c");
  const cxx = await objectsOf(files, ".cc");
  const resources = readTar(readFileSync(join(COMPILER, "gen", "llvm-resources.tar")));
  const libc = libcMembers(resources);
  const marked = files.filter((file) => file.endsWith(".c")).flatMap(markedIn);
  const intercepted = new Set(marked.filter(({ mark }) => mark === INTERCEPTOR).map(nameOf));
  const replaced = new Set([...intercepted, ...ours.flatMap(({ data }) => definitions(data))]);
  const newOurs = ours.map((member) => renamed(member, intercepted, NONE));
  // Calls by instrumented parts of the C++ library are the user's own, and stay so.
  const newCxx = cxx.map((member) =>
    isInstrumented(member.name) ? member : renamed(member, intercepted, NONE),
  );
  const cxxArchives = CXX_LIBRARIES.map((path) => resourceIn(resources, path));
  const newLibc = libc.map((member) => renamed(member, intercepted, replaced));
  const newLibrary = precompiledMembers(cxxArchives, newCxx);
  demandOriginals([...newOurs, ...newCxx], [...newLibc, ...newLibrary]);
  // Whoever runs a program meanwhile sees the old runtime or the new one, not a part of either.
  const fresh = `${OUT}-${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  writeFileSync(join(fresh, "libantecede.a"), writeArchive(newOurs));
  writeFileSync(join(fresh, "libc.a"), writeArchive(newLibc));
  writeFileSync(join(fresh, "libc++.a"), writeArchive([...newCxx, ...newLibrary]));
  writeFileSync(
    join(fresh, "intercepted.json"),
    `${JSON.stringify(marked.map(nameOf).sort(), null, 1)}\n`,
  );
  cpSync(join(GUEST, "include"), join(fresh, "include"), { recursive: true });
  cpSync(join(GUEST, "cxx", "include"), join(fresh, "include-c++"), { recursive: true });
  writeFileSync(join(fresh, STAMP), key);
  rmSync(OUT, { recursive: true, force: true });
  renameSync(fresh, OUT);
  console.log(
    `guest: ${ours.length + cxx.length} objects, ${intercepted.size} functions intercepted`,
  );
}

function objectsOf(files: readonly string[], ending: ".c" | ".cc"): Promise<ArchiveMember[]> {
  const isCxx = ending === ".cc";
  const isHeader = (file: string) =>
    file.endsWith(".h") || (isCxx && file.startsWith("guest/cxx/include/"));
  return compileObjects({
    root: ROOT,
    headers: files.filter((file) => isHeader(file) && (isCxx || !file.startsWith("guest/cxx/"))),
    sources: files.filter((file) => file.endsWith(ending)),
    flags: isCxx ? cxxFlags : () => FLAGS,
    cache: join(CACHE, isCxx ? "c++" : "c"),
    version: readFileSync(join(COMPILER, "package.json"), "utf8"),
  });
}

function filesUnder(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length))
    .sort();
}

function stamp(guestFiles: readonly string[]): string {
  const inputs = [
    ...guestFiles,
    ...["build-guest", "cxx-library", "guest-objects"].map((name) => `scripts/${name}.ts`),
    "src/toolchain/archive.ts",
    "src/toolchain/wasm-object.ts",
    "node_modules/@yowasp/clang/package.json",
  ];
  const hash = createHash("sha256");
  for (const file of inputs) hash.update(`${file}\0`).update(readFileSync(join(ROOT, file)));
  return hash.digest("hex");
}

/** Regular files of a ustar archive, by path. */
function readTar(bytes: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  const text = (start: number, size: number): string =>
    bytes.toString("latin1", start, start + size).replace(/\0.*$/s, "");
  for (let at = 0; at + 512 <= bytes.length && bytes[at] !== 0; ) {
    const size = Number.parseInt(text(at + 124, 12), 8);
    const prefix = text(at + 345, 155);
    const name = (prefix ? `${prefix}/` : "") + text(at, 100);
    files.set(name.replace(/^\.\//, ""), bytes.subarray(at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}

function resourceIn(resources: ReadonlyMap<string, Buffer>, path: string): Buffer {
  const data = resources.get(path);
  if (!data) throw new Error(`the compiler's sysroot has no ${path}`);
  return data;
}

/** libc, with the members for long double in printf and scanf in place of its reduced ones. */
function libcMembers(resources: ReadonlyMap<string, Buffer>): ArchiveMember[] {
  const members = (path: string) => readArchive(resourceIn(resources, path));
  const longDouble = members(LIBC_LONG_DOUBLE);
  const better = new Set(longDouble.flatMap(({ data }) => definitions(data)));
  const rest = LIBC.flatMap(members).filter(
    ({ data }) => !definitions(data).some((name) => better.has(name)),
  );
  return [...longDouble, ...rest];
}

function definitions(object: Uint8Array): string[] {
  return symbolsOf(object)
    .filter((symbol) => symbol.defined && !symbol.local)
    .map((symbol) => symbol.name);
}

interface Marked {
  readonly name: string;
  readonly mark: string;
}

function nameOf(marked: Marked): string {
  return marked.name;
}

function markedIn(file: string): Marked[] {
  const source = readFileSync(join(ROOT, file), "utf8");
  return [...source.matchAll(MARKED)].map(([text, name = ""]) => ({
    name,
    mark: text.startsWith(INTERCEPTOR) ? INTERCEPTOR : "REPLACEMENT",
  }));
}

/**
 * An object with its references to intercepted functions sent to the originals. `replaced`: names
 * of which the object's own definition, being libc's, gives way to ours.
 */
function renamed(
  { name, data }: ArchiveMember,
  intercepted: ReadonlySet<string>,
  replaced: ReadonlySet<string>,
): ArchiveMember {
  const object = renameSymbols(data, (symbol) => {
    const moves = symbol.defined ? replaced.has(symbol.name) : intercepted.has(symbol.name);
    return moves && !symbol.local ? REAL + symbol.name : symbol.name;
  });
  return { name, data: object };
}

// Undefined functions would become imports: the link of a user's program can't find this mistake.
function demandOriginals(
  ours: readonly ArchiveMember[],
  originals: readonly ArchiveMember[],
): void {
  const defined = new Set(originals.flatMap(({ data }) => definitions(data)));
  const missing = ours
    .flatMap(({ data }) => symbolsOf(data))
    .filter(({ name }) => name.startsWith(REAL) && !defined.has(name));
  if (!missing.length) return;
  throw new Error(
    `libc and libc++ have no ${[...new Set(missing.map(({ name }) => name))].join(", ")}`,
  );
}
