/** Little-endian bytes, zero at first: what a stream's operations read and write. */
import type { Range, Value } from "../../src/detector/event.ts";

/** Values of more bytes are bigints. */
const NUMBER_BYTES = 4;
const BYTE_BITS = 8n;
const BYTE_MASK = 0xffn;

export class SimulatedMemory {
  readonly #start: number;
  readonly #bytes: Uint8Array;

  constructor(start: number, bytes: number) {
    this.#start = start;
    this.#bytes = new Uint8Array(bytes);
  }

  read({ address, bytes }: Range): Value {
    let value = 0n;
    for (let at = bytes - 1; at >= 0; at--) {
      value = (value << BYTE_BITS) | BigInt(this.#bytes[address - this.#start + at] ?? 0);
    }
    return bytes > NUMBER_BYTES ? value : Number(value);
  }

  /** Returns what was stored: as much of the value as there is room for. */
  write(range: Range, value: number): Value {
    let rest = BigInt(value);
    for (let at = 0; at < range.bytes; at++) {
      this.#bytes[range.address - this.#start + at] = Number(rest & BYTE_MASK);
      rest >>= BYTE_BITS;
    }
    return this.read(range);
  }
}
