/** JavaScript Promise Integration (WebAssembly proposal, phase 4), which lib.dom lacks. */
declare namespace WebAssembly {
  /** An import that suspends the calling stack if it returns a promise. */
  class Suspending {
    constructor(call: (...args: never[]) => unknown);
  }
  /** Calls an export on a stack of its own. */
  function promising(
    exported: (...args: never[]) => unknown,
  ): (...args: number[]) => Promise<unknown>;
}
