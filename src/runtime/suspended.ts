/**
 * Stacks of fibers that are suspended. V8 keeps such a stack, and all that it refers to, whether or
 * not anything can still resume it: a run that left some would leave its memories too, and there is
 * address space for those of some thousands. So at the end they are unwound, by an error thrown
 * where they wait.
 */

const RUN_IS_OVER = new Error("the run is over");

export class SuspendedStacks {
  /** By the fiber's number: what lets it go on, and what throws where it waits. */
  readonly #resume: (((result: number) => void) | undefined)[] = [];
  readonly #unwind: ((error: Error) => void)[] = [];
  readonly #canUnwind: boolean;
  #isOver = false;

  /**
   * @param hasHandlers whether the program may catch exceptions: it would catch this one too, and
   *   go on after its end. Its stacks stay.
   */
  constructor(hasHandlers: boolean) {
    this.#canUnwind = !hasHandlers;
  }

  /** What an import returns to suspend the stack of fiber `number`, until `resume` or the end. */
  suspend(number: number): Promise<number> {
    if (this.#isOver && this.#canUnwind) return Promise.reject(RUN_IS_OVER);
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    this.#resume[number] = resolve;
    this.#unwind[number] = reject;
    return promise;
  }

  /** The fiber's call returns `result`. */
  resume(number: number, result: number): void {
    const resume = this.#resume[number];
    this.#resume[number] = undefined;
    resume?.(result);
  }

  /** The run is over, and its outcome taken. */
  unwind(): void {
    this.#isOver = true;
    if (this.#canUnwind) for (const unwind of this.#unwind) unwind?.(RUN_IS_OVER);
    this.#unwind.length = 0;
    this.#resume.length = 0;
  }
}
