/**
 * From a linked program to the module that runs:
 *
 * - every loop of the user's code counts its iterations, unless it begins with a hook that counts
 *   anyway: so a loop that the compiler stripped of all accesses still meets the bound on steps
 *   and lets other threads run;
 * - the memory, linked as shared because only so does LLVM lay out native thread-local storage,
 *   becomes an ordinary one: all threads run in one agent;
 * - debug sections stay behind, in the linked file, where the symbolizer reads them. Offsets of
 *   the running module are mapped back to it.
 */
import { AntecedeError, EXIT, UnsupportedError } from "../errors.ts";
import {
  ATOMIC_FENCE,
  exportsOf,
  importsOf,
  leb,
  OP,
  Reader,
  readInstruction,
  SECTION,
  type Section,
  type Shape,
  sectionsOf,
  shapesOf,
  WasmError,
} from "./wasm-binary.ts";

/** Exports of the guest by which an instrumented program is known. */
const BOUNDARY = "antecede_boundary";
const TICKS = "antecede_ticks";
const TICK = "antecede_tick";

export interface PreparedProgram {
  /** The module to run. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Initial size of the memory that it imports. */
  readonly memoryPages: number;
  /** Function indices of the user's code: from `from`, below `to`. */
  readonly userFunctions: { readonly from: number; readonly to: number };
  /** Whether it catches exceptions, be it for longjmp alone. */
  readonly hasHandlers: boolean;
  /** The shapes of all functions, by index. */
  readonly shapes: readonly Shape[];
  /** Offset in the linked file of an offset in `bytes`. */
  originalOffset(offset: number): number;
}

/**
 * @param linked a program as `antecede cc` writes it
 * @throws {AntecedeError} exit 2 if the bytes are no module or were not built by Antecede
 */
export function prepare(linked: Uint8Array, name: string): PreparedProgram {
  try {
    return rewrite(linked, name);
  } catch (error) {
    if (!(error instanceof WasmError)) throw error;
    throw new AntecedeError("bad-wasm", EXIT.usage, `${name}: ${error.message}`, HINT);
  }
}

const HINT = "build it with `antecede cc FILES -o program.wasm`";

function rewrite(linked: Uint8Array, name: string): PreparedProgram {
  const sections = sectionsOf(linked);
  const imports = importsOf(linked, sections);
  const exports = exportsOf(linked, sections);
  const functionImports = imports.filter(({ kind }) => kind === "function").length;
  const boundary = exports.get(BOUNDARY);
  const ticks = exports.get(TICKS);
  const tick = exports.get(TICK);
  const memory = imports.find(({ kind }) => kind === "memory");
  if (!boundary || !ticks || !tick || !memory) {
    throw new AntecedeError(
      "not-instrumented",
      EXIT.usage,
      `${name}: not a program that Antecede instrumented`,
      HINT,
    );
  }
  const counter = [
    ...[OP.globalGet, ...leb(ticks.index), OP.i32Const, 1, OP.i32Sub],
    ...[OP.globalSet, ...leb(ticks.index), OP.globalGet, ...leb(ticks.index), OP.i32Eqz],
    ...[OP.if, 0x40, OP.call, ...leb(tick.index), OP.end],
  ];
  const startSection = sections.find(({ id }) => id === SECTION.start);
  const start = startSection && new Reader(linked, startSection.start).u32();
  const hooks = new Set<number>();
  imports
    .filter(({ kind }) => kind === "function")
    .forEach(({ name: hook }, index) => {
      if (hook.startsWith("__tsan_")) hooks.add(index);
    });
  const output = new Output();
  output.copy(linked, 0, 8);
  for (const section of sections) {
    if (section.id === SECTION.custom) continue;
    if (section.id === SECTION.code) {
      copyCode(output, linked, section, {
        functionImports,
        start,
        to: boundary.index,
        counter,
        hooks,
      });
    } else {
      output.section(section.id, linked, section.start, section.end);
    }
    if (section.id === SECTION.import) unshare(output, memory.at - section.end);
  }
  return {
    bytes: output.bytes(),
    memoryPages: new Reader(linked, memory.at + 1).u32(),
    userFunctions: { from: functionImports, to: boundary.index },
    hasHandlers: sections.some(({ id }) => id === SECTION.tag),
    shapes: shapesOf(linked, sections),
    originalOffset: (offset) => output.originalOffset(offset),
  };
}

/** The memory's limits begin with flags: 3 is shared with a maximum, 1 the same unshared. */
function unshare(output: Output, fromEnd: number): void {
  output.patch(fromEnd, 1);
}

interface CodeOptions {
  readonly functionImports: number;
  /** The start function, which the linker makes. */
  readonly start: number | undefined;
  /** Functions from this index on are the runtime's: they run as one step. */
  readonly to: number;
  readonly counter: readonly number[];
  readonly hooks: ReadonlySet<number>;
}

function copyCode(output: Output, linked: Uint8Array, section: Section, options: CodeOptions) {
  const reader = new Reader(linked, section.start);
  const count = reader.u32();
  const insertions: number[][] = [];
  const bodies: { start: number; end: number }[] = [];
  let growth = 0;
  for (let index = 0; index < count; index++) {
    const size = reader.u32();
    const start = reader.at;
    const end = start + size;
    bodies.push({ start, end });
    const number = options.functionImports + index;
    const isUser = number < options.to && number !== options.start;
    const places = isUser ? loopsToCount(reader, end, options.hooks) : [];
    insertions.push(places);
    const grown = size + places.length * options.counter.length;
    growth += grown + leb(grown).length;
    reader.at = end;
  }
  output.push([SECTION.code, ...leb(growth + leb(count).length), ...leb(count)]);
  bodies.forEach(({ start, end }, index) => {
    const places = insertions[index] ?? [];
    output.push(leb(end - start + places.length * options.counter.length));
    let from = start;
    for (const place of places) {
      output.copy(linked, from, place);
      output.push(options.counter);
      from = place;
    }
    output.copy(linked, from, end);
  });
}

/** Where loops begin whose first straight line calls no hook. */
function loopsToCount(reader: Reader, end: number, hooks: ReadonlySet<number>): number[] {
  const places: number[] = [];
  for (let groups = reader.u32(); groups > 0; groups--) {
    reader.skipLeb();
    reader.at++;
  }
  /** The loop whose first straight line is being read. */
  let pending: number | undefined;
  while (reader.at < end) {
    const { opcode, immediate } = readInstruction(reader);
    // LLVM's pass announces no atomic minimum and maximum: better none than a wrong verdict.
    if (opcode === OP.atomicPrefix && immediate !== ATOMIC_FENCE) {
      throw new UnsupportedError(
        "an atomic minimum or maximum (__atomic_fetch_max and its like)",
        "write it as a loop around compare_exchange",
      );
    }
    if (pending !== undefined && endsLine(opcode, immediate, hooks)) {
      if (!(opcode === OP.call && hooks.has(immediate))) places.push(pending);
      pending = undefined;
    }
    if (opcode === OP.loop) pending = reader.at;
  }
  return places;
}

function endsLine(opcode: number, immediate: number, hooks: ReadonlySet<number>): boolean {
  if (opcode === OP.call) return hooks.has(immediate);
  return (
    (opcode >= OP.block && opcode <= OP.return) ||
    opcode === OP.tryTable ||
    opcode === 0x00 ||
    opcode === 0x06
  );
}

/** Bytes being written, with the place that each copied run came from. */
class Output {
  readonly #parts: Uint8Array[] = [];
  #length = 0;
  /** Ascending: `to` in the output, `from` in the source. */
  readonly #runs: { readonly to: number; readonly from: number }[] = [];

  push(bytes: readonly number[]): void {
    this.#parts.push(Uint8Array.from(bytes));
    this.#length += bytes.length;
  }

  copy(source: Uint8Array, start: number, end: number): void {
    this.#runs.push({ to: this.#length, from: start });
    this.#parts.push(source.slice(start, end));
    this.#length += end - start;
  }

  section(id: number, source: Uint8Array, start: number, end: number): void {
    this.push([id, ...leb(end - start)]);
    this.copy(source, start, end);
  }

  /** Overwrites one byte of the part written last, counted from its end (negative). */
  patch(fromEnd: number, value: number): void {
    const part = this.#parts.at(-1);
    if (part) part[part.length + fromEnd] = value;
  }

  bytes(): Uint8Array<ArrayBuffer> {
    const all = new Uint8Array(this.#length);
    let at = 0;
    for (const part of this.#parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }

  originalOffset(offset: number): number {
    let low = 0;
    let high = this.#runs.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#runs[middle]?.to ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    const run = this.#runs[low] ?? { to: 0, from: 0 };
    return run.from + offset - run.to;
  }
}
