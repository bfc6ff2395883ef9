/**
 * Functions that run as one: programs of the software verification competition (SV-COMP) name them
 * `__VERIFIER_atomic_…`. Each begins and ends a section of guest/threads/verifier.c, as programs do
 * themselves by the two functions that are named so too.
 */
import { namedFunctions, type OpenModule } from "./wasm-binary.ts";

const PREFIX = "__VERIFIER_atomic_";
const BEGIN = `${PREFIX}begin`;
const END = `${PREFIX}end`;

/** What must be linked with them. */
export const SECTION_FUNCTIONS: readonly string[] = [BEGIN, END];

/**
 * Whether a source, or what it includes, has such a function, which must not be inlined: no code
 * would be its own.
 */
export function namesAtomicFunction(files: Iterable<Uint8Array>): boolean {
  const named = new RegExp(`\\b${PREFIX}(?!(?:begin|end)\\b)`);
  return [...files].some((file) => named.test(Buffer.from(file).toString("latin1")));
}

/** @returns indices in the linked file */
export function atomicFunctions(module: OpenModule): ReadonlySet<number> {
  const found = namedFunctions(module, PREFIX);
  for (const [index, name] of found) if (SECTION_FUNCTIONS.includes(name)) found.delete(index);
  return new Set(found.keys());
}

/** What begins and ends a section, by its index; undefined if the program was linked without. */
export function sectionOf({ exports }: OpenModule): { begin: number; end: number } | undefined {
  const begin = exports.get(BEGIN)?.index;
  const end = exports.get(END)?.index;
  return begin === undefined || end === undefined ? undefined : { begin, end };
}
