/**
 * Symbols of relocatable WebAssembly objects: listed and renamed.
 *
 * Source: WebAssembly tool conventions, Linking.md. A symbol's name stands in the symbol table of
 * the custom section "linking"; but an undefined function, global, table or tag without the flag
 * EXPLICIT_NAME takes the field name of its import. So a rename rewrites both sections. Relocations
 * count from the start of the section they are for and refer to symbols by index: they stay valid.
 */

export interface ObjectSymbol {
  readonly name: string;
  readonly kind: "function" | "data" | "global" | "tag" | "table";
  readonly defined: boolean;
  readonly weak: boolean;
  /** Not visible to other objects. */
  readonly local: boolean;
}

/** How many values a function takes and gives. */
export interface FunctionShape {
  readonly parameters: number;
  readonly results: number;
}

/** Returns the symbol's new name, or its old one. */
export type Rename = (symbol: ObjectSymbol) => string;

/** Bytes that are not a WebAssembly object of the layout that we know. */
export class ObjectError extends Error {
  readonly code = "bad-object";
}

const HEADER_BYTES = 8;
const CUSTOM_SECTION = 0;
const TYPE_SECTION = 1;
const IMPORT_SECTION = 2;
const FUNCTION_SECTION = 3;
const LINKING_VERSION = 2;
const SYMBOL_TABLE = 8;

const WEAK = 0x01;
const LOCAL = 0x02;
const UNDEFINED = 0x10;
const EXPLICIT_NAME = 0x40;

/** Kinds of import, in the binary's numbering. */
const IMPORT_KINDS = ["function", "table", "memory", "global", "tag"] as const;
/** Kinds of symbol, in the linking section's numbering. */
const SYMBOL_KINDS = ["function", "data", "global", "section", "tag", "table"] as const;

/**
 * All named symbols of an object.
 *
 * @throws {ObjectError} if the bytes are no WebAssembly object
 */
export function symbolsOf(object: Uint8Array): ObjectSymbol[] {
  const symbols: ObjectSymbol[] = [];
  renameSymbols(object, (symbol) => {
    symbols.push(symbol);
    return symbol.name;
  });
  return symbols;
}

/**
 * The object with its symbols renamed, definitions and references alike.
 *
 * @throws {ObjectError} if the bytes are no WebAssembly object
 */
export function renameSymbols(object: Uint8Array, rename: Rename): Uint8Array {
  const sections = sectionsOf(object);
  const imports = sections.find((section) => section.id === IMPORT_SECTION);
  const linking = sections.find(isLinking);
  if (!linking) return object;
  const names = imports ? importNames(imports.payload) : new Map<string, string[]>();
  const renamedImports = new Map<string, string>();
  const payload = renameInLinking(linking.payload, names, (symbol, { index, isImport }) => {
    const name = rename(symbol);
    if (isImport && name !== symbol.name) renamedImports.set(`${symbol.kind} ${index}`, name);
    return name;
  });
  const out = new Writer();
  out.bytes(object.subarray(0, HEADER_BYTES));
  for (const section of sections) {
    out.byte(section.id);
    if (section === linking) out.sized(payload);
    else if (section === imports) out.sized(renameInImports(section.payload, renamedImports));
    else out.sized(section.payload);
  }
  return out.result();
}

/**
 * The shape of a function that the object defines; undefined if it defines none of that name.
 *
 * @throws {ObjectError} if the bytes are no WebAssembly object
 */
export function shapeOf(object: Uint8Array, name: string): FunctionShape | undefined {
  const sections = sectionsOf(object);
  const payload = (id: number): Uint8Array =>
    sections.find((section) => section.id === id)?.payload ?? Uint8Array.of(0);
  const linking = sections.find(isLinking);
  if (!linking) return undefined;
  const imports = importNames(payload(IMPORT_SECTION));
  let functionIndex: number | undefined;
  renameInLinking(linking.payload, imports, (symbol, { index }) => {
    const isIt = symbol.kind === "function" && symbol.defined && symbol.name === name;
    if (isIt) functionIndex = index;
    return symbol.name;
  });
  if (functionIndex === undefined) return undefined;
  const types = new Reader(payload(FUNCTION_SECTION)).numbers();
  const type = types[functionIndex - (imports.get("function")?.length ?? 0)];
  return type === undefined ? undefined : shapes(payload(TYPE_SECTION))[type];
}

function shapes(payload: Uint8Array): FunctionShape[] {
  const FUNCTION_TYPE = 0x60;
  const reader = new Reader(payload);
  return Array.from({ length: reader.number() }, () => {
    if (reader.byte() !== FUNCTION_TYPE) throw new ObjectError("unknown kind of type");
    return { parameters: reader.sized().length, results: reader.sized().length };
  });
}

interface Section {
  readonly id: number;
  readonly payload: Uint8Array;
}

function sectionsOf(object: Uint8Array): Section[] {
  if (Buffer.from(object.subarray(0, 4)).toString("latin1") !== "\0asm") {
    throw new ObjectError("not a WebAssembly object");
  }
  const reader = new Reader(object, HEADER_BYTES);
  const sections: Section[] = [];
  while (!reader.done) sections.push({ id: reader.byte(), payload: reader.sized() });
  return sections;
}

function isLinking(section: Section): boolean {
  return section.id === CUSTOM_SECTION && new Reader(section.payload).text() === "linking";
}

/** Field names by kind of import, in the order of that kind's index space. */
function importNames(payload: Uint8Array): Map<string, string[]> {
  const names = new Map<string, string[]>();
  eachImport(payload, ({ kind, field }) => {
    const list = names.get(kind) ?? [];
    list.push(field);
    names.set(kind, list);
  });
  return names;
}

interface Import {
  readonly module: string;
  readonly field: string;
  readonly kind: (typeof IMPORT_KINDS)[number];
  /** Its position among the imports of its kind. */
  readonly index: number;
  readonly description: Uint8Array;
}

function eachImport(payload: Uint8Array, visit: (entry: Import) => void): number {
  const reader = new Reader(payload);
  const count = reader.number();
  const next = new Map<string, number>();
  for (let i = 0; i < count; i++) {
    const module = reader.text();
    const field = reader.text();
    const start = reader.at;
    const kind = IMPORT_KINDS[reader.byte()];
    if (kind === undefined) throw new ObjectError(`unknown kind of import: ${field}`);
    skipDescription(reader, kind);
    const index = next.get(kind) ?? 0;
    next.set(kind, index + 1);
    visit({ module, field, kind, index, description: payload.subarray(start, reader.at) });
  }
  return count;
}

function skipDescription(reader: Reader, kind: Import["kind"]): void {
  const limits = (): void => {
    const flags = reader.byte();
    reader.number();
    if (flags & 1) reader.number();
  };
  switch (kind) {
    case "function":
      reader.number();
      return;
    case "table":
      reader.byte();
      limits();
      return;
    case "memory":
      limits();
      return;
    case "global":
    case "tag":
      reader.byte();
      reader.number();
      return;
    default:
      kind satisfies never;
  }
}

function renameInImports(payload: Uint8Array, renamed: ReadonlyMap<string, string>): Uint8Array {
  const body = new Writer();
  const count = eachImport(payload, ({ module, field, kind, index, description }) => {
    body.text(module);
    body.text(renamed.get(`${kind} ${index}`) ?? field);
    body.bytes(description);
  });
  const out = new Writer();
  out.number(count);
  out.bytes(body.result());
  return out.result();
}

/** Where the name stands, and the index in the space of the symbol's kind (not of data). */
interface Entry {
  readonly isImport: boolean;
  readonly index: number;
}

type RenameEntry = (symbol: ObjectSymbol, entry: Entry) => string;

function renameInLinking(
  payload: Uint8Array,
  imports: ReadonlyMap<string, string[]>,
  rename: RenameEntry,
): Uint8Array {
  const reader = new Reader(payload);
  const out = new Writer();
  out.text(reader.text());
  const version = reader.number();
  if (version !== LINKING_VERSION) throw new ObjectError(`unknown linking version ${version}`);
  out.number(version);
  while (!reader.done) {
    const type = reader.byte();
    const body = reader.sized();
    out.byte(type);
    out.sized(type === SYMBOL_TABLE ? renameInTable(body, imports, rename) : body);
  }
  return out.result();
}

function renameInTable(
  table: Uint8Array,
  imports: ReadonlyMap<string, string[]>,
  rename: RenameEntry,
): Uint8Array {
  const reader = new Reader(table);
  const out = new Writer();
  const count = reader.number();
  out.number(count);
  for (let i = 0; i < count; i++) {
    const kindNumber = reader.byte();
    const kind = SYMBOL_KINDS[kindNumber];
    const flags = reader.number();
    out.byte(kindNumber);
    out.number(flags);
    if (kind === undefined) throw new ObjectError(`unknown kind of symbol ${kindNumber}`);
    if (kind === "section") {
      out.number(reader.number());
      continue;
    }
    const defined = (flags & UNDEFINED) === 0;
    const traits = { kind, defined, weak: (flags & WEAK) !== 0, local: (flags & LOCAL) !== 0 };
    if (kind === "data") {
      out.text(rename({ name: reader.text(), ...traits }, { isImport: false, index: 0 }));
      if (!defined) continue;
      for (let k = 0; k < 3; k++) out.number(reader.number());
      continue;
    }
    const index = reader.number();
    out.number(index);
    if (defined || flags & EXPLICIT_NAME) {
      out.text(rename({ name: reader.text(), ...traits }, { isImport: false, index }));
      continue;
    }
    const name = imports.get(kind)?.[index];
    if (name === undefined) throw new ObjectError(`symbol ${i} has no import`);
    rename({ name, ...traits }, { isImport: true, index });
  }
  return out.result();
}

class Reader {
  readonly data: Uint8Array;
  at: number;

  constructor(data: Uint8Array, at = 0) {
    this.data = data;
    this.at = at;
  }

  get done(): boolean {
    return this.at >= this.data.length;
  }

  byte(): number {
    const value = this.data[this.at++];
    if (value === undefined) throw new ObjectError("the object ends too early");
    return value;
  }

  /** Unsigned LEB128. */
  number(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }

  numbers(): number[] {
    return Array.from({ length: this.number() }, () => this.number());
  }

  sized(): Uint8Array {
    const bytes = this.number();
    const start = this.at;
    this.at += bytes;
    if (this.at > this.data.length) throw new ObjectError("the object ends too early");
    return this.data.subarray(start, this.at);
  }

  text(): string {
    return Buffer.from(this.sized()).toString("utf8");
  }
}

class Writer {
  readonly #parts: Uint8Array[] = [];

  byte(value: number): void {
    this.#parts.push(Uint8Array.of(value));
  }

  bytes(data: Uint8Array): void {
    this.#parts.push(data);
  }

  /** Unsigned LEB128. */
  number(value: number): void {
    const bytes: number[] = [];
    let rest = value;
    while (rest >= 0x80) {
      bytes.push((rest % 0x80) + 0x80);
      rest = Math.floor(rest / 0x80);
    }
    bytes.push(rest);
    this.#parts.push(Uint8Array.from(bytes));
  }

  sized(data: Uint8Array): void {
    this.number(data.length);
    this.bytes(data);
  }

  text(value: string): void {
    this.sized(Buffer.from(value, "utf8"));
  }

  result(): Uint8Array {
    return Buffer.concat(this.#parts);
  }
}
