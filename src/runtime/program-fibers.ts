/**
 * Threads of the program's own making (__tsan_create_fiber): a thread of the run switches between
 * them, on one stack, and its events are those of the one that it switched to. The scheduler knows
 * nothing of them.
 */
import type { EngineExports } from "../binding/engine.ts";
import { Fiber } from "./fiber.ts";
import type { ProgramInstance } from "./instance.ts";

interface ProgramFibersOptions {
  readonly engine: EngineExports;
  readonly instance: ProgramInstance;
  /** All threads of the run, by number; fibers are put among them. */
  readonly threads: Fiber[];
  readonly running: () => Fiber;
  /** Such a thread has begun, with its first epoch. */
  readonly begun: (number: number, parent: number, epoch: number) => void;
}

/** Its stack and its thread-local block are those of the thread that runs it. */
const NO_MEMORY = { bottom: 0, top: 0, tls: 0, tlsBytes: 0, block: undefined };

export class ProgramFibers {
  readonly #options: ProgramFibersOptions;

  constructor(options: ProgramFibersOptions) {
    this.#options = options;
  }

  /** What the guest calls. */
  guestCalls() {
    return {
      fiber_start: () => this.#start(),
      fiber_select: (number: number) => this.#select(number),
      fiber_end: (number: number) => this.#end(number),
    };
  }

  #start(): number {
    const { engine, threads, running, begun } = this.#options;
    const number = threads.length;
    const parent = running().acts;
    const epoch = engine.start(number, parent) >>> 0;
    if (epoch === 0) return -1;
    const fiber = new Fiber({
      number,
      parent,
      guest: -1,
      memory: NO_MEMORY,
      stackPointer: 0,
      tlsBase: 0,
    });
    // Nobody joins it.
    fiber.isCollected = true;
    threads.push(fiber);
    begun(number, parent, epoch);
    return number;
  }

  #select(number: number): void {
    const { engine, instance, running } = this.#options;
    const thread = running();
    thread.acts = number;
    engine.select(number);
    // What lies below the stack pointer was another's, whose calls have returned: natively it would
    // have a stack of its own.
    instance.leave(thread);
    engine.shadow_clear(thread.stackLow, thread.stackPointer - thread.stackLow);
  }

  #end(number: number): void {
    const { engine, threads, running } = this.#options;
    engine.end(number);
    engine.select(running().acts);
    const fiber = threads[number];
    if (fiber) fiber.ended = true;
  }
}
