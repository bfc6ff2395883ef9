/**
 * Which way inserted branches mostly go: the section `metadata.code.branch_hint` of WebAssembly. V8
 * then moves a check's rare side, the call of the engine, out of the loop, and keeps the loop's
 * values in registers.
 */
import type { Edit } from "./function-code.ts";
import { LIKELY, leb, UNLIKELY } from "./wasm-binary.ts";

const NAME = [...new TextEncoder().encode("metadata.code.branch_hint")];
const ONE_BYTE = 1;
const MOSTLY_FALSE = 0;
const MOSTLY_TRUE = 1;

export interface EditedFunction {
  /** In the module that is written. */
  readonly index: number;
  /** Where its body begins in the source, after its size. */
  readonly start: number;
  readonly edits: readonly Edit[];
}

/** The contents of the custom section; undefined if there is nothing to say. */
export function branchHints(functions: readonly EditedFunction[]): number[] | undefined {
  const bytes: number[] = [];
  let count = 0;
  for (const edited of functions) {
    const hints = hintsOf(edited);
    if (hints.count === 0) continue;
    count++;
    append(bytes, [...leb(edited.index), ...leb(hints.count)]);
    append(bytes, hints.bytes);
  }
  if (count === 0) return undefined;
  return [...leb(NAME.length), ...NAME, ...leb(count)].concat(bytes);
}

/**
 * Which functions V8 is to optimize when they are first called: the section
 * `metadata.code.compilation_priority` of WebAssembly's compilation hints. V8 cannot replace code
 * that runs, and one call of a function with a loop may be the whole program. Others begin in code
 * that is made at once, and are optimized on another thread once they have been called often.
 */
export function priorities(functions: readonly number[]): number[] {
  const name = [...new TextEncoder().encode("metadata.code.compilation_priority")];
  const bytes = [...leb(name.length), ...name, ...leb(functions.length)];
  for (const index of functions) append(bytes, [...leb(index), ...AT_ONCE]);
  return bytes;
}

/** For the whole function, two bytes: compiled and optimized first. */
const AT_ONCE = [0, 2, 0, 0];

/** Offsets count from the body's first byte. */
function hintsOf({ start, edits }: EditedFunction): { count: number; bytes: number[] } {
  const bytes: number[] = [];
  let count = 0;
  let moved = -start;
  for (const { at, skip, bytes: inserted } of edits) {
    inserted.forEach((byte, index) => {
      if (byte < UNLIKELY) return;
      const hint = byte & LIKELY ? MOSTLY_TRUE : MOSTLY_FALSE;
      count++;
      append(bytes, [...leb(at + moved + index), ONE_BYTE, hint]);
    });
    moved += inserted.length - skip;
  }
  return { count, bytes };
}

function append(bytes: number[], more: readonly number[]): void {
  for (const byte of more) bytes.push(byte);
}
