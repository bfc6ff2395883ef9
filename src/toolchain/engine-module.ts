/**
 * The engine's module as parts that go into a program's: its items with their indices moved to
 * where the program's end. Its memory comes first, since V8 keeps the base address of the first
 * memory only in a register, and the engine's accesses are more than the program's.
 */
import { InternalError } from "../errors.ts";
import {
  leb,
  OP,
  type OpenModule,
  openModule,
  Reader,
  readInstruction,
  SECTION,
} from "./wasm-binary.ts";

/** What the program has of each kind, hence where the engine's indices begin. */
export interface Offsets {
  readonly types: number;
  /** Index of the engine's first function, imported or not. */
  readonly importedFunctions: number;
  readonly definedFunctions: number;
  readonly globals: number;
  /** Of BY_PROGRAM: the program's functions that the engine calls in place of the host's. */
  readonly byProgram: ReadonlyMap<string, number>;
}

/** Items of one section: how many, and their bytes. */
export interface Items {
  readonly count: number;
  readonly bytes: readonly number[];
}

const NO_ITEMS: Items = { count: 0, bytes: [] };

const ENGINE_MEMORY = 0;
export const PROGRAM_MEMORY = 1;
/** Of imports and exports. */
const FUNCTION = 0;
const MEMORY = 2;
/** The module of the engine's imports. */
const HOST = "host";
/** Calls that go by the program: it acts on signals before it goes on, or on the fault as one. */
export const BY_PROGRAM: readonly string[] = ["preempt", "fault"];
/** What no section of the engine holds: tables, elements, data. */
const KNOWN: ReadonlySet<number> = new Set([
  ...[SECTION.custom, SECTION.type, SECTION.import, SECTION.function, SECTION.memory],
  ...[SECTION.global, SECTION.export, SECTION.start, SECTION.code],
]);
/** Indirect calls, table and reference instructions, atomics. */
const UNSUPPORTED: ReadonlySet<number> = new Set([
  ...[0x11, 0x12, 0x13, 0x25, 0x26, OP.refFunc, OP.atomicPrefix],
]);

/** Exports of the engine in a merged module bear this before their names. */
export const ENGINE_PREFIX = "engine.";

export class EngineModule {
  readonly #module: OpenModule;
  readonly #constants = new Map<string, number>();
  readonly importCount: number;
  readonly #importNames: readonly string[];

  /** @param bytes the engine as AssemblyScript compiles it */
  constructor(bytes: Uint8Array) {
    this.#module = openModule(bytes);
    const { imports, sections } = this.#module;
    if (imports.some(({ kind }) => kind !== "function")) {
      throw new InternalError("the engine imports more than functions");
    }
    const unexpected = sections.find(({ id }) => !KNOWN.has(id));
    if (unexpected) throw new InternalError(`the engine has a section ${unexpected.id}`);
    this.importCount = imports.length;
    this.#importNames = imports.map(({ name }) => name);
  }

  /** Index, in the engine itself, of an exported function or global. */
  indexOf(name: string): number {
    const found = this.#module.exports.get(name);
    if (!found) throw new InternalError(`the engine has no "${name}"`);
    return found.index;
  }

  has(name: string): boolean {
    return this.#module.exports.has(name);
  }

  /** Where a function of the engine is in the merged module. */
  functionIndex(index: number, offsets: Offsets): number {
    const byProgram = offsets.byProgram.get(this.#importNames[index] ?? "");
    if (byProgram !== undefined) return byProgram;
    return index < this.importCount
      ? offsets.importedFunctions + index
      : offsets.definedFunctions + index - this.importCount;
  }

  /** The value of an exported global that never changes, a number of 31 bits. */
  constant(name: string): number {
    const known = this.#constants.get(name) ?? this.#readConstant(this.indexOf(name));
    if (known === undefined) throw new InternalError(`the engine has no constant "${name}"`);
    this.#constants.set(name, known);
    return known;
  }

  #readConstant(index: number): number | undefined {
    const reader = this.#module.reader(SECTION.global);
    const count = reader?.u32() ?? 0;
    for (let at = 0; reader && at < count; at++) {
      const isMutable = reader.bytes[reader.at + 1] === 1;
      reader.at += 2;
      const start = reader.at + 1;
      const opcode = readInstruction(reader);
      if (at === index && opcode === OP.i32Const && !isMutable) {
        // Of a positive number signed LEB128 is as unsigned.
        return new Reader(reader.bytes, start).u32();
      }
      while (readInstruction(reader) !== OP.end);
    }
    return undefined;
  }

  types(): Items {
    return this.#section(SECTION.type);
  }

  /** What a merged module imports for the engine's memory, under the name of its export. */
  memoryImport(): number[] {
    const reader = this.#module.reader(SECTION.memory);
    const limits = this.#module.sections.find(({ id }) => id === SECTION.memory);
    if (!reader || !limits || reader.u32() !== 1)
      throw new InternalError("the engine has no memory");
    const type = reader.bytes.subarray(reader.at, limits.end);
    return [...text(HOST), ...text("memory"), MEMORY, ...type];
  }

  imports(offsets: Offsets): Items {
    const bytes = this.#module.imports.flatMap(({ module, name, at }) => [
      ...text(module),
      ...text(name),
      FUNCTION,
      ...leb(offsets.types + new Reader(this.#module.bytes, at).u32()),
    ]);
    return { count: this.importCount, bytes };
  }

  functions(offsets: Offsets): Items {
    return this.#list(SECTION.function, (reader) => leb(offsets.types + reader.u32()));
  }

  globals(): Items {
    return this.#section(SECTION.global);
  }

  exports(offsets: Offsets): Items {
    const all = [...this.#module.exports].map(([name, { kind, kindByte, index }]) => {
      const moved =
        kind === "function"
          ? this.functionIndex(index, offsets)
          : kind === "global"
            ? offsets.globals + index
            : ENGINE_MEMORY;
      return [...text(ENGINE_PREFIX + name), kindByte, ...leb(moved)];
    });
    return { count: all.length, bytes: all.flat() };
  }

  /** Function bodies, each with its size. */
  code(offsets: Offsets): Items {
    return this.#list(SECTION.code, (reader) => {
      const end = reader.u32() + reader.at;
      const body = this.#body(reader, end, offsets);
      return [...leb(body.length), ...body];
    });
  }

  #body(reader: Reader, end: number, offsets: Offsets): number[] {
    const { bytes } = reader;
    const body: number[] = [];
    const copy = (from: number, to: number) => {
      for (let at = from; at < to; at++) body.push(bytes[at] ?? 0);
    };
    const locals = reader.at;
    reader.skipLocals();
    copy(locals, reader.at);
    while (reader.at < end) {
      const start = reader.at;
      const opcode = readInstruction(reader);
      if (opcode === OP.call) {
        body.push(OP.call, ...leb(this.functionIndex(reader.immediate, offsets)));
      } else if (opcode === OP.globalGet || opcode === OP.globalSet) {
        body.push(opcode, ...leb(offsets.globals + reader.immediate));
      } else if (UNSUPPORTED.has(opcode) || hasTypeIndex(opcode, bytes[start + 1] ?? 0)) {
        throw new InternalError(`the engine uses instruction ${opcode}`);
      } else {
        copy(start, reader.at);
      }
    }
    return body;
  }

  #section(id: number): Items {
    const section = this.#module.sections.find((candidate) => candidate.id === id);
    if (!section) return NO_ITEMS;
    const reader = new Reader(this.#module.bytes, section.start);
    const count = reader.u32();
    return { count, bytes: [...reader.bytes.subarray(reader.at, section.end)] };
  }

  #list(id: number, move: (reader: Reader) => number[]): Items {
    const reader = this.#module.reader(id);
    if (!reader) return NO_ITEMS;
    const count = reader.u32();
    const bytes: number[] = [];
    for (let i = 0; i < count; i++) for (const byte of move(reader)) bytes.push(byte);
    return { count, bytes };
  }
}

/** A block with parameters or several results. */
function hasTypeIndex(opcode: number, blockType: number): boolean {
  const isBlock = opcode === OP.block || opcode === OP.loop || opcode === OP.if;
  return isBlock && (blockType & 0x40) === 0;
}

function text(name: string): number[] {
  const bytes = new TextEncoder().encode(name);
  return [...leb(bytes.length), ...bytes];
}
