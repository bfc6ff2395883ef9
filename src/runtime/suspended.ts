/**
 * Stacks of fibers that are suspended. V8 keeps such a stack, and all that it refers to, whether or
 * not anything can still resume it: a run that left some would leave its memories too, and there is
 * address space for those of some thousands. So at the end they are unwound, by an error thrown
 * where they wait.
 */

const RUN_IS_OVER = new Error("the run is over");

export class SuspendedStacks {
  /** By the fiber's number: what throws where it waits. */
  readonly #unwinders = new Map<number, (error: Error) => void>();
  readonly #canUnwind: boolean;
  #isOver = false;

  /**
   * @param hasHandlers whether the program may catch exceptions: it would catch this one too, and
   *   go on after its end. Its stacks stay.
   */
  constructor(hasHandlers: boolean) {
    this.#canUnwind = !hasHandlers;
  }

  /** What an import returns that suspends the stack of fiber `number`; resumed by `keep`'s call. */
  suspend(number: number, keep?: (resume: (result: number) => void) => void): Promise<number> {
    return new Promise((resolve, reject) => {
      keep?.(resolve);
      if (this.#isOver && this.#canUnwind) reject(RUN_IS_OVER);
      else this.#unwinders.set(number, reject);
    });
  }

  /** The run is over, and its outcome taken. */
  unwind(): void {
    this.#isOver = true;
    if (this.#canUnwind) for (const unwind of this.#unwinders.values()) unwind(RUN_IS_OVER);
    this.#unwinders.clear();
  }
}
