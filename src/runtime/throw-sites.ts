/** Where the exceptions in flight were thrown: the stack is gone when one turns out uncaught. */
export class ThrowSites {
  /** By address of the exception. An Error keeps its stack as references, text comes later. */
  #sites: Map<number, Error> | undefined;

  record(exception: number): void {
    this.#sites ??= new Map();
    const sites = this.#sites;
    // The latest last.
    sites.delete(exception);
    sites.set(exception, new Error());
    const [oldest] = sites.keys();
    if (sites.size > MOST_SITES && oldest !== undefined) sites.delete(oldest);
  }

  stackOf(exception: number): string | undefined {
    return this.#sites?.get(exception)?.stack;
  }
}

/** Exceptions are short-lived: older ones were caught long ago, but for a few stored ones. */
const MOST_SITES = 256;
