/**
 * From an address to the global, static or thread-local variable that holds it, by the debug info
 * of a linked wasm (`dwarf.ts`). Reading it takes milliseconds and no LLVM, so nothing is cached.
 */

import { ATTRIBUTE, type Entry, readUnits, TAG, type Unit } from "./dwarf.ts";
import type { AttributeValue } from "./dwarf-forms.ts";
import { ByteReader, readSections } from "./wasm-sections.ts";

export interface Variable {
  /** A static variable of a function is `function.variable`, as clang's symbol for it. */
  readonly name: string;
  /** 0 if the debug info does not tell. */
  readonly bytes: number;
  readonly file?: string;
  readonly line?: number;
}

export interface GlobalVariable extends Variable {
  /** In linear memory. */
  readonly address: number;
}

export interface ThreadLocalVariable extends Variable {
  /** In bytes from the start of a thread's TLS block, `__tls_base`. */
  readonly offset: number;
}

export interface FindVariableOptions {
  /** From the file name in the debug info to the one that users know. */
  readonly mapFile?: (file: string) => string;
}

/** The variables with static or thread storage duration of one binary. */
export class Globals {
  private readonly globals: readonly Placed[];
  private readonly threadLocals: readonly Placed[];

  /** @param wasm the linked binary; without debug info nothing is found */
  constructor(wasm: Uint8Array, { mapFile }: FindVariableOptions = {}) {
    const globals: Placed[] = [];
    const threadLocals: Placed[] = [];
    for (const unit of readUnits(readSections(wasm))) {
      for (const entry of unit.entries.values()) {
        if (entry.tag !== TAG.variable) continue;
        for (const location of locations(entry, unit)) {
          const variable = describe(entry, unit, location.bytes, mapFile);
          if (variable === undefined) continue;
          const list = location.inTls ? threadLocals : globals;
          list.push({ start: location.address, variable });
        }
      }
    }
    this.globals = globals.sort(byStart);
    this.threadLocals = threadLocals.sort(byStart);
  }

  /** The global or static variable that holds the byte at an address of linear memory. */
  find(address: number): GlobalVariable | undefined {
    const found = holder(this.globals, address);
    return found && { ...found.variable, address: found.start };
  }

  /** The thread-local variable that holds the byte at an offset in a TLS block. */
  findThreadLocal(offset: number): ThreadLocalVariable | undefined {
    const found = holder(this.threadLocals, offset);
    return found && { ...found.variable, offset: found.start };
  }
}

interface Placed {
  readonly start: number;
  readonly variable: Variable;
}

/** Of two variables at one address, the larger comes last and is found. */
function byStart(a: Placed, b: Placed): number {
  return a.start - b.start || a.variable.bytes - b.variable.bytes;
}

/** Binary search; a variable of unknown size holds its first byte. */
function holder(sorted: readonly Placed[], at: number): Placed | undefined {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle]?.start ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  const found = sorted[low - 1];
  if (found === undefined) return undefined;
  return at < found.start + Math.max(found.variable.bytes, 1) ? found : undefined;
}

interface Location {
  readonly address: number;
  readonly inTls: boolean;
  /** Given if the variable is split and this is one of its pieces. */
  readonly bytes?: number;
}

/** Operations of location expressions (DWARF 5, table 7.9). */
const OP_ADDR = 0x03;
const OP_PLUS = 0x22;
const OP_PLUS_UCONST = 0x23;
const OP_PIECE = 0x93;
const OP_ADDRX = 0xa1;
/** WebAssembly's DWARF conventions: here always `__tls_base`, to which an offset is added. */
const OP_WASM_LOCATION = 0xed;
const WASM_GLOBAL_U32 = 3;

/** What the linker writes for the address of a variable that it left out. */
const LEFT_OUT = 0xffffffff;

/** Where a variable lies; nothing for one that lives on a stack or in registers. */
function locations(entry: Entry, unit: Unit): Location[] {
  const expression = entry.attributes.get(ATTRIBUTE.location);
  if (!(expression instanceof Uint8Array)) return [];
  const bytes = new ByteReader(expression);
  const found: Location[] = [];
  let address: number | undefined;
  let inTls = false;
  while (!bytes.atEnd()) {
    switch (bytes.u8()) {
      case OP_ADDR:
        address = bytes.u32();
        break;
      case OP_ADDRX:
        address = unit.address(bytes.uleb());
        break;
      case OP_PLUS_UCONST:
        address = (address ?? 0) + bytes.uleb();
        break;
      case OP_PLUS:
        break;
      case OP_WASM_LOCATION:
        if (bytes.u8() !== WASM_GLOBAL_U32) return [];
        bytes.u32();
        inTls = true;
        break;
      case OP_PIECE: {
        const size = bytes.uleb();
        if (address !== undefined) found.push({ address, inTls, bytes: size });
        address = undefined;
        break;
      }
      default:
        return [];
    }
  }
  if (address !== undefined) found.push({ address, inTls });
  return found.filter((location) => location.address !== LEFT_OUT);
}

function describe(
  entry: Entry,
  unit: Unit,
  pieceBytes: number | undefined,
  mapFile: (file: string) => string = (file) => file,
): Variable | undefined {
  const name = attribute(entry, unit, ATTRIBUTE.name);
  // String literals have entries without a name.
  if (typeof name !== "string") return undefined;
  const type = attribute(entry, unit, ATTRIBUTE.type);
  const fileIndex = attribute(entry, unit, ATTRIBUTE.declFile);
  const line = attribute(entry, unit, ATTRIBUTE.declLine);
  const file = typeof fileIndex === "number" ? unit.file(fileIndex) : undefined;
  const owner = functionAround(entry, unit);
  return {
    name: owner === undefined ? name : `${owner}.${name}`,
    bytes: pieceBytes ?? typeBytes(referred(type, unit), unit),
    ...(file ? { file: mapFile(file) } : {}),
    ...(typeof line === "number" ? { line } : {}),
  };
}

/** An attribute of the entry or of the one that it completes (DWARF 5, 2.13.2 and 3.3.8). */
function attribute(entry: Entry, unit: Unit, name: number): AttributeValue | undefined {
  const own = entry.attributes.get(name);
  if (own !== undefined) return own;
  const { specification, abstractOrigin } = ATTRIBUTE;
  const origin = entry.attributes.get(specification) ?? entry.attributes.get(abstractOrigin);
  const target = referred(origin, unit);
  return target === undefined ? undefined : attribute(target, unit, name);
}

function referred(reference: AttributeValue | undefined, unit: Unit): Entry | undefined {
  return typeof reference === "number" ? unit.entries.get(reference) : undefined;
}

function functionAround(entry: Entry, unit: Unit): string | undefined {
  for (let at = entry.parent; at !== undefined; at = at.parent) {
    if (at.tag !== TAG.subprogram) continue;
    const name = attribute(at, unit, ATTRIBUTE.name);
    return typeof name === "string" ? name : undefined;
  }
  return undefined;
}

const POINTER_BYTES = 4;

/** Size of a type (DWARF 5, 2.21 and 5.5); 0 if it is not known. */
function typeBytes(type: Entry | undefined, unit: Unit): number {
  if (type === undefined) return 0;
  const size = type.attributes.get(ATTRIBUTE.byteSize);
  if (typeof size === "number") return size;
  const inner = () => typeBytes(referred(type.attributes.get(ATTRIBUTE.type), unit), unit);
  switch (type.tag) {
    case TAG.pointerType:
    case TAG.referenceType:
    case TAG.rvalueReferenceType:
      return POINTER_BYTES;
    case TAG.typedef:
    case TAG.constType:
    case TAG.volatileType:
    case TAG.restrictType:
    case TAG.atomicType:
      return inner();
    case TAG.arrayType:
      return type.children
        .filter(({ tag }) => tag === TAG.subrangeType)
        .reduce((bytes, range) => bytes * elements(range), inner());
    default:
      return 0;
  }
}

/** DWARF 5, 5.13: a count, or the last index of an array that starts at 0. */
function elements({ attributes }: Entry): number {
  const count = attributes.get(ATTRIBUTE.count);
  if (typeof count === "number") return count;
  const last = attributes.get(ATTRIBUTE.upperBound);
  return typeof last === "number" ? last + 1 : 0;
}
