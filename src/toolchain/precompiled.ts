/**
 * A precompiled header for C++ programs that use the library: parsing its headers takes most of a
 * compilation. The first such program makes it, into the cache; later ones with the same flags
 * begin where it ends.
 *
 * It holds more than a program includes. A program that doesn't compile with it, because it has
 * names of its own that now mean two things, is compiled without (compile.ts).
 */
import type { Cache } from "./cache.ts";
import { contentKey } from "./cache.ts";
import { tool } from "./client.ts";
import type { Tree } from "./compiler.ts";
import { overlayHeaders } from "./compiler-files.ts";
import { recipe } from "./recipe.ts";
import { STANDARD_OUTPUT } from "./standard-output.ts";

export interface PrecompiledHeader {
  readonly flags: readonly string[];
  /** To be added to the compiler's files. */
  readonly files: Tree;
}

/** Every one includes most of what costs time. */
const HEAVY = new Set([
  ...["barrier", "chrono", "condition_variable", "format", "fstream", "functional", "future"],
  ...["iomanip", "iostream", "latch", "locale", "memory", "mutex", "ostream", "print", "queue"],
  ...["random", "regex", "semaphore", "shared_mutex", "sstream", "stop_token", "string", "thread"],
]);
/** Those that many programs use, and no header that a macro of the program's may change. */
const HEADERS = [
  ...["algorithm", "array", "atomic", "chrono", "condition_variable", "cstdio", "cstdlib"],
  ...["cstring", "functional", "future", "iostream", "map", "memory", "mutex", "queue", "set"],
  ...["sstream", "stdexcept", "string", "thread", "tuple", "unordered_map", "utility", "vector"],
  // Of later standards: each is empty before its own.
  ...["barrier", "latch", "optional", "semaphore", "shared_mutex", "stop_token"],
];
const SOURCE = "antecede-precompiled.h";
const PRECOMPILED = "antecede-precompiled.pch";
/** Of a place: where sources stand has no part in the header. */
const OF_PLACE = /^(-working-directory=|-f(no-)?color-diagnostics$|-fmessage-length=)/;

/**
 * The header for a source, made now if need be.
 *
 * @param text of the source
 * @param flags of the compilation, all but its input and output
 * @returns undefined if the source would gain nothing, or may not use one
 */
export async function precompiledHeader(
  text: string,
  flags: readonly string[],
  cache: Cache,
): Promise<PrecompiledHeader | undefined> {
  if (cache.folder === undefined || !isWorthwhile(text)) return undefined;
  const at = flags.indexOf("-ivfsoverlay");
  const own = flags.filter(
    (flag, index) => !OF_PLACE.test(flag) && !(at >= 0 && (index === at || index === at + 1)),
  );
  const key = `${contentKey([...recipe(), JSON.stringify(own), HEADERS.join()])}.pch`;
  const bytes = cache.get(key) ?? (await makeOnce(key, own, cache));
  if (!bytes) return undefined;
  return {
    flags: ["-include-pch", `/${PRECOMPILED}`],
    files: { [PRECOMPILED]: bytes, [SOURCE]: contents() },
  };
}

/** Macros that the library looks at change what its headers mean. */
function isWorthwhile(text: string): boolean {
  if (/^[ \t]*#[ \t]*(define|undef)[ \t]+_[A-Z_]/m.test(text)) return false;
  const included = text.matchAll(/^[ \t]*#[ \t]*include[ \t]*<(\w+)>/gm);
  return [...included].some(([, name = ""]) => HEAVY.has(name));
}

/** By key: sources that are compiled side by side wait for the same one. */
const making = new Map<string, Promise<Uint8Array | undefined>>();

function makeOnce(
  key: string,
  flags: readonly string[],
  cache: Cache,
): Promise<Uint8Array | undefined> {
  const known = making.get(key);
  if (known) return known;
  const made = make(flags).then((bytes) => {
    if (bytes) cache.put(key, bytes);
    return bytes;
  });
  making.set(key, made);
  return made;
}

async function make(flags: readonly string[]): Promise<Uint8Array | undefined> {
  const args = [
    ...flags,
    ...["-Xclang", "-fpch-instantiate-templates", "-x", "c++-header", `/${SOURCE}`],
    ...["-o", STANDARD_OUTPUT],
  ];
  const files = { [SOURCE]: contents(), antecede: overlayHeaders() };
  return (await tool("clang", args, files, STANDARD_OUTPUT)).output;
}

function contents(): string {
  return HEADERS.map((name) => `#include <${name}>\n`).join("");
}
