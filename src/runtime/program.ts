/** A linked program, ready to be run any number of times. */
import { setFlagsFromString } from "node:v8";
import type { DetectorOptions } from "../detector/options.ts";
import { type PreparedProgram, prepare } from "../toolchain/prepare.ts";
import { type Kept, preparedFrom } from "../toolchain/prepared-cache.ts";

/** What runs take of it; other threads can be handed this, the compiled code with it. */
export interface RunnableProgram {
  readonly module: WebAssembly.Module;
  readonly memoryPages: number;
  readonly shapes: PreparedProgram["shapes"];
  readonly users: PreparedProgram["users"];
  /** Whose hooks are in the module. */
  readonly detector: DetectorOptions;
}

export interface LoadedProgram extends RunnableProgram {
  /** What reports call it. */
  readonly name: string;
  readonly prepared: PreparedProgram;
  /** The file that `antecede cc` would write: with debug information. */
  readonly linked: Uint8Array;
  /** How it was compiled, for the report's header. */
  readonly judged: string;
}

/**
 * @param linked a program as `antecede cc` writes it
 * @param kept where it has been linked to, if what is made of it shall be kept there
 * @throws {AntecedeError} if it is no such program
 */
export function load(
  linked: Uint8Array,
  name: string,
  judged: string,
  detector: DetectorOptions,
  kept?: Kept,
): LoadedProgram {
  const prepared = kept
    ? preparedFrom(linked, name, detector.name, kept)
    : prepare(linked, name, detector.name);
  // The replay of another program may have turned it off.
  setFlagsFromString("--wasm-tier-up");
  const module = new WebAssembly.Module(prepared.bytes);
  const { memoryPages, shapes, users, isRust } = prepared;
  return {
    ...{ name, module, memoryPages, shapes, users, prepared, linked, judged },
    detector: { ...detector, mixedSizesRace: isRust },
  };
}

/**
 * The same program in code of V8's baseline compiler, to be run for its stacks: in optimized code a
 * call within a try block has no position, so that the frame's line is lost.
 */
export function withPositions(program: LoadedProgram): LoadedProgram {
  if (!program.prepared.hasHandlers) return program;
  const compiled = positioned.get(program.prepared);
  if (compiled) return { ...program, module: compiled };
  setFlagsFromString("--no-wasm-tier-up");
  // Other bytes by an empty custom section: else V8 would take the code that it has.
  const { bytes } = program.prepared;
  const other = new Uint8Array(bytes.length + EMPTY_SECTION.length);
  other.set(bytes);
  other.set(EMPTY_SECTION, bytes.length);
  setFlagsFromString("--no-experimental-wasm-compilation-hints");
  const module = new WebAssembly.Module(other);
  setFlagsFromString("--experimental-wasm-compilation-hints");
  positioned.set(program.prepared, module);
  return { ...program, module };
}

/** By program: an explanation replays it more than once. */
const positioned = new WeakMap<PreparedProgram, WebAssembly.Module>();

/** Custom (0), one byte long, its name empty. */
const EMPTY_SECTION = [0, 1, 0];
