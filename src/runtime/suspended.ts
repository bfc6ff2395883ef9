/**
 * Stacks of fibers that are suspended. V8 keeps such a stack, and all that it refers to, whether or
 * not anything can still resume it: a run that left some would leave its memories too, and there is
 * address space for those of some thousands. So at the end they are unwound, by an error thrown
 * where they wait. It is a trap's: programs catch exceptions, foreign ones too, but no traps
 * (WebAssembly JavaScript interface, "error condition propagation"), and so can't go on.
 */
import { InternalError } from "../errors.ts";

/** (module (func (export "stop") unreachable)) */
const TRAPPING = Uint8Array.from([
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  ...[0x01, 0x04, 0x01, 0x60, 0x00, 0x00, 0x03, 0x02, 0x01, 0x00],
  ...[0x07, 0x08, 0x01, 0x04, 0x73, 0x74, 0x6f, 0x70, 0x00, 0x00],
  ...[0x0a, 0x05, 0x01, 0x03, 0x00, 0x00, 0x0b],
]);

const RUN_IS_OVER = trap();

/** What V8 throws for `unreachable`; it knows its own errors again. */
function trap(): unknown {
  try {
    const { stop } = new WebAssembly.Instance(new WebAssembly.Module(TRAPPING)).exports;
    (stop as () => void)();
  } catch (error) {
    return error;
  }
  throw new InternalError("a trap did not trap");
}

export class SuspendedStacks {
  /** By the fiber's number: what lets it go on, and what throws where it waits. */
  readonly #resume: (((result: number) => void) | undefined)[] = [];
  readonly #unwind: ((error: unknown) => void)[] = [];
  #isOver = false;

  /** What an import returns to suspend the stack of fiber `number`, until `resume` or the end. */
  suspend(number: number): Promise<number> {
    if (this.#isOver) return Promise.reject(RUN_IS_OVER);
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
    for (const unwind of this.#unwind) unwind?.(RUN_IS_OVER);
    this.#unwind.length = 0;
    this.#resume.length = 0;
  }
}
