/** Reads attribute values of DWARF 4 and 5 by their forms (DWARF 5, 7.5.5 and 7.5.6). */

import { ByteReader } from "./wasm-sections.ts";

export type AttributeValue = number | string | Uint8Array;

/** The form whose value stands in the abbreviation. */
export const IMPLICIT_CONST = 0x21;

const INDIRECT = 0x16;
const FLAG_PRESENT = 0x19;
const DATA16 = 0x1e;

type FormKind = "value" | "reference" | "block" | "zeroEnded" | "text" | "lineText";
type IndexedKind = "indexedText" | "indexedAddress";
type Size = 1 | 2 | 3 | 4 | 8 | "uleb" | "sleb";

/** DWARF 5, table 7.6: what a form means, and the size of its number (of a block: its length). */
const FORMS: ReadonlyMap<number, readonly [FormKind | IndexedKind, Size]> = new Map<
  number,
  readonly [FormKind | IndexedKind, Size]
>([
  [0x01, ["value", 4]],
  [0x03, ["block", 2]],
  [0x04, ["block", 4]],
  [0x05, ["value", 2]],
  [0x06, ["value", 4]],
  [0x07, ["value", 8]],
  [0x08, ["zeroEnded", 1]],
  [0x09, ["block", "uleb"]],
  [0x0a, ["block", 1]],
  [0x0b, ["value", 1]],
  [0x0c, ["value", 1]],
  [0x0d, ["value", "sleb"]],
  [0x0e, ["text", 4]],
  [0x0f, ["value", "uleb"]],
  [0x10, ["value", 4]],
  [0x11, ["reference", 1]],
  [0x12, ["reference", 2]],
  [0x13, ["reference", 4]],
  [0x14, ["reference", 8]],
  [0x15, ["reference", "uleb"]],
  [0x17, ["value", 4]],
  [0x18, ["block", "uleb"]],
  [0x1a, ["indexedText", "uleb"]],
  [0x1b, ["indexedAddress", "uleb"]],
  [0x1f, ["lineText", 4]],
  [0x20, ["value", 8]],
  [0x22, ["value", "uleb"]],
  [0x23, ["value", "uleb"]],
  [0x25, ["indexedText", 1]],
  [0x26, ["indexedText", 2]],
  [0x27, ["indexedText", 3]],
  [0x28, ["indexedText", 4]],
  [0x29, ["indexedAddress", 1]],
  [0x2a, ["indexedAddress", 2]],
  [0x2b, ["indexedAddress", 3]],
  [0x2c, ["indexedAddress", 4]],
]);

/** The forms of one compilation unit. */
export class FormReader {
  /** Where the unit's part of .debug_str_offsets and of .debug_addr begins; 8 skips its header. */
  stringOffsets = 8;
  addresses = 8;
  private readonly unitStart: number;
  private readonly section: (name: string) => Uint8Array;

  constructor(unitStart: number, section: (name: string) => Uint8Array) {
    this.unitStart = unitStart;
    this.section = section;
  }

  /** An address of the unit by its index (DWARF 5, 7.27). */
  address(index: number): number {
    return new ByteReader(this.section(".debug_addr"), this.addresses + 4 * index).u32();
  }

  /**
   * @param constant the value of an implicit constant
   * @param resolve false if indices shall be given as they are, before their bases are known
   */
  read(info: ByteReader, form: number, constant: number, resolve = true): AttributeValue {
    const textAt = (name: string, offset: number) =>
      new ByteReader(this.section(name), offset).zeroEnded();
    if (form === IMPLICIT_CONST) return constant;
    if (form === INDIRECT) return this.read(info, info.uleb(), constant, resolve);
    if (form === FLAG_PRESENT) return 1;
    if (form === DATA16) return info.block(16);
    const [kind, size] = FORMS.get(form) ?? [];
    if (kind === undefined || size === undefined) {
      throw new Error(`DWARF: form 0x${form.toString(16)} is not known`);
    }
    if (kind === "zeroEnded") return info.zeroEnded();
    const value = info.number(size);
    switch (kind) {
      case "value":
        return value;
      case "reference":
        return this.unitStart + value;
      case "block":
        return info.block(value);
      case "text":
        return textAt(".debug_str", value);
      case "lineText":
        return textAt(".debug_line_str", value);
      case "indexedText": {
        if (!resolve) return value;
        const at = this.stringOffsets + 4 * value;
        return textAt(".debug_str", new ByteReader(this.section(".debug_str_offsets"), at).u32());
      }
      case "indexedAddress":
        return resolve ? this.address(value) : value;
      default: {
        const never: never = kind;
        return never;
      }
    }
  }
}
