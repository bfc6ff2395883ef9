/**
 * Reading WebAssembly modules (core specification, chapter 5: binary format): sections, imports,
 * exports, and a walk over the instructions of a function body.
 */

interface Section {
  readonly id: number;
  /** First byte of the contents, after id and size. */
  readonly start: number;
  readonly end: number;
}

export const SECTION = {
  custom: 0,
  type: 1,
  import: 2,
  function: 3,
  table: 4,
  memory: 5,
  global: 6,
  export: 7,
  start: 8,
  element: 9,
  code: 10,
  data: 11,
  dataCount: 12,
  tag: 13,
} as const;

export type ExternalKind = "function" | "table" | "memory" | "global" | "tag";

const EXTERNAL_KINDS: readonly ExternalKind[] = ["function", "table", "memory", "global", "tag"];

/** Bytes that are no WebAssembly module, or one cut short. */
export class WasmError extends Error {
  readonly code = "bad-wasm";
}

/** No instruction begins there. */
export const NO_MEMORY_ARGUMENT = -1;

/** A cursor over a module's bytes. */
export class Reader {
  readonly bytes: Uint8Array;
  at: number;
  /** Of the instruction read last (`readInstruction`). */
  immediate = 0;
  /** Of the same: where its memory argument begins. */
  memoryArgumentAt = NO_MEMORY_ARGUMENT;

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  byte(): number {
    const value = this.bytes[this.at];
    if (value === undefined) throw new WasmError("the module ends too early");
    this.at++;
    return value;
  }

  /** LEB128, unsigned, up to 32 bits. */
  u32(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128;
    }
  }

  skipLeb(): void {
    while (this.byte() >= 0x80);
  }

  /** The declarations of locals at the head of a body; returns how many locals they make. */
  skipLocals(): number {
    let locals = 0;
    for (let groups = this.u32(); groups > 0; groups--) {
      locals += this.u32();
      skipValueType(this);
    }
    return locals;
  }

  name(): string {
    const length = this.u32();
    const start = this.at;
    this.at += length;
    return Buffer.from(this.bytes.buffer, this.bytes.byteOffset + start, length).toString("utf8");
  }
}

/** LEB128 of an unsigned number. */
export function leb(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return bytes;
}

export function signedLeb(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    const done = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
    bytes.push(done ? low : low | 0x80);
    if (done) return bytes;
  }
}

/**
 * The sections of a module in order.
 *
 * @throws {WasmError} if the bytes are no module
 */
function sectionsOf(bytes: Uint8Array): Section[] {
  const header = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
  if (bytes.length < 8 || header.some((byte, index) => bytes[index] !== byte)) {
    throw new WasmError("not a WebAssembly module");
  }
  const reader = new Reader(bytes, 8);
  const sections: Section[] = [];
  while (reader.at < bytes.length) {
    const id = reader.byte();
    const length = reader.u32();
    const start = reader.at;
    if (start + length > bytes.length) throw new WasmError("the module ends too early");
    sections.push({ id, start, end: start + length });
    reader.at = start + length;
  }
  return sections;
}

/** A module's bytes with what is asked of them again and again. */
export interface OpenModule {
  readonly bytes: Uint8Array;
  readonly sections: readonly Section[];
  readonly imports: readonly Import[];
  readonly exports: ReadonlyMap<string, Export>;
  /** Index of the start function. */
  readonly start: number | undefined;
  /** A reader at the contents of a section; undefined if there is none. */
  reader(id: number): Reader | undefined;
}

/**
 * @throws {WasmError} if the bytes are no module
 */
export function openModule(bytes: Uint8Array): OpenModule {
  const sections = sectionsOf(bytes);
  const reader = (id: number) => {
    const section = sections.find((candidate) => candidate.id === id);
    return section && new Reader(bytes, section.start);
  };
  return {
    bytes,
    sections,
    imports: importsOf(bytes, sections),
    exports: exportsOf(bytes, sections),
    start: reader(SECTION.start)?.u32(),
    reader,
  };
}

/** The contents of the first custom section of this name. */
export function customSection(module: OpenModule, name: string): Uint8Array | undefined {
  for (const { id, start, end } of module.sections) {
    if (id !== SECTION.custom) continue;
    const reader = new Reader(module.bytes, start);
    if (reader.name() === name) return module.bytes.subarray(reader.at, end);
  }
  return undefined;
}

/** Of the section of names: the one that names functions. */
const FUNCTION_NAMES = 1;

/** Functions whose names begin so, by index. */
export function namedFunctions(module: OpenModule, prefix: string): Map<number, string> {
  const found = new Map<number, string>();
  const section = customSection(module, "name");
  if (!section || !Buffer.from(section).includes(prefix)) return found;
  const reader = new Reader(section);
  while (reader.at < section.length) {
    const id = reader.byte();
    const end = reader.u32() + reader.at;
    for (let count = id === FUNCTION_NAMES ? reader.u32() : 0; count > 0; count--) {
      const index = reader.u32();
      const name = reader.name();
      if (name.startsWith(prefix)) found.set(index, name);
    }
    reader.at = end;
  }
  return found;
}

export interface Import {
  readonly module: string;
  readonly name: string;
  readonly kind: ExternalKind;
  /** Where the description lies, after the kind byte. */
  readonly at: number;
  /** All of it. */
  readonly start: number;
  readonly end: number;
}

function importsOf(bytes: Uint8Array, sections: readonly Section[]): Import[] {
  const section = sections.find(({ id }) => id === SECTION.import);
  if (!section) return [];
  const reader = new Reader(bytes, section.start);
  const imports: Import[] = [];
  for (let count = reader.u32(); count > 0; count--) {
    const start = reader.at;
    const module = reader.name();
    const name = reader.name();
    const kind = EXTERNAL_KINDS[reader.byte()];
    if (!kind) throw new WasmError(`unknown kind of import: ${module}.${name}`);
    const { at } = reader;
    skipDescription(reader, kind);
    imports.push({ module, name, kind, at, start, end: reader.at });
  }
  return imports;
}

/** How many parameters and results a function has. */
export interface Shape {
  readonly parameters: number;
  readonly results: number;
}

/** The shapes of all functions by index, imported ones first. */
export function shapesOf(module: OpenModule): Shape[] {
  const types: Shape[] = [];
  const reader = module.reader(SECTION.type);
  for (let count = reader?.u32() ?? 0; reader && count > 0; count--) {
    reader.byte();
    const parameters = skipValueTypes(reader);
    types.push({ parameters, results: skipValueTypes(reader) });
  }
  const shapes: Shape[] = [];
  const add = (type: number) => shapes.push(types[type] ?? { parameters: 0, results: 0 });
  for (const { kind, at } of module.imports) {
    if (kind === "function") add(new Reader(module.bytes, at).u32());
  }
  const functions = module.reader(SECTION.function);
  for (let count = functions?.u32() ?? 0; functions && count > 0; count--) add(functions.u32());
  return shapes;
}

function skipValueTypes(reader: Reader): number {
  const count = reader.u32();
  for (let i = 0; i < count; i++) skipValueType(reader);
  return count;
}

export interface Export {
  readonly kind: ExternalKind;
  /** The same as the binary format has it. */
  readonly kindByte: number;
  readonly index: number;
}

function exportsOf(bytes: Uint8Array, sections: readonly Section[]): Map<string, Export> {
  const exports = new Map<string, Export>();
  const section = sections.find(({ id }) => id === SECTION.export);
  if (!section) return exports;
  const reader = new Reader(bytes, section.start);
  for (let count = reader.u32(); count > 0; count--) {
    const name = reader.name();
    const kindByte = reader.byte();
    const kind = EXTERNAL_KINDS[kindByte];
    if (!kind) throw new WasmError(`unknown kind of export: ${name}`);
    exports.set(name, { kind, kindByte, index: reader.u32() });
  }
  return exports;
}

function skipDescription(reader: Reader, kind: ExternalKind): void {
  switch (kind) {
    case "function":
      reader.u32();
      break;
    case "table":
      skipValueType(reader);
      skipLimits(reader);
      break;
    case "memory":
      skipLimits(reader);
      break;
    case "global":
      skipValueType(reader);
      reader.byte();
      break;
    case "tag":
      reader.byte();
      reader.u32();
      break;
  }
}

/** A constant expression, as offsets of segments are. */
export function skipConstant(reader: Reader): void {
  while (readInstruction(reader) !== OP.end);
}

function skipLimits(reader: Reader): void {
  const flags = reader.byte();
  reader.skipLeb();
  if (flags & 1) reader.skipLeb();
}

/** Also for block types: both begin with one signed LEB128 or a reference type. */
export function skipValueType(reader: Reader): void {
  const first = reader.byte();
  if (first === 0x63 || first === 0x64) reader.skipLeb();
  else if (first >= 0x80) reader.skipLeb();
}

/** Types of values, as the binary format has them. */
export const I32 = 0x7f;
export const I64 = 0x7e;
export const F32 = 0x7d;
export const F64 = 0x7c;

/** Opcodes that this project names. */
export const OP = {
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  else: 0x05,
  end: 0x0b,
  br: 0x0c,
  brIf: 0x0d,
  brTable: 0x0e,
  return: 0x0f,
  call: 0x10,
  drop: 0x1a,
  localGet: 0x20,
  localSet: 0x21,
  localTee: 0x22,
  globalGet: 0x23,
  globalSet: 0x24,
  i32Load: 0x28,
  i64Load: 0x29,
  i32Load8U: 0x2d,
  i32Load16U: 0x2f,
  i32Store: 0x36,
  i64Store: 0x37,
  /** Loads and stores of numbers: from this opcode to `lastAccess`. */
  firstAccess: 0x28,
  lastAccess: 0x3e,
  memorySize: 0x3f,
  memoryGrow: 0x40,
  i32Const: 0x41,
  i64Const: 0x42,
  f32Const: 0x43,
  f64Const: 0x44,
  i32Eqz: 0x45,
  i32Eq: 0x46,
  i32Ne: 0x47,
  i32LtU: 0x49,
  i32GtS: 0x4a,
  i32GeS: 0x4e,
  i32LeS: 0x4c,
  i64Eqz: 0x50,
  i64Eq: 0x51,
  i64Ne: 0x52,
  i32Add: 0x6a,
  i32Sub: 0x6b,
  i32And: 0x71,
  i32Or: 0x72,
  i32Xor: 0x73,
  i32Shl: 0x74,
  i64Or: 0x84,
  i64Xor: 0x85,
  i64Shl: 0x86,
  i64ShrU: 0x88,
  i32WrapI64: 0xa7,
  i64ExtendI32S: 0xac,
  i64ExtendI32U: 0xad,
  f32DemoteF64: 0xb6,
  f64PromoteF32: 0xbb,
  tryTable: 0x1f,
  refFunc: 0xd2,
  /** Of saturating conversions, bulk memory and tables. */
  miscPrefix: 0xfc,
  vectorPrefix: 0xfd,
  /** Of all atomic instructions. */
  atomicPrefix: 0xfe,
} as const;

/**
 * Added to an `if` or a `br_if` in code that is yet to be written: which way it mostly goes.
 * Writing it as a byte drops this; branchHints (branch-hints.ts) collects it.
 */
export const UNLIKELY = 0x100;
export const LIKELY = 0x200;

/** Second bytes of instructions with a prefix. */
export const ATOMIC_FENCE = 3;
export const MEMORY_INIT = 8;
export const DATA_DROP = 9;
export const MEMORY_COPY = 10;
export const MEMORY_FILL = 11;
/** In a memory access's alignment: the index of the memory follows. */
export const HAS_MEMORY_INDEX = 0x40;

/**
 * Reads one instruction and returns its opcode; the reader then stands after its immediates.
 * `reader.immediate` of one with a single index is that index, of one with a prefix its second
 * byte.
 */
export function readInstruction(reader: Reader): number {
  const opcode = reader.byte();
  let immediate = 0;
  reader.memoryArgumentAt = NO_MEMORY_ARGUMENT;
  if (opcode === OP.block || opcode === OP.loop || opcode === OP.if || opcode === 0x06) {
    skipValueType(reader);
  } else if (opcode === OP.tryTable) {
    skipTryTable(reader);
  } else if (ONE_INDEX.has(opcode)) {
    immediate = reader.u32();
  } else if (opcode === OP.brTable) {
    for (let count = reader.u32() + 1; count > 0; count--) reader.skipLeb();
  } else if (opcode === 0x11 || opcode === 0x13) {
    reader.skipLeb();
    reader.skipLeb();
  } else if (opcode === 0x1c) {
    for (let count = reader.u32(); count > 0; count--) skipValueType(reader);
  } else if (opcode >= OP.firstAccess && opcode <= OP.lastAccess) {
    skipMemoryArgument(reader);
  } else if (opcode === OP.f32Const) {
    reader.at += 4;
  } else if (opcode === OP.f64Const) {
    reader.at += 8;
  } else if (opcode === OP.miscPrefix) {
    immediate = reader.u32();
    skipMisc(reader, immediate);
  } else if (opcode === OP.vectorPrefix) {
    skipVector(reader);
  } else if (opcode === OP.atomicPrefix) {
    immediate = reader.u32();
    if (immediate === ATOMIC_FENCE) reader.byte();
    else skipMemoryArgument(reader);
  }
  reader.immediate = immediate;
  return opcode;
}

/** Instructions with one LEB128 immediate: branches, calls, variables, constants, memory size. */
const ONE_INDEX: ReadonlySet<number> = new Set([
  0x07, 0x08, 0x09, 0x0c, 0x0d, 0x10, 0x12, 0x14, 0x15, 0x18, 0x20, 0x21, 0x22, 0x23, 0x24, 0x25,
  0x26, 0x3f, 0x40, 0x41, 0x42, 0xd0, 0xd2,
]);

function skipMemoryArgument(reader: Reader): void {
  reader.memoryArgumentAt = reader.at;
  const alignment = reader.u32();
  if (alignment & HAS_MEMORY_INDEX) reader.skipLeb();
  reader.skipLeb();
}

function skipTryTable(reader: Reader): void {
  skipValueType(reader);
  for (let count = reader.u32(); count > 0; count--) {
    const kind = reader.byte();
    if (kind < 2) reader.skipLeb();
    reader.skipLeb();
  }
}

/** Saturating conversions have no immediates; bulk memory and table instructions one or two. */
function skipMisc(reader: Reader, opcode: number): void {
  if (opcode < 8) return;
  reader.skipLeb();
  if (opcode === 8 || opcode === 10 || opcode === 12 || opcode === 14) reader.skipLeb();
}

function skipVector(reader: Reader): void {
  const opcode = reader.u32();
  if (opcode <= 11 || opcode === 92 || opcode === 93) skipMemoryArgument(reader);
  else if (opcode <= 13) reader.at += 16;
  else if (opcode >= 21 && opcode <= 34) reader.at += 1;
  else if (opcode >= 84 && opcode <= 91) {
    skipMemoryArgument(reader);
    reader.at += 1;
  }
}
