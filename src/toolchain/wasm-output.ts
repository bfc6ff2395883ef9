/** A module being written from pieces of another, which remembers where each piece came from. */

/** LEB128 in five bytes, for numbers that are known later. */
function paddedLeb(value: number): number[] {
  return [
    (value & 0x7f) | 0x80,
    ((value >>> 7) & 0x7f) | 0x80,
    ((value >>> 14) & 0x7f) | 0x80,
    ((value >>> 21) & 0x7f) | 0x80,
    value >>> 28,
  ];
}

export class Output {
  #buffer: Uint8Array<ArrayBuffer>;
  #length = 0;
  /** Ascending: where each run begins here, and where it began in the source. */
  readonly #to: number[] = [];
  readonly #from: number[] = [];
  /** Whether all of the run stands for one place of the source. */
  readonly #isPlace: boolean[] = [];

  constructor(capacity: number) {
    this.#buffer = new Uint8Array(capacity);
  }

  push(bytes: ArrayLike<number>): void {
    this.#reserve(bytes.length);
    this.#buffer.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** Copies `source` from `start` to `end`, and remembers where it came from. */
  copy(source: Uint8Array, start: number, end: number): void {
    if (start === end) return;
    this.#run(start, false);
    this.push(source.subarray(start, end));
  }

  /** Writes bytes that stand for what is at `place` in the source. */
  insert(bytes: ArrayLike<number>, place: number): void {
    this.#run(place, true);
    this.push(bytes);
  }

  /**
   * Leaves room for the size, in bytes, of what is written from here until the returned function is
   * called.
   */
  reserveSize(): () => void {
    const at = this.#length;
    this.push(paddedLeb(0));
    const start = this.#length;
    return () => this.#buffer.set(paddedLeb(this.#length - start), at);
  }

  bytes(): Uint8Array<ArrayBuffer> {
    return this.#buffer.slice(0, this.#length);
  }

  /** Where the byte at `offset`, or the copied run before it, lies in the source. */
  originalOffset(offset: number): number {
    let low = 0;
    let high = this.#to.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#to[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    const from = this.#from[low] ?? 0;
    return this.#isPlace[low] ? from : from + offset - (this.#to[low] ?? 0);
  }

  #run(from: number, isPlace: boolean): void {
    this.#to.push(this.#length);
    this.#from.push(from);
    this.#isPlace.push(isPlace);
  }

  #reserve(bytes: number): void {
    if (this.#length + bytes <= this.#buffer.length) return;
    const wider = new Uint8Array(Math.max(this.#buffer.length * 2, this.#length + bytes));
    wider.set(this.#buffer.subarray(0, this.#length));
    this.#buffer = wider;
  }
}
