/** Where the exceptions in flight were thrown: the stack is gone when one turns out uncaught. */
export class ThrowSites {
  /** By address of the exception. An Error keeps its stack as references, text comes later. */
  readonly #sites = new Map<number, Error>();

  record(exception: number): void {
    // The latest last.
    this.#sites.delete(exception);
    this.#sites.set(exception, new Error());
    const [oldest] = this.#sites.keys();
    if (this.#sites.size > MOST_SITES && oldest !== undefined) this.#sites.delete(oldest);
  }

  stackOf(exception: number): string | undefined {
    return this.#sites.get(exception)?.stack;
  }
}

/** Exceptions are short-lived: older ones were caught long ago, but for a few stored ones. */
const MOST_SITES = 256;
