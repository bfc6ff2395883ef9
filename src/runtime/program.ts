/** A linked program, ready to be run any number of times. */
import { type PreparedProgram, prepare } from "../toolchain/prepare.ts";

export interface LoadedProgram {
  /** What reports call it. */
  readonly name: string;
  readonly module: WebAssembly.Module;
  readonly memoryPages: number;
  readonly prepared: PreparedProgram;
  /** The file that `antecede cc` would write: with debug information. */
  readonly linked: Uint8Array;
  /** How it was compiled, for the report's header. */
  readonly judged: string;
}

/**
 * @param linked a program as `antecede cc` writes it
 * @throws {AntecedeError} if it is no such program
 */
export function load(linked: Uint8Array, name: string, judged: string): LoadedProgram {
  const prepared = prepare(linked, name);
  const module = new WebAssembly.Module(prepared.bytes);
  return { name, module, memoryPages: prepared.memoryPages, prepared, linked, judged };
}
