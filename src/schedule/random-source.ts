/** A small deterministic generator (xoshiro128**, Blackman & Vigna 2018), seeded by splitmix32. */
export class RandomSource {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor(seed: number) {
    let state = seed >>> 0;
    const splitmix = () => {
      state = (state + 0x9e3779b9) >>> 0;
      let mixed = state ^ (state >>> 16);
      mixed = Math.imul(mixed, 0x21f0aaad);
      mixed ^= mixed >>> 15;
      mixed = Math.imul(mixed, 0x735a2d97);
      return (mixed ^ (mixed >>> 15)) >>> 0;
    };
    // Signed, as all that bitwise operators yield: V8 keeps such numbers without allocating.
    this.#a = splitmix() | 0;
    this.#b = splitmix() | 0;
    this.#c = splitmix() | 0;
    this.#d = splitmix() | 1;
  }

  /** 32 random bits, as an unsigned number. */
  word(): number {
    const rotated = Math.imul(this.#b, 5);
    const result = Math.imul((rotated << 7) | (rotated >>> 25), 9) >>> 0;
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = (this.#d << 11) | (this.#d >>> 21);
    return result;
  }

  /** An integer from 0 up to, not including, `limit` (at least 1). */
  below(limit: number): number {
    return limit <= 1 ? 0 : Math.floor((this.word() / 0x1_0000_0000) * limit);
  }

  /** True with the given probability. */
  chance(probability: number): boolean {
    return this.word() < probability * 0x1_0000_0000;
  }
}
