import { renameSymbols, shapeOf } from "./wasm-object.ts";

/**
 * Clang gives `int main(void)` and `int main(int, char **)` symbols of their own for WebAssembly, and
 * leaves any other main (with a third parameter, or without a result) under a name that libc's start
 * doesn't call. guest/libc/start.c does, by these names.
 */
const UNUSUAL: Readonly<Record<string, string>> = {
  "0 0": "antecede_main_0_void",
  "2 0": "antecede_main_2_void",
  "3 0": "antecede_main_3_void",
  "1 1": "antecede_main_1",
  "3 1": "antecede_main_3",
};

/** The object, with a main of an unusual type under the name that our start calls. */
export function withCallableMain(object: Uint8Array): Uint8Array {
  const shape = shapeOf(object, "main");
  const name = shape && UNUSUAL[`${shape.parameters} ${shape.results}`];
  if (!name) return object;
  return renameSymbols(object, (symbol) => (symbol.name === "main" ? name : symbol.name));
}
