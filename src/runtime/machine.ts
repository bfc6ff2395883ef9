/**
 * One run of a program: its instance, its fibers and the engine, from start to end. Every call of
 * the guest that may switch fibers ends here; the others go from wasm to wasm.
 */

import type { EngineExports, EngineHost } from "../binding/engine.ts";
import {
  CHOICE_STORE,
  CLOCK_BITS,
  FAULT_GUARD,
  FAULT_NULL,
  PREEMPT_POINT,
  WASM_PAGE_BYTES,
} from "../layout/numbers.ts";
import { createGuide } from "../schedule/guides.ts";
import { RandomSource } from "../schedule/random-source.ts";
import { createStrategy } from "../schedule/strategies.ts";
import type { Shape } from "../toolchain/wasm-binary.ts";
import { VirtualClock } from "./clock.ts";
import { confirmCycles } from "./confirm.ts";
import { Deadline } from "./deadline.ts";
import { ExpectedRaces } from "./expected.ts";
import { CHANGED, Fiber, WAIT_KINDS, type WaitKind } from "./fiber.ts";
import { type GuestExports, signatureOf, TRAPS } from "./guest.ts";
import { type Calls, ProgramInstance } from "./instance.ts";
import { LockWatch } from "./lock-watch.ts";
import { type Observer, observedCalls } from "./observer.ts";
import {
  type Ending,
  type Outcome,
  type Position,
  type TrapKind,
  threadRecord,
} from "./outcome.ts";
import { PossibleLog } from "./possible.ts";
import type { LoadedProgram } from "./program.ts";
import { ProgramFibers } from "./program-fibers.ts";
import { RaceLog } from "./races.ts";
import type { RunOptions } from "./run-options.ts";
import { Scheduler } from "./scheduler.ts";
import { setUp } from "./set-up.ts";
import { SuspendedStacks } from "./suspended.ts";
import { takeStack } from "./take-stack.ts";
import { ThrowSites } from "./throw-sites.ts";
import { Wasi } from "./wasi.ts";
import { weakLoadImports } from "./weak-loads.ts";

/** Steps that other threads may take after main has returned, before they are ended. */
const DRAIN_STEPS = 5_000_000;
/** With one thread that can run there is nothing to choose: decisions are rare. */
const ALONE = { points: 4096, steps: 1_000_000 };
/** Iterations of a loop without hooks that count as one batch of steps. */
const TICKS_A_BATCH = 1000;
/** As many slots as the engine has clocks for, less some for threads with exhausted ones. */
const MOST_THREADS = 2000;
const CROWD = 256;
const STACK_FRAMES = 200;
/** Of waits for a condition, with spurious wake-ups. */
const SPURIOUS_RATE = 0.1;
const ERRNO_BYTES = 4;
/** V8's words. */
const OUT_OF_BOUNDS = "memory access out of bounds";
const RANDOM_SALT = 0x72616e64;

/**
 * Runs the program once. Never throws for anything that the program does.
 *
 * @param instance of the program, in which nothing runs; default: a new one
 */
export async function run(
  program: LoadedProgram,
  options: RunOptions,
  instance = new ProgramInstance(program),
): Promise<Outcome> {
  // V8 keeps ten frames; traps take theirs by themselves.
  Error.stackTraceLimit = STACK_FRAMES;
  const once = (own: RunOptions) => new Machine(program, own, instance).run();
  return confirmCycles(await once(options), options, once);
}

type SuspendingCall = number | undefined | Promise<number>;

class Machine {
  readonly #options: RunOptions;
  readonly #shapes: readonly (Shape | undefined)[];
  readonly #instance: ProgramInstance;
  readonly #memory: WebAssembly.Memory;
  readonly #engine: EngineExports;
  readonly #guest: GuestExports;
  readonly #clock: VirtualClock;
  readonly #scheduler: Scheduler;
  readonly #wasi: Wasi;
  readonly #random: RandomSource;
  readonly #races: RaceLog;
  readonly #possible = new PossibleLog();
  readonly #expected = new ExpectedRaces();
  readonly #suspended: SuspendedStacks;
  readonly #throws = new ThrowSites();
  readonly #threads: Fiber[] = [];
  readonly #locks: LockWatch;
  readonly #fibers: ProgramFibers;
  readonly #observer: Observer | undefined;
  readonly #deadline: Deadline;
  #view: DataView;
  #errnoAddress = 0;
  #switches = 0;
  /** Main waits for the others' end; beyond this step it goes on without them. */
  #drainUntil = Number.POSITIVE_INFINITY;
  #drainer: Fiber | undefined;
  #over = false;
  #finish: (ending: Ending) => void = () => {};

  constructor(program: LoadedProgram, options: RunOptions, instance: ProgramInstance) {
    this.#options = options;
    this.#shapes = program.prepared.shapes;
    this.#races = new RaceLog(program.detector.name);
    this.#suspended = new SuspendedStacks(program.prepared.hasHandlers);
    this.#observer = options.replay?.observer;
    this.#deadline = new Deadline(options.timeoutMs);
    this.#random = new RandomSource(options.schedule.seed ^ RANDOM_SALT);
    this.#instance = instance;
    this.#memory = instance.memory;
    this.#engine = instance.engine;
    this.#guest = instance.guest;
    this.#view = new DataView(this.#memory.buffer);
    this.#locks = new LockWatch({
      ...options.locks,
      engine: this.#engine,
      threads: this.#threads,
      running: () => this.#scheduler.current.acts,
      observer: this.#observer,
      takeStack,
    });
    this.#fibers = new ProgramFibers({
      engine: this.#engine,
      instance,
      threads: this.#threads,
      running: () => this.#scheduler.current,
      begun: (number, parent, epoch) => {
        this.#races.owns(number, epoch);
        this.#observer?.spawned(number, parent, this.#engine.steps(), takeStack);
      },
    });
    this.#clock = new VirtualClock(() => this.#engine.steps());
    this.#wasi = new Wasi({
      memory: () => this.#bytes(),
      exports: instance.exports,
      wasmMemory: this.#memory,
      args: options.args,
      environment: options.environment,
      files: options.files,
      clock: (id) => this.#clock.read(id),
      onCall: () => this.#called(),
      random: () => this.#random.word(),
    });
    instance.begin(this.#answers());
    this.#locks.begin();
    const main = new Fiber({
      number: 0,
      guest: 0,
      memory: { bottom: 0, top: instance.mainStackTop, tls: 0, tlsBytes: 0, block: 0 },
      stackPointer: instance.mainStackTop,
      tlsBase: this.#guest.__tls_base.value,
      start: instance.startMain,
    });
    this.#threads.push(main);
    const strategy = createStrategy(options.schedule);
    const guide = options.decisions && createGuide(options.decisions);
    const { seed } = options.schedule;
    this.#scheduler = new Scheduler(strategy, this.#clock, main, { seed, guide });
  }

  run(): Promise<Outcome> {
    return new Promise((resolve) => {
      this.#finish = (ending) => {
        if (this.#over) return;
        this.#over = true;
        resolve(this.#outcome(ending));
        this.#suspended.unwind();
      };
      this.#races.owns(0, this.#engine.start(0, -1));
      this.#engine.stack(0, 0, this.#instance.mainStackTop);
      this.#engine.select(0);
      setUp(this.#engine, this.#options, this.#random.word());
      this.#guest.antecede_ticks.value = TICKS_A_BATCH;
      this.#errnoAddress = this.#guest.antecede_errno();
      // Each thread has its own, swapped with the fiber: no access to it is another thread's.
      this.#engine.exempt(this.#errnoAddress, ERRNO_BYTES);
      this.#grant();
      this.#begin(this.#scheduler.current);
    });
  }

  // Fibers.

  #begin(fiber: Fiber): void {
    if (this.#over) return;
    const start = fiber.start;
    fiber.start = undefined;
    start?.().then(
      () => this.#returned(fiber),
      (error: unknown) => this.#trapped(fiber, error),
    );
  }

  /** A thread's entry has returned: its last call was `thread_end`, which left the books as is. */
  #returned(fiber: Fiber): void {
    if (this.#over) return;
    if (fiber.number === 0) {
      this.#finish({ kind: "exit", code: 0 });
      return;
    }
    this.#endCurrent(fiber);
    const next = this.#choose("blocked");
    if (next) this.#resume(next);
  }

  #endCurrent(fiber: Fiber): void {
    this.#observer?.ended?.(fiber.number, this.#engine.steps());
    this.#instance.leave(fiber);
    this.#engine.end(fiber.number);
    this.#scheduler.end(fiber);
    if (this.#drainer && this.#scheduler.aliveCount === 1) this.#endDrain();
  }

  /** Makes `fiber` the one whose stack runs when control next enters WebAssembly. */
  #resume(fiber: Fiber): void {
    this.#switches++;
    this.#instance.enter(fiber);
    this.#dataView().setInt32(this.#errnoAddress, fiber.errno, true);
    this.#engine.select(fiber.acts);
    if (fiber.start) {
      // Not from inside another fiber's call: that one must be suspended first.
      queueMicrotask(() => this.#begin(fiber));
    } else {
      this.#suspended.resume(fiber.number, fiber.result);
    }
  }

  /**
   * Lets the strategy choose and goes on with its choice. Returns at once if that is the fiber
   * that asked; otherwise the result suspends it.
   */
  #decide(reason: "point" | "quantum" | "yield" | "blocked"): SuspendingCall {
    const from = this.#scheduler.current;
    const next = this.#choose(reason);
    if (!next) return this.#forGood(from);
    if (next === from) return from.result;
    this.#save(from);
    const suspended = this.#suspended.suspend(from.number);
    this.#resume(next);
    return suspended;
  }

  #forGood(fiber = this.#scheduler.current): Promise<number> {
    return this.#suspended.suspend(fiber.number);
  }

  #save(fiber: Fiber): void {
    this.#instance.leave(fiber);
    fiber.errno = this.#dataView().getInt32(this.#errnoAddress, true);
    fiber.suspendedAt = this.#scheduler.decisions;
    this.#observer?.suspending(fiber.number, fiber.suspendedAt, takeStack);
  }

  /** The next fiber, with its budget granted; undefined if the run is over. */
  #choose(reason: "point" | "quantum" | "yield" | "blocked"): Fiber | undefined {
    if (this.#over) return undefined;
    const steps = this.#engine.steps();
    if (steps >= this.#options.maxSteps) return this.#timeout("steps");
    // With one thread that can run decisions are rare.
    if (this.#deadline.metByDecision(this.#scheduler.decisions, steps)) {
      return this.#timeout("wall clock");
    }
    if (this.#drainer && steps > this.#drainUntil) this.#endDrain();
    let next = this.#scheduler.next(reason);
    if (!next && this.#drainer && this.#drainUntil < Number.POSITIVE_INFINITY) {
      this.#endDrain();
      next = this.#scheduler.next(reason);
    }
    if (!next) {
      this.#finish({ kind: "deadlock", positions: this.#positions(takeStack) });
      return undefined;
    }
    this.#grant();
    return next;
  }

  #grant(): void {
    const budget = this.#scheduler.readyCount > 1 ? this.#scheduler.budget() : ALONE;
    const left = this.#options.maxSteps - this.#engine.steps();
    this.#engine.grant(
      Math.min(budget.points, 0x7fffffff),
      Math.max(1, Math.min(budget.steps, left)),
    );
  }

  /** A system call takes time that steps don't show: past the deadline a decision is due. */
  #called(): void {
    this.#scheduler.progress();
    if (this.#deadline.metByCall()) this.#engine.grant(1, 1);
  }

  #timeout(bound: "steps" | "wall clock"): undefined {
    const limit = bound === "steps" ? this.#options.maxSteps : this.#options.timeoutMs;
    const noProgress = this.#scheduler.isLivelock;
    const positions = this.#positions(takeStack);
    this.#finish({ kind: "timeout", bound, limit, noProgress, positions });
    return undefined;
  }

  #positions(stack: () => string): Position[] {
    const current = this.#scheduler.current;
    return [...this.#scheduler.alive].map((fiber) => ({
      thread: fiber.number,
      waitsFor: fiber.wait?.kind,
      object: fiber.wait?.object ?? 0,
      suspendedAt: fiber.suspendedAt,
      stack: fiber === current ? stack() : undefined,
      holds: this.#locks.heldBy(fiber),
    }));
  }

  // The end of main.

  #drain(how: number): SuspendingCall {
    const mainExits = how === 2;
    if (this.#scheduler.aliveCount === 1) return 0;
    if (this.#options.atExit === "kill" && !mainExits) return 0;
    this.#drainer = this.#scheduler.current;
    this.#drainUntil = mainExits ? Number.POSITIVE_INFINITY : this.#engine.steps() + DRAIN_STEPS;
    const wait = { kind: "main's end" as const, word: undefined, object: 0, until: undefined };
    this.#scheduler.block(wait);
    return this.#decide("blocked");
  }

  #endDrain(): void {
    const drainer = this.#drainer;
    this.#drainer = undefined;
    if (drainer) this.#scheduler.release(drainer);
  }

  // Traps and the end.

  #trapped(fiber: Fiber, error: unknown): void {
    if (this.#over) return;
    const stack = error instanceof Error ? (error.stack ?? "") : "";
    const message = error instanceof Error ? error.message : String(error);
    const trap = error instanceof RangeError ? "stack overflow" : "engine trap";
    this.#finish({ kind: "trap", trap, message, thread: fiber.number, stack });
  }

  #trap(trap: TrapKind, message: string, stack = takeStack()): Promise<number> {
    const thread = this.#scheduler.current.acts;
    this.#finish({ kind: "trap", trap, message, thread, stack });
    return this.#forGood();
  }

  #outcome(ending: Ending): Outcome {
    this.#wasi.close();
    const running = this.#scheduler.current;
    if (!running.ended) this.#instance.leave(running);
    this.#instance.end(this.#threads);
    return {
      ending,
      races: this.#races.records,
      possible: this.#possible.records,
      missing: this.#expected.missing(this.#engine),
      raceCount: this.#races.count,
      ...this.#locks.findings(ending, () => this.#positions(() => "")),
      threads: this.#threads.map((fiber) => threadRecord(fiber, fiber === running)),
      steps: this.#engine.steps(),
      firstStaleStep: this.#engine.first_stale_step(),
      switches: this.#switches,
    };
  }

  // Memory.

  #dataView(): DataView {
    if (this.#view.buffer !== this.#memory.buffer) this.#view = new DataView(this.#memory.buffer);
    return this.#view;
  }

  #bytes(): Uint8Array {
    return new Uint8Array(this.#memory.buffer);
  }

  #text(address: number): string {
    const bytes = this.#bytes();
    return Buffer.from(bytes.subarray(address, bytes.indexOf(0, address))).toString("utf8");
  }

  // Imports.

  #answers(): Calls {
    const wasi = this.#wasi;
    return {
      host: { ...this.#engineHost() },
      antecede: this.#antecedeImports(),
      get wasi_snapshot_preview1() {
        return wasi.imports();
      },
    };
  }

  #engineHost(): EngineHost {
    const running = () => this.#scheduler.current.acts;
    return {
      preempt: (reason: number) => this.#decide(reason === PREEMPT_POINT ? "point" : "quantum"),
      race: (...event: readonly number[]) => this.#race(event),
      fault: (kind: number, address: number) => this.#fault(kind, address),
      decide: (choice: number, count: number, drawn: number) =>
        this.#scheduler.decide(choice === CHOICE_STORE ? "read" : "failure", count, drawn),
      moved: (thread: number, epoch: number) => this.#races.owns(thread, epoch >>> 0),
      ...this.#possible.callbacks(this.#engine, running, this.#observer),
      ...observedCalls(this.#observer, () => this.#engine, running, takeStack),
      ...this.#locks.engineCalls(),
      ...weakLoadImports(this.#options.replay?.weakLoads, () => this.#engine, running),
      exhausted: () => {
        this.#finish({ kind: "exhausted" });
        // Not a wasm exception of the program's: nothing there may catch it and go on.
        throw new Error("the engine's tables are full");
      },
    };
  }

  #fault(kind: number, address: number): Promise<number> {
    if (kind === FAULT_NULL) {
      return this.#trap("null pointer", `access to address 0x${address.toString(16)}`);
    }
    if (kind === FAULT_GUARD) {
      return this.#trap("stack overflow", "the stack of the thread is used up");
    }
    return this.#trap("engine trap", OUT_OF_BOUNDS);
  }

  #race(event: readonly number[]): void {
    const [start = 0, bytes = 0, access = 0, at = 0, epoch = 0, previousAccess = 0, ordered] =
      event;
    const index = this.#races.add(
      {
        start: start >>> 0,
        bytes,
        access,
        at: at >>> 0,
        previousEpoch: epoch >>> 0,
        previousAccess,
        ordered: ordered === 1,
        thread: this.#scheduler.current.acts,
        step: this.#engine.steps(),
      },
      takeStack,
    );
    if (index === undefined || !this.#observer) return;
    const thread = this.#scheduler.current.acts;
    const known = this.#engine.clockOf(thread, epoch >>> CLOCK_BITS);
    this.#observer.race(index, known >>> 0, () => this.#races.clockOf(this.#engine, thread));
  }

  #antecedeImports(): Calls["antecede"] {
    return {
      opened: (pages: number) => this.#instance.opened(pages * WASM_PAGE_BYTES),
      wait: (word: number, expected: number, ns: bigint, kind: number, object: number) =>
        this.#wait(word >>> 0, expected, ns, WAIT_KINDS[kind] ?? "futex", object >>> 0),
      wake: (word: number, count: number) => this.#wake(word >>> 0, count).length,
      signal: (word: number, count: number) => this.#locks.signalled(this.#wake(word >>> 0, count)),
      interrupt: (thread: number) => this.#interrupt(thread),
      yield: () => this.#decide("yield"),
      sleep: (ns: bigint) => this.#sleep(ns),
      spawn: (thread: number, top: number, tls: number) => this.#spawn(thread, top, tls),
      signature: (pointer: number) => signatureOf(pointer, this.#guest, this.#shapes),
      thread_end: () => this.#threadEnd(),
      ...this.#locks.guestCalls(),
      ...this.#fibers.guestCalls(),
      ...this.#expected.guestCalls(this.#engine, (address) => this.#text(address)),
      drain: (how: number) => this.#drain(how),
      proc_exit: (code: number) => {
        this.#finish({ kind: "exit", code });
        return this.#forGood();
      },
      trap: (kind: number, message: number) =>
        this.#trap(TRAPS[kind] ?? "abort", this.#text(message >>> 0)),
      thrown: (exception: number) => this.#throws.record(exception),
      uncaught: (exception: number, message: number) => {
        const stack = this.#throws.stackOf(exception);
        return this.#trap("uncaught exception", this.#text(message >>> 0), stack);
      },
      unsupported: (name: number) => {
        const operation = this.#text(name >>> 0);
        this.#finish({ kind: "unsupported", operation, stack: takeStack() });
        return this.#forGood();
      },
      clock_now: (clock: number) => this.#clock.read(clock),
      thread_name: (thread: number, name: number) => {
        const fiber = this.#threads[thread];
        if (fiber) fiber.name = this.#text(name >>> 0);
      },
      random32: () => this.#random.word() | 0,
      option: (which: number) => this.#option(which),
    };
  }

  #option(which: number): number {
    switch (which) {
      case 0:
        return this.#options.spuriousWakeups ? this.#isSpurious() : 0;
      case 1:
        return this.#scheduler.aliveCount;
      case 2:
        return this.#scheduler.current.number;
      case 3:
        return this.#options.memoryLimitBytes;
      default:
        return this.#races.count > 0 || this.#locks.hasMisuse ? 1 : 0;
    }
  }

  #isSpurious(): number {
    return this.#scheduler.decide("wake-up", 2, this.#random.chance(SPURIOUS_RATE) ? 1 : 0);
  }

  // Threads and waiting.

  #spawn(guest: number, top: number, tls: number): number {
    if (this.#scheduler.aliveCount >= MOST_THREADS) return -1;
    const number = this.#threads.length;
    const parent = this.#scheduler.current.acts;
    const epoch = this.#engine.start(number, parent) >>> 0;
    if (epoch === 0) return -1;
    this.#races.owns(number, epoch);
    const view = this.#dataView();
    // struct thread and struct stack, of guest/threads.
    const bottom = view.getUint32(guest + 4, true);
    const tlsBytes = view.getUint32(guest + 16, true);
    const stack = view.getUint32(guest + 32, true);
    const block = stack === 0 ? undefined : view.getUint32(stack + 4, true);
    const fiber = new Fiber({
      number,
      parent,
      guest,
      memory: { bottom, top: top >>> 0, tls: tls >>> 0, tlsBytes, block },
      stackPointer: top,
      tlsBase: tls,
      start: () => this.#instance.startThread(guest),
    });
    this.#threads.push(fiber);
    this.#engine.stack(number, bottom, (top >>> 0) - bottom);
    this.#scheduler.add(fiber);
    this.#observer?.spawned(number, parent, this.#engine.steps(), takeStack);
    // Who creates threads faster than they can run would meet the limit: one a turn is enough then.
    if (this.#scheduler.aliveCount > CROWD) this.#engine.grant(1, this.#scheduler.budget().steps);
    else this.#grant();
    return number;
  }

  #wake(word: number, count: number): Fiber[] {
    const woken = this.#scheduler.wake(word, count);
    if (woken.length > 0) this.#grant();
    return woken;
  }

  #threadEnd(): SuspendingCall {
    const fiber = this.#scheduler.current;
    this.#endCurrent(fiber);
    const next = this.#choose("blocked");
    if (next) this.#resume(next);
    return this.#forGood(fiber);
  }

  #wait(
    word: number,
    expected: number,
    ns: bigint,
    kind: WaitKind,
    object: number,
  ): SuspendingCall {
    if (this.#dataView().getInt32(word, true) !== (expected | 0)) return CHANGED;
    return this.#block(kind, word, ns, object);
  }

  #sleep(ns: bigint): SuspendingCall {
    return this.#block("sleep", undefined, ns < 0n ? 0n : ns, 0);
  }

  #block(kind: WaitKind, word: number | undefined, ns: bigint, object: number): SuspendingCall {
    const fiber = this.#scheduler.current;
    fiber.result = 0;
    this.#engine.woken(fiber.acts);
    const until = ns < 0n ? undefined : this.#clock.now() + ns;
    this.#scheduler.block({ kind, word, object, until });
    return this.#decide("blocked");
  }

  #interrupt(guest: number): void {
    const fiber = this.#threads.find((thread) => !thread.ended && thread.guest === guest);
    if (fiber && this.#scheduler.interrupt(fiber)) this.#grant();
  }
}
