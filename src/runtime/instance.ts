/**
 * A program's instance, for any number of runs one after the other: memory, globals and engine go
 * back to their start at the cost of what a run touched. The same run in a fresh instance and in
 * one that was used is the same run.
 */
import { engineBytes, memoryLimitBytes } from "../binding/detectors.ts";
import { coverMemory, type EngineExports, engineWithin, resetEngine } from "../binding/engine.ts";
import type { DetectorOptions } from "../detector/options.ts";
import { InternalError } from "../errors.ts";
import { NULL_PAGE_BYTES, WASM_PAGE_BYTES } from "../layout/numbers.ts";
import { ENGINE_PREFIX } from "../toolchain/engine-module.ts";
import { PROGRAM_PREFIX } from "../toolchain/prepare.ts";
import { STACK_FUNCTIONS } from "../toolchain/stack-functions.ts";
import type { AnswerOf } from "./answers.ts";
import type { Fiber } from "./fiber.ts";
import type { GuestExports } from "./guest.ts";
import type { RunnableProgram } from "./program.ts";

/** Of the module (stack-functions.ts). `low`: the lowest address that the pointer has had. */
interface StackFunctions {
  enter(pointer: number, threadLocal: number, low: number): void;
  pointer(): number;
  threadLocal(): number;
  low(): number;
  change(
    pointer: number,
    threadLocal: number,
    low: number,
    acts: number,
    errnoAddress: number,
    errno: number,
  ): void;
}

/** Below its stack pointer a function that calls no other may use so many bytes (LLVM). */
const RED_ZONE_BYTES = 128;
/** What `change` leaves of a stack. */
const LEFT_WORDS = 4;

export class ProgramInstance {
  readonly memory: WebAssembly.Memory;
  readonly engine: EngineExports;
  readonly guest: GuestExports;
  readonly exports: WebAssembly.Exports;
  readonly startMain: () => Promise<unknown>;
  readonly startThread: (thread: number) => Promise<unknown>;
  /** The stack of main: it comes first in memory. */
  readonly mainStackTop: number;
  readonly #stack: StackFunctions;
  readonly #detector: DetectorOptions;
  readonly #initialBytes: number;
  /** What the fiber had that stopped last. */
  #left: Int32Array;
  /** Copies the data segments to memory, and makes main's thread-local block. */
  readonly #initialize: () => void;
  /** The run that goes on, and what answers the calls for it. */
  #run: object | undefined;
  #answerOf: AnswerOf<never> | undefined;
  /** So much of memory the program has; more may be there from runs before. */
  #openBytes: number;
  /** The threads of the run before. */
  #used: readonly Fiber[] | undefined;

  constructor(program: RunnableProgram) {
    this.#detector = program.detector;
    this.memory = new WebAssembly.Memory({
      initial: program.memoryPages,
      maximum: memoryLimitBytes(program.detector.name) / WASM_PAGE_BYTES,
    });
    this.#initialBytes = program.memoryPages * WASM_PAGE_BYTES;
    this.#openBytes = this.#initialBytes;
    const instance = new WebAssembly.Instance(program.module, this.#imports(program.module));
    this.exports = instance.exports;
    const { exports } = instance;
    this.engine = engineWithin(exports, ENGINE_PREFIX, this.#detector);
    this.guest = instance.exports as unknown as GuestExports;
    const own = (name: string) => instance.exports[PROGRAM_PREFIX + name] as unknown;
    this.#stack = Object.fromEntries(
      STACK_FUNCTIONS.map((name) => [name, own(name)]),
    ) as unknown as StackFunctions;
    this.#left = this.#leftStack();
    this.#initialize = (own("initialize") as (() => void) | undefined) ?? (() => {});
    this.mainStackTop = this.guest.__stack_pointer.value;
    this.startMain = WebAssembly.promising(this.guest._start);
    this.startThread = WebAssembly.promising(this.guest.antecede_thread_entry);
  }

  /**
   * Makes everything as new, for a run.
   *
   * @param answerOf the same function for all runs in this instance
   */
  begin<Run extends object>(run: Run, answerOf: AnswerOf<Run>): void {
    this.#run = run;
    this.#answerOf = answerOf;
    if (this.#used) this.#restart(this.#used);
    this.engine.bound(this.#initialBytes);
    this.#initialize();
    this.#stack.enter(this.mainStackTop, this.guest.__tls_base.value, this.mainStackTop);
  }

  /** The fiber's stack is the one that runs from now on. */
  enter(fiber: Fiber): void {
    this.#stack.enter(fiber.stackPointer, fiber.tlsBase, fiber.stackLow);
  }

  /** The stack that ran is the fiber's: where it stands, and how far it has reached. */
  leave(fiber: Fiber): void {
    fiber.stackPointer = this.#stack.pointer();
    fiber.tlsBase = this.#stack.threadLocal();
    fiber.stackLow = this.#stack.low();
  }

  /** `from` stops where it stands, and `to` goes on: `leave`, `enter` and the engine in one. */
  change(from: Fiber, to: Fiber, errnoAddress: number): void {
    const { stackPointer, tlsBase, stackLow, acts, errno } = to;
    this.#stack.change(stackPointer, tlsBase, stackLow, acts, errnoAddress, errno);
    // Memory that has grown leaves its old buffer with nothing.
    if (this.#left.length === 0) this.#left = this.#leftStack();
    from.stackPointer = this.#left[0] ?? 0;
    from.tlsBase = this.#left[1] ?? 0;
    from.stackLow = this.#left[2] ?? 0;
    from.errno = this.#left[3] ?? 0;
  }

  #leftStack(): Int32Array {
    return new Int32Array(this.engine.memory.buffer, this.engine.leftStack.value, LEFT_WORDS);
  }

  /** Whether the running fiber has used up its stack: then it may hit any memory. */
  hasOverflown({ memory: { bottom, top } }: Fiber): boolean {
    // The null page is the end of main's. A fiber of the program's has a stack of its own making.
    const end = Math.max(bottom, NULL_PAGE_BYTES + RED_ZONE_BYTES);
    const pointer = this.#stack.pointer() >>> 0;
    return top > 0 && (pointer < end || pointer > top);
  }

  /** A run is over, its threads left; its suspended fibers never go on. */
  end(threads: readonly Fiber[]): void {
    this.#used = threads;
    this.#run = undefined;
  }

  /** The program's memory has become larger. */
  opened(bytes: number): void {
    this.#openBytes = bytes;
    coverMemory(this.engine, this.memory.buffer.byteLength, this.#detector);
    this.engine.bound(bytes);
  }

  /** How much memory the next run puts back to its start. */
  get staleBytes(): number {
    return reachedStacks(this.#used ?? []).reduce(
      (bytes, stack) => bytes - (reachedFrom(stack) - stack.block),
      this.#openBytes,
    );
  }

  #restart(threads: readonly Fiber[]): void {
    resetEngine(this.engine, this.#detector);
    this.guest.__stack_pointer.value = this.mainStackTop;
    const memory = new Uint8Array(this.memory.buffer, 0, this.#openBytes);
    // All but the parts of stacks that were never reached.
    let at = 0;
    for (const stack of reachedStacks(threads)) {
      memory.fill(0, at, stack.block);
      at = reachedFrom(stack);
    }
    memory.fill(0, at);
    this.#openBytes = this.#initialBytes;
  }

  /** Imports that hand each call to the run that goes on. */
  #imports(module: WebAssembly.Module): WebAssembly.Imports {
    const engineMemory = engineBytes(this.#detector.name, this.#initialBytes);
    const imports: Record<string, Record<string, unknown>> = {
      env: { memory: this.memory },
      host: { memory: new WebAssembly.Memory({ initial: engineMemory / WASM_PAGE_BYTES }) },
    };
    for (const { module: from, name, kind } of WebAssembly.Module.imports(module)) {
      if (kind !== "function") continue;
      let answer: ReturnType<AnswerOf<never>>;
      const call = (...args: never[]) => {
        answer ??= this.#answerOf?.(from, name);
        if (!answer || !this.#run) throw new InternalError(`nothing answers ${from}.${name}`);
        return answer(this.#run as never, ...args);
      };
      imports[from] ??= {};
      imports[from][name] = SUSPENDING.has(name) ? new WebAssembly.Suspending(call) : call;
    }
    return imports as WebAssembly.Imports;
  }
}

/** Calls that may switch fibers: guest/runtime.h marks them SWITCHES. */
const SUSPENDING: ReadonlySet<string> = new Set([
  ...["preempt", "end_by_fault", "wait", "yield", "sleep", "thread_end", "drain"],
  ...["proc_exit", "trap", "uncaught", "unsupported"],
]);

interface ReachedStack {
  readonly block: number;
  low: number;
}

/**
 * The blocks that were stacks, ascending, each once: of threads that had the same one after the
 * other, the one that went lowest decides. New ones come with ever higher addresses.
 */
function reachedStacks(threads: readonly Fiber[]): readonly ReachedStack[] {
  const stacks: ReachedStack[] = [];
  for (const { memory, stackLow: low } of threads) {
    const { block } = memory;
    if (block === undefined) continue;
    let at = stacks.length;
    while (at > 0 && (stacks[at - 1]?.block ?? 0) > block) at--;
    const same = stacks[at - 1];
    if (same?.block === block) same.low = Math.min(same.low, low);
    else stacks.splice(at, 0, { block, low });
  }
  return stacks;
}

/** What lies below in the stack's block was never written. */
function reachedFrom({ block, low }: ReachedStack): number {
  return Math.max(block, low - RED_ZONE_BYTES);
}
