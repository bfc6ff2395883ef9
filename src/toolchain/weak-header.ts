/**
 * The header that comes before every source. LLVM's pass leaves out which compare-exchanges are
 * weak; macros of this header around the compiler's builtins tell the runtime. For inline assembly
 * it defines the assembler's macros: pauses and fences, which WebAssembly's own doesn't know.
 */
import { OVERLAYS } from "./compiler-files.ts";

const WEAK_HEADER = `/antecede/${OVERLAYS.c}/antecede-weak.h`;

/** Of a compilation, after the user's own. */
export const WEAK_HEADER_FLAGS: readonly string[] = [
  ...["-include", WEAK_HEADER],
  // Only -Weverything has it, and the macros rest on it.
  "-Wno-disabled-macro-expansion",
];

const COLOUR = String.raw`(?:\x1b\[[\d;]*m)*`;
/** A note on one of its macros, with the lines that it quotes. */
const NOTE = new RegExp(
  String.raw`^${COLOUR}${WEAK_HEADER}:.*note: .*\n(?:${COLOUR} *\d* \|.*\n)*`,
  "gm",
);

/** The compiler's diagnostics without what says nothing to the user. */
export function withoutHeaderNotes(diagnostics: string): string {
  return diagnostics.replaceAll(NOTE, "");
}
