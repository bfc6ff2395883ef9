/** Reads what explaining needs of a wasm binary's frame: its sections and its function names. */

export interface WasmSections {
  /** File offset of the code section's contents; DWARF's addresses count from here. */
  readonly codeStart: number;
  /** Contents of custom sections, by name (`.debug_info`, `name`, …). */
  readonly custom: ReadonlyMap<string, Uint8Array>;
}

const CUSTOM_SECTION = 0;
const CODE_SECTION = 10;
/** Types, imports, functions, code. */
const DECLARING_CODE: readonly number[] = [1, 2, 3, CODE_SECTION];
const HEADER_BYTES = 8;
const FUNCTION_NAMES_SUBSECTION = 1;

/** WebAssembly core specification, 5.5.2 (sections). */
export function readSections(wasm: Uint8Array): WasmSections {
  const bytes = new ByteReader(wasm, HEADER_BYTES);
  const custom = new Map<string, Uint8Array>();
  let codeStart = 0;
  while (!bytes.atEnd()) {
    const id = bytes.u8();
    const size = bytes.uleb();
    const start = bytes.position;
    if (id === CODE_SECTION) codeStart = start;
    if (id === CUSTOM_SECTION) {
      const name = bytes.name();
      custom.set(name, wasm.subarray(bytes.position, start + size));
    }
    bytes.position = start + size;
  }
  return { codeStart, custom };
}

/**
 * A copy of the binary with its code and debug information alone. Exports and names would make a
 * symbol table of which llvm-symbolizer takes the file offsets for code offsets, and so give one
 * function the name of another.
 */
export function debugOnly(wasm: Uint8Array): Uint8Array {
  const bytes = new ByteReader(wasm, HEADER_BYTES);
  const kept = [wasm.subarray(0, HEADER_BYTES)];
  while (!bytes.atEnd()) {
    const start = bytes.position;
    const id = bytes.u8();
    const end = bytes.uleb() + bytes.position;
    const isKept =
      id === CUSTOM_SECTION ? bytes.name().startsWith(".debug_") : DECLARING_CODE.includes(id);
    if (isKept) kept.push(wasm.subarray(start, end));
    bytes.position = end;
  }
  return Buffer.concat(kept);
}

/** Function names by index, from the "name" section (core specification, appendix 7.4.1). */
export function readFunctionNames(sections: WasmSections): Map<number, string> {
  const names = new Map<number, string>();
  const contents = sections.custom.get("name");
  if (contents === undefined) return names;
  const bytes = new ByteReader(contents);
  while (!bytes.atEnd()) {
    const id = bytes.u8();
    const size = bytes.uleb();
    const end = bytes.position + size;
    if (id === FUNCTION_NAMES_SUBSECTION) {
      for (let count = bytes.uleb(); count > 0; count--) names.set(bytes.uleb(), bytes.name());
    }
    bytes.position = end;
  }
  return names;
}

/** A cursor over little-endian bytes; every number is unsigned unless its name says otherwise. */
export class ByteReader {
  readonly bytes: Uint8Array;
  position: number;
  private readonly view: DataView;

  constructor(bytes: Uint8Array, position = 0) {
    this.bytes = bytes;
    this.position = position;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  atEnd(): boolean {
    return this.position >= this.bytes.length;
  }

  u8(): number {
    return this.view.getUint8(this.position++);
  }

  u16(): number {
    this.position += 2;
    return this.view.getUint16(this.position - 2, true);
  }

  u24(): number {
    return this.u16() + this.u8() * 0x10000;
  }

  u32(): number {
    this.position += 4;
    return this.view.getUint32(this.position - 4, true);
  }

  /** Exact up to 2^53, which is beyond any size or address of wasm32. */
  u64(): number {
    const low = this.u32();
    return low + this.u32() * 2 ** 32;
  }

  uleb(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.u8();
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  }

  sleb(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.u8();
      value += (byte & 127) * factor;
      if (byte < 128) return byte & 64 ? value - factor * 128 : value;
    }
  }

  /** A number of a size that is given as data. */
  number(size: 1 | 2 | 3 | 4 | 8 | "uleb" | "sleb"): number {
    switch (size) {
      case 1:
        return this.u8();
      case 2:
        return this.u16();
      case 3:
        return this.u24();
      case 4:
        return this.u32();
      case 8:
        return this.u64();
      case "uleb":
        return this.uleb();
      case "sleb":
        return this.sleb();
      default: {
        const never: never = size;
        return never;
      }
    }
  }

  block(bytes: number): Uint8Array {
    this.position += bytes;
    return this.bytes.subarray(this.position - bytes, this.position);
  }

  /** A string of the wasm format: its length, then UTF-8. */
  name(): string {
    return this.text(this.uleb());
  }

  text(bytes: number): string {
    return decoder.decode(this.block(bytes));
  }

  /** A string that ends with a zero byte, as DWARF has them. */
  zeroEnded(): string {
    const end = this.bytes.indexOf(0, this.position);
    const text = this.text((end < 0 ? this.bytes.length : end) - this.position);
    this.position++;
    return text;
  }
}

const decoder = new TextDecoder();
