/**
 * Reads the debugging information entries of a linked wasm binary: only as much of DWARF 4 and 5
 * as clang writes for globals and their types (32-bit format). No tool at hand gives them:
 * llvm-symbolizer's DATA query answers from the symbol table, where a linked wasm has no
 * variables, and the embedded LLVM carries no dwarfdump.
 */

import { type AttributeValue, FormReader, IMPLICIT_CONST } from "./dwarf-forms.ts";
import { ByteReader, type WasmSections } from "./wasm-sections.ts";

/** DWARF 5, table 7.3. */
export const TAG = {
  arrayType: 0x01,
  pointerType: 0x0f,
  referenceType: 0x10,
  typedef: 0x16,
  subrangeType: 0x21,
  constType: 0x26,
  subprogram: 0x2e,
  variable: 0x34,
  volatileType: 0x35,
  restrictType: 0x37,
  rvalueReferenceType: 0x42,
  atomicType: 0x47,
} as const;

/** DWARF 5, table 7.5. */
export const ATTRIBUTE = {
  location: 0x02,
  name: 0x03,
  byteSize: 0x0b,
  stmtList: 0x10,
  upperBound: 0x2f,
  abstractOrigin: 0x31,
  count: 0x37,
  declFile: 0x3a,
  declLine: 0x3b,
  specification: 0x47,
  type: 0x49,
  strOffsetsBase: 0x72,
  addrBase: 0x73,
} as const;

export interface Entry {
  readonly tag: number;
  readonly attributes: ReadonlyMap<number, AttributeValue>;
  readonly parent: Entry | undefined;
  readonly children: Entry[];
}

/** One compilation unit. */
export interface Unit {
  readonly root: Entry;
  /** By offset in .debug_info, as references give it. */
  readonly entries: ReadonlyMap<number, Entry>;
  /** The unit's slots of .debug_addr (DWARF 5, 7.27). */
  address(index: number): number;
  /** The source file of a `declFile` attribute. */
  file(index: number): string | undefined;
}

/** All units of a binary; none if it has no debug info. */
export function* readUnits(sections: WasmSections): Generator<Unit> {
  const section = (name: string) => sections.custom.get(name) ?? new Uint8Array();
  const info = new ByteReader(section(".debug_info"));
  while (!info.atEnd()) {
    const start = info.position;
    const end = start + 4 + info.u32();
    const version = info.u16();
    // DWARF 5, 7.5.1.1: version 5 has a unit type and the two other fields swapped.
    if (version >= 5) info.position += 2;
    const abbreviations = readAbbreviations(new ByteReader(section(".debug_abbrev"), info.u32()));
    if (version < 5) info.position += 1;
    const header: Header = { start, end, version, section };
    yield new UnitReader(header, info, abbreviations);
    info.position = end;
  }
}

interface Header {
  readonly start: number;
  readonly end: number;
  readonly version: number;
  readonly section: (name: string) => Uint8Array;
}

interface Abbreviation {
  readonly tag: number;
  readonly hasChildren: boolean;
  readonly attributes: readonly { name: number; form: number; constant: number }[];
}

/** DWARF 5, 7.5.3. */
function readAbbreviations(bytes: ByteReader): Map<number, Abbreviation> {
  const table = new Map<number, Abbreviation>();
  for (let code = bytes.uleb(); code !== 0; code = bytes.uleb()) {
    const tag = bytes.uleb();
    const hasChildren = bytes.u8() === 1;
    const attributes: { name: number; form: number; constant: number }[] = [];
    for (;;) {
      const name = bytes.uleb();
      const form = bytes.uleb();
      const constant = form === IMPLICIT_CONST ? bytes.sleb() : 0;
      if (name === 0 && form === 0) break;
      attributes.push({ name, form, constant });
    }
    table.set(code, { tag, hasChildren, attributes });
  }
  return table;
}

class UnitReader implements Unit {
  readonly root: Entry;
  readonly entries = new Map<number, Entry>();
  private readonly header: Header;
  private readonly forms: FormReader;
  private files: string[] | undefined;

  constructor(header: Header, info: ByteReader, abbreviations: Map<number, Abbreviation>) {
    this.header = header;
    this.forms = new FormReader(header.start, header.section);
    // The root's own strings may need the bases that it declares, in any order: found first.
    const bases = this.readBases(new ByteReader(info.bytes, info.position), abbreviations);
    this.forms.stringOffsets = bases.get(ATTRIBUTE.strOffsetsBase) ?? this.forms.stringOffsets;
    this.forms.addresses = bases.get(ATTRIBUTE.addrBase) ?? this.forms.addresses;
    let parent: Entry | undefined;
    let root: Entry | undefined;
    while (info.position < header.end) {
      const offset = info.position;
      const code = info.uleb();
      if (code === 0) {
        parent = parent?.parent;
        continue;
      }
      const abbreviation = abbreviations.get(code);
      if (abbreviation === undefined) throw new Error(`DWARF: no abbreviation ${code}`);
      const attributes = new Map<number, AttributeValue>();
      for (const { name, form, constant } of abbreviation.attributes) {
        attributes.set(name, this.forms.read(info, form, constant));
      }
      const entry: Entry = { tag: abbreviation.tag, attributes, parent, children: [] };
      parent?.children.push(entry);
      this.entries.set(offset, entry);
      root ??= entry;
      if (abbreviation.hasChildren) parent = entry;
    }
    this.root = root ?? { tag: 0, attributes: new Map(), parent: undefined, children: [] };
  }

  address(index: number): number {
    return this.forms.address(index);
  }

  file(index: number): string | undefined {
    const table = this.root.attributes.get(ATTRIBUTE.stmtList);
    if (typeof table !== "number") return undefined;
    this.files ??= this.readFiles(new ByteReader(this.header.section(".debug_line"), table));
    return this.files[index];
  }

  private readBases(bytes: ByteReader, abbreviations: Map<number, Abbreviation>) {
    const bases = new Map<number, number>();
    for (const { name, form, constant } of abbreviations.get(bytes.uleb())?.attributes ?? []) {
      const value = this.forms.read(bytes, form, constant, false);
      if (typeof value === "number") bases.set(name, value);
    }
    return bases;
  }

  /** The file names of a line table's header, each with its directory (DWARF 5, 6.2.4). */
  private readFiles(bytes: ByteReader): string[] {
    bytes.position += 4;
    const version = bytes.u16();
    if (version >= 5) bytes.position += 2;
    bytes.position += 4;
    // minimum_instruction_length, maximum_operations, default_is_stmt, line_base, line_range
    bytes.position += 5;
    const opcodes = bytes.u8();
    bytes.position += opcodes - 1;
    return version >= 5 ? this.readFiles5(bytes) : readFiles4(bytes);
  }

  private readFiles5(bytes: ByteReader): string[] {
    const CONTENT_PATH = 1;
    const CONTENT_DIRECTORY = 2;
    const list = () => {
      const formats: { content: number; form: number }[] = [];
      for (let count = bytes.u8(); count > 0; count--) {
        formats.push({ content: bytes.uleb(), form: bytes.uleb() });
      }
      const entries: { path: string; directory: number }[] = [];
      for (let count = bytes.uleb(); count > 0; count--) {
        let path = "";
        let directory = 0;
        for (const { content, form } of formats) {
          const value = this.forms.read(bytes, form, 0);
          if (content === CONTENT_PATH && typeof value === "string") path = value;
          if (content === CONTENT_DIRECTORY && typeof value === "number") directory = value;
        }
        entries.push({ path, directory });
      }
      return entries;
    };
    // Directory 0 is the compilation directory: paths are given relative to it.
    const directories = list().map(({ path }, index) => (index === 0 ? "" : path));
    return list().map(({ path, directory }) => joined(directories[directory] ?? "", path));
  }
}

/** DWARF 4, 6.2.4: both lists count from 1, and directory 0 is the compilation directory. */
function readFiles4(bytes: ByteReader): string[] {
  const directories = [""];
  for (let path = bytes.zeroEnded(); path !== ""; path = bytes.zeroEnded()) directories.push(path);
  const files = [""];
  for (let path = bytes.zeroEnded(); path !== ""; path = bytes.zeroEnded()) {
    files.push(joined(directories[bytes.uleb()] ?? "", path));
    bytes.uleb();
    bytes.uleb();
  }
  return files;
}

/** Clang writes `./a.h` for what `#include "a.h"` found beside a file: the same as `a.h`. */
function joined(directory: string, path: string): string {
  const whole = directory === "" || path.startsWith("/") ? path : `${directory}/${path}`;
  return whole.replace(/^(\.\/)+/, "");
}
