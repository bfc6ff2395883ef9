/**
 * Locks by number, as locksets name them. A lock is named by its address, and numbered from its
 * first acquisition until it begins anew, is destroyed, or its memory begins or ends a life: what
 * has the address then is another lock, with another number. So a lock that is no more leaves every
 * candidate set by itself, since nobody can take it again; who still holds it holds the old one.
 */
import type { Range } from "../detector/event.ts";

export class LockNumbers {
  readonly #numbers = new Map<number, number>();
  #last = 0;

  numberOf(address: number): number {
    const known = this.#numbers.get(address);
    if (known !== undefined) return known;
    this.#numbers.set(address, ++this.#last);
    return this.#last;
  }

  /** Whatever lock lies in the range is no more. */
  forget(range: Range): void {
    for (const address of this.#numbers.keys()) {
      const isInside = range.address <= address && address < range.address + range.bytes;
      if (isInside) this.#numbers.delete(address);
    }
  }
}
