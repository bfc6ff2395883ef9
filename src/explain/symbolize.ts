/**
 * From V8's stack traces to frames of the source: `parseWasmStack` finds the program's frames in
 * `new Error().stack`, `Symbolizer` asks the embedded llvm-symbolizer what stands at their offsets.
 *
 * Offsets. V8 gives, for the innermost frame and for every outer one alike, the offset of the call
 * instruction itself (not of the instruction after it), counted from the start of the module. So
 * no frame needs the "return address minus one" of native stacks; `test/explain/symbolize.test.ts`
 * holds it to that. DWARF counts from the start of the code section's contents (WebAssembly's
 * DWARF conventions, "Code section offsets").
 */

import type { Frame, Stack } from "../detector/finding.ts";
import { InternalError } from "../errors.ts";
import { demangle } from "./demangle.ts";
import { ATTRIBUTE, readUnits, TAG } from "./dwarf.ts";
import type { RunTool } from "./run-tool.ts";
import { SymbolCache } from "./symbol-cache.ts";
import { debugOnly, readFunctionNames, readSections, type WasmSections } from "./wasm-sections.ts";

export type { RunTool };
export { SymbolCache };

/** Where a frame stands: the function, and its call or access. */
export interface WasmFrame {
  /** Index in the module's function index space, imports included. */
  readonly functionIndex: number;
  /** Bytes from the start of the module that runs. */
  readonly offset: number;
}

export interface SymbolizerOptions {
  /** Kept between processes; without it, each process loads LLVM anew. */
  readonly cache?: SymbolCache;
  /**
   * From a frame of the module that runs to one of the linked file; undefined for a frame that is
   * left out of stacks. Default: the same.
   */
  readonly original?: (frame: WasmFrame) => WasmFrame | undefined;
  /** From the file name in the debug info to the one that users know. */
  readonly mapFile?: (file: string) => string;
  /** Default: `tool` of `toolchain/client.ts`. */
  readonly run?: RunTool;
}

/**
 * The frames of `new Error().stack` that are WebAssembly's, innermost first.
 *
 * @param stack the text; set `Error.stackTraceLimit` high enough beforehand (V8 keeps 10 frames)
 */
export function parseWasmStack(stack: string): WasmFrame[] {
  const frames: WasmFrame[] = [];
  for (const line of stack.split("\n")) {
    const [, index, offset] = WASM_LINE.exec(line) ?? [];
    if (index === undefined || offset === undefined) continue;
    frames.push({ functionIndex: Number(index), offset: Number.parseInt(offset, 16) });
  }
  return frames;
}

/** Function names may hold spaces and parentheses (Rust, C++), so the line is read from its end. */
const WASM_LINE =
  /^\s*at (?:async )?(?:.* \()?wasm:\/\/.*:wasm-function\[(\d+)\]:0x([0-9a-f]+)\)?$/;

/** Symbols of one binary. Nothing is read, and LLVM not loaded, before they are asked for. */
export class Symbolizer {
  private readonly wasm: Uint8Array;
  private readonly options: SymbolizerOptions;
  private readonly known = new Map<number, Stack>();
  private sections: WasmSections | undefined;
  private names: Map<number, string> | undefined;
  private declarations: Map<string, { file: string; line: number }> | undefined;

  /** @param wasm the linked file, with its debug sections */
  constructor(wasm: Uint8Array, options: SymbolizerOptions = {}) {
    this.wasm = wasm;
    this.options = options;
  }

  /**
   * Symbolizes stacks, all in one call of llvm-symbolizer, or in none if the cache has them.
   *
   * @returns a stack for each given one; inlined frames are frames of their own
   */
  async stacks(stacks: readonly (readonly WasmFrame[])[]): Promise<Stack[]> {
    const shown = stacks.map((stack) => stack.flatMap((frame) => this.original(frame) ?? []));
    await this.lookUp(shown.flat());
    return shown.map((stack) => stack.flatMap((frame) => this.frames(frame)));
  }

  /** Symbolizes one stack; for several, `stacks` asks once. */
  async stack(stack: readonly WasmFrame[]): Promise<Stack> {
    return (await this.stacks([stack]))[0] ?? [];
  }

  private original(frame: WasmFrame): WasmFrame | undefined {
    const { original } = this.options;
    return original ? original(frame) : frame;
  }

  private frames({ offset }: WasmFrame): Frame[] {
    const { mapFile } = this.options;
    return (this.known.get(offset) ?? []).map((frame) =>
      frame.file === undefined || mapFile === undefined
        ? frame
        : { ...frame, file: mapFile(frame.file) },
    );
  }

  private async lookUp(frames: readonly WasmFrame[]): Promise<void> {
    const { cache } = this.options;
    const missing = new Map<number, WasmFrame>();
    for (const frame of frames) {
      const cached = this.known.get(frame.offset) ?? cache?.get(frame.offset);
      if (cached === undefined) missing.set(frame.offset, frame);
      else this.known.set(frame.offset, cached);
    }
    if (missing.size === 0) return;
    this.sections ??= readSections(this.wasm);
    const { codeStart, custom } = this.sections;
    const described = custom.has(".debug_info")
      ? await runSymbolizer(
          this.wasm,
          [...missing.keys()].map((offset) => offset - codeStart),
          this.options.run ?? runInService,
        )
      : new Map<number, Stack>();
    const uncovered = [...missing.values()].filter(
      ({ offset }) => custom.has(".debug_info") && !described.has(offset - codeStart),
    );
    const nearby = uncovered.length > 0 ? await this.lookBack(uncovered, codeStart) : undefined;
    for (const frame of missing.values()) {
      const { offset } = frame;
      const symbols = described.get(offset - codeStart) ?? nearby?.get(offset);
      const frames = symbols ?? [this.nameOnly(frame)];
      this.known.set(offset, frames);
      cache?.set(offset, frames);
    }
    cache?.save();
  }

  /**
   * LLVM ends a function's debug info before an endless loop at its end: the nearest code before
   * it in the same function says where it is.
   */
  private async lookBack(
    frames: readonly WasmFrame[],
    codeStart: number,
  ): Promise<Map<number, Stack>> {
    const addresses = frames.flatMap(({ offset }) =>
      BYTES_BACK.map((bytes) => offset - codeStart - bytes),
    );
    const described = await runSymbolizer(
      this.wasm,
      addresses.filter((address) => address > 0),
      this.options.run ?? runInService,
    );
    const found = new Map<number, Stack>();
    for (const frame of frames) {
      const { function: name } = this.nameOnly(frame);
      const stack = BYTES_BACK.map((bytes) => described.get(frame.offset - codeStart - bytes)).find(
        (candidate) => candidate?.at(-1)?.function === name,
      );
      if (stack) found.set(frame.offset, stack);
    }
    return found;
  }

  /** Where a function is declared, if the debug info has it. */
  private declarationOf(name: string): { file?: string; line?: number } {
    this.sections ??= readSections(this.wasm);
    this.declarations ??= readDeclarations(this.sections);
    return this.declarations.get(name) ?? {};
  }

  /** Without lines for the place itself, the linker's name and the declaration are known. */
  private nameOnly({ functionIndex }: WasmFrame): Frame {
    this.sections ??= readSections(this.wasm);
    this.names ??= readFunctionNames(this.sections);
    const name = this.names.get(functionIndex) ?? `wasm-function[${functionIndex}]`;
    const shown = sourceName(name);
    return { function: shown, ...this.declarationOf(shown), inlined: false };
  }
}

/** How far back the nearest described code of a function is looked for. */
const BYTES_BACK = [4, 8, 16, 32, 64, 128];

function readDeclarations(sections: WasmSections): Map<string, { file: string; line: number }> {
  const declarations = new Map<string, { file: string; line: number }>();
  for (const unit of readUnits(sections)) {
    for (const { tag, attributes } of unit.entries.values()) {
      if (tag !== TAG.subprogram) continue;
      const name = attributes.get(ATTRIBUTE.name);
      const line = attributes.get(ATTRIBUTE.declLine);
      const file = unit.file(Number(attributes.get(ATTRIBUTE.declFile) ?? -1));
      if (typeof name !== "string" || typeof line !== "number" || !file) continue;
      declarations.set(name, { file: file.replace(/^(\.\/)+/, ""), line });
    }
  }
  return declarations;
}

/** What clang calls `main` on wasm, by its parameters. */
const MAIN_NAMES: ReadonlySet<string> = new Set([
  "__main_void",
  "__main_argc_argv",
  "__original_main",
]);

function sourceName(name: string): string {
  return MAIN_NAMES.has(name) ? "main" : name;
}

/** One address of llvm-symbolizer's JSON output. */
interface SymbolizerEntry {
  readonly Address: string;
  readonly Symbol?: readonly {
    readonly FunctionName: string;
    readonly FileName: string;
    readonly StartFileName: string;
    readonly Line: number;
    readonly Column: number;
  }[];
}

/** With an argument list of 30,000 bytes or so the tool ends without a word: far from that. */
const OFFSETS_PER_CALL = 500;

/**
 * @param offsets from the start of the code section's contents
 * @returns frames by offset, for those that the debug info covers
 */
async function runSymbolizer(
  wasm: Uint8Array,
  offsets: readonly number[],
  run: RunTool,
): Promise<Map<number, Stack>> {
  const described = new Map<number, Stack>();
  const program = debugOnly(wasm);
  for (let from = 0; from < offsets.length; from += OFFSETS_PER_CALL) {
    const some = offsets.slice(from, from + OFFSETS_PER_CALL);
    const { ok, stdout, diagnostics } = await run(
      "symbolizer",
      [
        "--obj=program.wasm",
        "--inlines",
        "--output-style=JSON",
        "--functions=linkage",
        "--no-demangle",
        ...some.map((offset) => `0x${offset.toString(16)}`),
      ],
      { "program.wasm": program },
    );
    // A missing answer must not be taken for missing debug info, and be cached.
    if (!ok || stdout === "") throw new InternalError(`llvm-symbolizer failed: ${diagnostics}`);
    for (const { Address, Symbol: symbols } of JSON.parse(stdout) as SymbolizerEntry[]) {
      const frames = framesOf(symbols ?? []);
      if (frames.length > 0) described.set(Number.parseInt(Address, 16), frames);
    }
  }
  const names = [...described.values()].flat().map((frame) => frame.function);
  const readable = await demangle(names, run);
  for (const [offset, frames] of described) {
    const named = frames.map((frame) => ({
      ...frame,
      function: sourceName(readable.get(frame.function) ?? frame.function),
    }));
    described.set(offset, named);
  }
  return described;
}

/** By default in the compiler's process: this one may have V8 flags under which LLVM crawls. */
const runInService: RunTool = async (tool, args, files) =>
  (await import("../toolchain/client.ts")).tool(tool, args, files);

function framesOf(symbols: NonNullable<SymbolizerEntry["Symbol"]>): Stack {
  const inDebugInfo = symbols.filter(
    ({ FileName, StartFileName }) => FileName !== "" || StartFileName !== "",
  );
  return inDebugInfo.map((symbol, index) => {
    const file = symbol.FileName === "" ? symbol.StartFileName : symbol.FileName;
    return {
      function: symbol.FunctionName,
      // Clang writes `./a.h` for what `#include "a.h"` found beside a file.
      file: file.replace(/^(\.\/)+/, ""),
      // Line 0 is code that the compiler made up and no source line has (DWARF 5, 6.2.2).
      ...(symbol.Line === 0 ? {} : { line: symbol.Line }),
      ...(symbol.Line === 0 || symbol.Column === 0 ? {} : { column: symbol.Column }),
      inlined: index < inDebugInfo.length - 1,
    };
  });
}
