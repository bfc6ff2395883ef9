/**
 * A program's instance, for any number of runs one after the other: memory, globals and engine go
 * back to their start at the cost of what a run touched. The same run in a fresh instance and in
 * one that was used is the same run.
 */
import { engineBytes, memoryLimitBytes } from "../binding/detectors.ts";
import { coverMemory, type EngineExports, engineWithin, resetEngine } from "../binding/engine.ts";
import type { DetectorOptions } from "../detector/options.ts";
import { InternalError } from "../errors.ts";
import { WASM_PAGE_BYTES } from "../layout/numbers.ts";
import { ENGINE_PREFIX } from "../toolchain/engine-module.ts";
import { PROGRAM_PREFIX } from "../toolchain/prepare.ts";
import type { Fiber } from "./fiber.ts";
import type { GuestExports } from "./guest.ts";
import type { LoadedProgram } from "./program.ts";

type Call = (...args: never[]) => unknown;

/** What a run answers to the program's and the engine's calls, by module and name. */
export interface Calls {
  readonly host: Readonly<Record<string, Call>>;
  readonly antecede: Readonly<Record<string, Call>>;
  readonly wasi_snapshot_preview1: Readonly<Record<string, Call>>;
}

/** Below its stack pointer a function that calls no other may use so many bytes (LLVM). */
const RED_ZONE_BYTES = 128;

export class ProgramInstance {
  readonly memory: WebAssembly.Memory;
  readonly engine: EngineExports;
  readonly guest: GuestExports;
  readonly exports: WebAssembly.Exports;
  readonly startMain: () => Promise<unknown>;
  readonly startThread: (thread: number) => Promise<unknown>;
  /** The stack of main: it comes first in memory. */
  readonly mainStackTop: number;
  /** The lowest address that the running fiber's stack pointer has had. */
  readonly #stackLow: WebAssembly.Global;
  readonly #detector: DetectorOptions;
  readonly #initialBytes: number;
  /** Copies the data segments to memory, and makes main's thread-local block. */
  readonly #initialize: () => void;
  #calls: Calls | undefined;
  /** So much of memory the program has; more may be there from runs before. */
  #openBytes: number;
  /** The threads of the run before. */
  #used: readonly Fiber[] | undefined;

  constructor(program: LoadedProgram) {
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
    this.#stackLow = own("low") as WebAssembly.Global;
    this.#initialize = (own("initialize") as (() => void) | undefined) ?? (() => {});
    this.mainStackTop = this.guest.__stack_pointer.value;
    this.startMain = WebAssembly.promising(this.guest._start);
    this.startThread = WebAssembly.promising(this.guest.antecede_thread_entry);
  }

  /** Makes everything as new, for a run that answers with `calls`. */
  begin(calls: Calls): void {
    this.#calls = calls;
    if (this.#used) this.#restart(this.#used);
    this.engine.bound(this.#initialBytes);
    this.#stackLow.value = this.mainStackTop;
    this.#initialize();
  }

  /** The fiber's stack is the one that runs from now on. */
  enter(fiber: Fiber): void {
    this.guest.__stack_pointer.value = fiber.stackPointer;
    this.guest.__tls_base.value = fiber.tlsBase;
    this.#stackLow.value = fiber.stackLow;
  }

  /** The stack that ran is the fiber's: where it stands, and how far it has reached. */
  leave(fiber: Fiber): void {
    fiber.stackPointer = this.guest.__stack_pointer.value;
    fiber.tlsBase = this.guest.__tls_base.value;
    fiber.stackLow = this.#stackLow.value;
  }

  /** A run is over, its threads left; its suspended fibers never go on. */
  end(threads: readonly Fiber[]): void {
    this.#used = threads;
    this.#calls = undefined;
  }

  /** The program's memory has become larger. */
  opened(bytes: number): void {
    this.#openBytes = bytes;
    coverMemory(this.engine, this.memory.buffer.byteLength, this.#detector);
    this.engine.bound(bytes);
  }

  #restart(threads: readonly Fiber[]): void {
    resetEngine(this.engine, this.#detector);
    this.guest.__stack_pointer.value = this.mainStackTop;
    const memory = new Uint8Array(this.memory.buffer, 0, this.#openBytes);
    // All but the parts of stacks that were never reached. Of threads that had the same stack, the
    // one that went lowest decides.
    const reached = new Map<number, number>();
    for (const {
      memory: { block },
      stackLow,
    } of threads) {
      if (block === undefined) continue;
      reached.set(block, Math.min(reached.get(block) ?? stackLow, stackLow));
    }
    let at = 0;
    for (const [block, low] of [...reached].sort(([one], [other]) => one - other)) {
      memory.fill(0, at, block);
      at = Math.max(block, low - RED_ZONE_BYTES);
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
      const call = (...args: never[]) => {
        const answer = this.#calls?.[from as keyof Calls]?.[name];
        if (!answer) throw new InternalError(`nothing answers ${from}.${name}`);
        return answer(...args);
      };
      imports[from] ??= {};
      imports[from][name] = SUSPENDING.has(name) ? new WebAssembly.Suspending(call) : call;
    }
    return imports as WebAssembly.Imports;
  }
}

/** Calls that may switch fibers: guest/runtime.h marks them SWITCHES. */
const SUSPENDING: ReadonlySet<string> = new Set([
  ...["preempt", "fault", "wait", "yield", "sleep", "thread_end", "drain"],
  ...["proc_exit", "trap", "uncaught", "unsupported"],
]);
