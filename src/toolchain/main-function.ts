import { renameSymbols, shapeOf, symbolsOf } from "./wasm-object.ts";

/** What clang makes of `int main(void)` and `int main(int, char **)` for WebAssembly. */
const USUAL: readonly string[] = ["__main_void", "__main_argc_argv"];

/**
 * Any other main (with a third parameter, or without a result) can't be called by libc's start.
 * guest/libc/start.c calls it, by these names. By parameters and results:
 */
const UNUSUAL: Readonly<Record<string, string>> = {
  "0 0": "antecede_main_0_void",
  "2 0": "antecede_main_2_void",
  "3 0": "antecede_main_3_void",
  "1 1": "antecede_main_1",
  "3 1": "antecede_main_3",
};

/** A usual main that has only its plain name: one of Rust's, under `#![no_main]`. */
const PLAIN: Readonly<Record<string, string>> = {
  "0 1": "__main_void",
  "2 1": "__main_argc_argv",
};

const ALL: ReadonlySet<string> = new Set([...USUAL, ...Object.values(UNUSUAL)]);

/** The object, with its main under a name that our start or libc's calls. */
export function withCallableMain(object: Uint8Array): Uint8Array {
  const names = USUAL.some((name) => shapeOf(object, name)) ? UNUSUAL : { ...PLAIN, ...UNUSUAL };
  for (const old of ["main", ...USUAL]) {
    const shape = shapeOf(object, old);
    const name = shape && names[`${shape.parameters} ${shape.results}`];
    if (name) return renameSymbols(object, (symbol) => (symbol.name === old ? name : symbol.name));
  }
  return object;
}

/**
 * Whether an object, after withCallableMain, has a main that can be called. The linker can't find
 * out that a program has none: libc refers to main weakly.
 */
export function definesMain(object: Uint8Array): boolean {
  return symbolsOf(object).some((symbol) => symbol.defined && ALL.has(symbol.name));
}
