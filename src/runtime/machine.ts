/**
 * One run of a program: its instance, its fibers and the engine, from start to end. Every call of
 * the guest that may switch fibers ends here; the others go from wasm to wasm.
 */
import type { EngineExports } from "../binding/engine.ts";
import { CHOICE_STORE, CLOCK_BITS, PREEMPT_POINT, WASM_PAGE_BYTES } from "../layout/numbers.ts";
import { createGuide } from "../schedule/guides.ts";
import { RandomSource } from "../schedule/random-source.ts";
import { createStrategy } from "../schedule/strategies.ts";
import type { Budget } from "../schedule/strategy.ts";
import type { Shape } from "../toolchain/wasm-binary.ts";
import {
  type AnswerOf,
  type Answers,
  answersOf,
  RARE_CALLS,
  type RareCalls,
  TOLD_CALLS,
  type ToldCalls,
} from "./answers.ts";
import { VirtualClock } from "./clock.ts";
import { confirmCycles, needsConfirmation } from "./confirm.ts";
import { Deadline } from "./deadline.ts";
import { ExpectedRaces } from "./expected.ts";
import { CHANGED, Fiber, WAIT_KINDS, type WaitKind } from "./fiber.ts";
import { faultOf, type GuestExports, memoryOfThread, signatureOf, TRAPS, trapOf } from "./guest.ts";
import { ProgramInstance } from "./instance.ts";
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
import type { RunnableProgram } from "./program.ts";
import { ProgramFibers } from "./program-fibers.ts";
import { RaceLog, rawRace } from "./races.ts";
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
const ALONE: Budget = { points: 4096, steps: 1_000_000 };
/** Iterations of a loop without hooks that count as one batch of steps. */
const TICKS_A_BATCH = 1000;
/** Main and 2,000 more: the slots of clocks, less some for threads with exhausted ones. */
const MOST_THREADS = 2001;
const CROWD = 256;
const STACK_FRAMES = 200;
/** Of waits for a condition, with spurious wake-ups. */
const SPURIOUS_RATE = 0.1;
const ERRNO_BYTES = 4;
const RANDOM_SALT = 0x72616e64;

/**
 * Runs the program once. Never throws for anything that the program does.
 *
 * @param instance of the program, in which nothing runs; default: a new one
 */
export async function run(
  program: RunnableProgram,
  options: RunOptions,
  instance = new ProgramInstance(program),
): Promise<Outcome> {
  // V8 keeps ten frames; traps take theirs by themselves.
  Error.stackTraceLimit = STACK_FRAMES;
  const once = (own: RunOptions) => new Machine(program, own, instance).run();
  const outcome = await once(options);
  return needsConfirmation(outcome, options) ? confirmCycles(outcome, options, once) : outcome;
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
  readonly #possible: PossibleLog | undefined;
  readonly #suspended = new SuspendedStacks();
  readonly #throws = new ThrowSites();
  readonly #threads: Fiber[] = [];
  readonly #locks: LockWatch;
  readonly #observer: Observer | undefined;
  readonly #deadline: Deadline;
  #words: Int32Array;
  #errnoAddress = 0;
  /** Of the last block that there was no memory for. */
  #refusedBytes: number | undefined;
  #switches = 0;
  /** Main waits for the others' end; beyond this step it goes on without them. */
  #drainUntil = Number.POSITIVE_INFINITY;
  #drainer: Fiber | undefined;
  #over = false;
  #resolve: ((outcome: Outcome) => void) | undefined;
  // Most runs of a litmus program need none of these: they are made when first asked for.
  #expectedRaces: ExpectedRaces | undefined;
  #rareCalls: RareCalls | undefined;
  #toldCalls: ToldCalls | undefined;

  constructor(program: RunnableProgram, options: RunOptions, instance: ProgramInstance) {
    this.#options = options;
    this.#shapes = program.shapes;
    this.#races = new RaceLog(program.users);
    if (program.detector.name !== "happens-before") this.#possible = new PossibleLog(program.users);
    this.#observer = options.replay?.observer;
    this.#deadline = new Deadline(options.timeoutMs);
    this.#random = new RandomSource(options.schedule.seed ^ RANDOM_SALT);
    this.#instance = instance;
    this.#memory = instance.memory;
    this.#engine = instance.engine;
    this.#guest = instance.guest;
    this.#words = new Int32Array(this.#memory.buffer);
    this.#clock = new VirtualClock(this.#engine, () => this.#scheduler);
    this.#wasi = new Wasi({
      instance,
      args: options.args,
      environment: options.environment,
      files: options.files,
      clock: this.#clock,
      random: this.#random,
      listener: this,
    });
    instance.begin(this, Machine.#answerOf);
    const main = new Fiber({
      number: 0,
      guest: 0,
      memory: { bottom: 0, top: instance.mainStackTop, tls: 0, tlsBytes: 0, block: 0 },
      stackPointer: instance.mainStackTop,
      tlsBase: this.#guest.__tls_base.value,
    });
    this.#threads.push(main);
    const strategy = createStrategy(options.schedule);
    const guide = options.decisions && createGuide(options.decisions);
    const { seed } = options.schedule;
    this.#scheduler = new Scheduler(strategy, this.#clock, main, { seed, guide });
    this.#locks = new LockWatch({
      ...options.locks,
      users: program.users,
      engine: this.#engine,
      threads: this.#threads,
      running: this.#scheduler,
      observer: this.#observer,
      takeStack,
    });
    this.#locks.begin();
  }

  run(): Promise<Outcome> {
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    this.#resolve = resolve;
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
    return promise;
  }

  #finish(ending: Ending): void {
    if (this.#over) return;
    this.#over = true;
    this.#resolve?.(this.#outcome(ending));
    this.#suspended.unwind();
  }

  // Fibers.

  #begin(fiber: Fiber): void {
    if (this.#over) return;
    fiber.isStarted = true;
    const running =
      fiber.guest === 0 ? this.#instance.startMain() : this.#instance.startThread(fiber.guest);
    running.then(
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

  /** The running fiber has ended: another one's stack runs when control next enters WebAssembly. */
  #resume(fiber: Fiber): void {
    this.#instance.enter(fiber);
    this.#memoryWords()[this.#errnoAddress >> 2] = fiber.errno;
    this.#engine.select(fiber.acts);
    this.#goOn(fiber);
  }

  #goOn(fiber: Fiber): void {
    this.#switches++;
    if (!fiber.isStarted) {
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
    from.suspendedAt = this.#scheduler.decisions;
    this.#observer?.suspending(from.number, from.suspendedAt, takeStack);
    const suspended = this.#suspended.suspend(from.number);
    this.#instance.change(from, next, this.#errnoAddress);
    this.#goOn(next);
    return suspended;
  }

  #forGood(fiber = this.#scheduler.current): Promise<number> {
    return this.#suspended.suspend(fiber.number);
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
    this.#grant(steps);
    return next;
  }

  /** @param steps of the run so far */
  #grant(steps = this.#engine.steps()): void {
    const budget = this.#scheduler.readyCount > 1 ? this.#scheduler.budget() : ALONE;
    const left = this.#options.maxSteps - steps;
    this.#engine.grant(
      Math.min(budget.points, 0x7fffffff),
      Math.max(1, Math.min(budget.steps, left)),
      this.#scheduler.isAlone ? 1 : 0,
      budget.idlePoints ?? 0,
    );
  }

  /** A system call takes time that steps don't show: past the deadline a decision is due. */
  called(): void {
    this.#scheduler.progress();
    if (this.#deadline.metByCall()) this.#engine.grant(1, 1, 0, 0);
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
    const [trap, message] = trapOf(error, this.#hasOverflown());
    this.#finish({ kind: "trap", trap, message, thread: fiber.number, stack });
  }

  #hasOverflown(): boolean {
    return this.#instance.hasOverflown(this.#scheduler.current);
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
      possible: this.#possible?.records ?? [],
      missing: this.#expectedRaces?.missing(this.#engine) ?? [],
      raceCount: this.#races.count,
      ...this.#locks.findings(ending, () => this.#positions(() => "")),
      threads: this.#threads.map((fiber) => threadRecord(fiber, fiber === running)),
      steps: this.#engine.steps(),
      firstStaleStep: this.#engine.first_stale_step(),
      switches: this.#switches,
    };
  }

  // Memory.

  #memoryWords(): Int32Array {
    // Memory that has grown leaves its old buffer with nothing.
    if (this.#words.length === 0) this.#words = new Int32Array(this.#memory.buffer);
    return this.#words;
  }

  #wordAt(address: number): number {
    return this.#memoryWords()[address >> 2] ?? 0;
  }

  #text(address: number): string {
    const bytes = new Uint8Array(this.#memory.buffer);
    return Buffer.from(bytes.subarray(address, bytes.indexOf(0, address))).toString("utf8");
  }

  // Imports.

  /** What answers a call: the same for all runs, so that a run makes no functions of its own. */
  static readonly #answerOf: AnswerOf<Machine> = (from, name) => {
    if (from === "host") return Machine.#hostAnswers[name];
    if (from === "antecede") return Machine.#guestAnswers[name];
    return (run, ...args) => run.#wasi.imports()[name]?.(...args);
  };

  static readonly #hostAnswers: Answers<Machine> = {
    race: (run, ...event: readonly number[]) => run.#race(event),
    decide: (run, choice: number, count: number, drawn: number) =>
      run.#scheduler.decide(choice === CHOICE_STORE ? "read" : "failure", count, drawn),
    moved: (run, thread: number, epoch: number) => run.#races.owns(thread, epoch >>> 0),
    ...answersOf(TOLD_CALLS, (run: Machine) => run.#told()),
    exhausted: (run) => {
      run.#finish({ kind: "exhausted" });
      // Not a wasm exception of the program's: nothing there may catch it and go on.
      throw new Error("the engine's tables are full");
    },
  };

  /** What only a replay and lockset detectors hear of. */
  #told(): ToldCalls {
    const engine = this.#engine;
    const running = () => this.#scheduler.current.acts;
    this.#toldCalls ??= {
      ...this.#possible?.callbacks(engine, running, this.#observer),
      ...observedCalls(this.#observer, () => engine, running, takeStack),
      ...this.#locks.engineCalls(),
      ...weakLoadImports(this.#options.replay?.weakLoads, () => engine, running),
    };
    return this.#toldCalls;
  }

  #race(event: readonly number[]): void {
    const thread = this.#scheduler.current.acts;
    const race = rawRace(event, thread, this.#engine.steps());
    const index = this.#races.add(race, takeStack);
    if (index === undefined || !this.#observer) return;
    const known = this.#engine.clockOf(thread, race.previousEpoch >>> CLOCK_BITS);
    this.#observer.race(index, known >>> 0, () => this.#races.clockOf(this.#engine, thread));
  }

  static readonly #guestAnswers: Answers<Machine> = {
    preempt: (run, reason: number) => run.#decide(reason === PREEMPT_POINT ? "point" : "quantum"),
    end_by_fault: (run, ...fault: readonly [number, number, number]) =>
      run.#trap(...faultOf(fault, run.#refusedBytes, run.#options)),
    has_overflown: (run) => Number(run.#hasOverflown()),
    opened: (run, pages: number) => run.#instance.opened(pages * WASM_PAGE_BYTES),
    refused: (run, bytes: number) => {
      run.#refusedBytes = bytes >>> 0;
    },
    wait: (run, word: number, expected: number, ns: bigint, kind: number, object: number) =>
      run.#wait(word >>> 0, expected, ns, WAIT_KINDS[kind] ?? "futex", object >>> 0),
    wake: (run, word: number, count: number) => run.#wake(word >>> 0, count).length,
    signal: (run, word: number, count: number) =>
      run.#locks.signalled(run.#wake(word >>> 0, count)),
    interrupt: (run, thread: number) => run.#interrupt(thread),
    yield: (run) => run.#decide("yield"),
    sleep: (run, ns: bigint) => run.#sleep(ns),
    spawn: (run, thread: number, top: number, tls: number) => run.#spawn(thread, top, tls),
    signature: (run, pointer: number) => signatureOf(pointer, run.#guest, run.#shapes),
    thread_end: (run) => run.#threadEnd(),
    joined: (run, thread: number) => run.#locks.joined(thread),
    detached: (run, thread: number) => run.#locks.collect(thread),
    check_no_locks_held: (run) => run.#locks.checkNoneHeld(),
    misused: (run, misuse: number, object: number, other: number) =>
      run.#locks.misused(misuse, object >>> 0, other < 0 ? undefined : other),
    ...answersOf(RARE_CALLS, (run: Machine) => run.#rare()),
    drain: (run, how: number) => run.#drain(how),
    proc_exit: (run, code: number) => {
      run.#finish({ kind: "exit", code });
      return run.#forGood();
    },
    trap: (run, kind: number, message: number) =>
      run.#trap(TRAPS[kind] ?? "abort", run.#text(message >>> 0)),
    thrown: (run, exception: number) => run.#throws.record(exception),
    uncaught: (run, exception: number, message: number) => {
      const stack = run.#throws.stackOf(exception);
      return run.#trap("uncaught exception", run.#text(message >>> 0), stack);
    },
    unsupported: (run, name: number) => {
      const operation = run.#text(name >>> 0);
      run.#finish({ kind: "unsupported", operation, stack: takeStack() });
      return run.#forGood();
    },
    clock_now: (run, clock: number) => run.#clock.read(clock),
    thread_name: (run, thread: number, name: number) => {
      const fiber = run.#threads[thread];
      if (fiber) fiber.name = run.#text(name >>> 0);
    },
    random32: (run) => run.#random.word() | 0,
    option: (run, which: number) => run.#option(which),
  };

  #rare(): RareCalls {
    if (this.#rareCalls) return this.#rareCalls;
    const fibers = new ProgramFibers({
      engine: this.#engine,
      instance: this.#instance,
      threads: this.#threads,
      running: () => this.#scheduler.current,
      begun: (number, parent, epoch) => {
        this.#races.owns(number, epoch);
        this.#observer?.spawned(number, parent, this.#engine.steps(), takeStack);
      },
    });
    this.#expectedRaces = new ExpectedRaces();
    this.#rareCalls = {
      ...fibers.guestCalls(),
      ...this.#expectedRaces.guestCalls(this.#engine, (address) => this.#text(address)),
    };
    return this.#rareCalls;
  }

  #option(which: number): number {
    switch (which) {
      case 0:
        return this.#options.spuriousWakeups ? this.#isSpurious() : 0;
      case 1:
        return this.#scheduler.aliveCount;
      case 2:
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
    const memory = memoryOfThread(new DataView(this.#memory.buffer), guest, top >>> 0, tls >>> 0);
    const fiber = new Fiber({
      number,
      parent,
      guest,
      memory,
      stackPointer: top,
      tlsBase: tls,
    });
    this.#threads.push(fiber);
    this.#engine.stack(number, memory.bottom, memory.top - memory.bottom);
    this.#scheduler.add(fiber);
    this.#observer?.spawned(number, parent, this.#engine.steps(), takeStack);
    // Who creates threads faster than they can run would meet the limit: one a turn is enough then.
    if (this.#scheduler.aliveCount > CROWD)
      this.#engine.grant(1, this.#scheduler.budget().steps, 0, 0);
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
    if (this.#wordAt(word) !== (expected | 0)) return CHANGED;
    return this.#block(kind, word, ns, object);
  }

  #sleep(ns: bigint): SuspendingCall {
    return this.#block("sleep", undefined, ns < 0n ? 0n : ns, 0);
  }

  #block(kind: WaitKind, word: number | undefined, ns: bigint, object: number): SuspendingCall {
    const fiber = this.#scheduler.current;
    fiber.result = 0;
    this.#engine.woken(fiber.acts);
    const until = ns < 0n ? undefined : this.#clock.endOf(ns);
    this.#scheduler.block({ kind, word, object, until });
    return this.#decide("blocked");
  }

  #interrupt(guest: number): void {
    const fiber = this.#threads.find((thread) => !thread.ended && thread.guest === guest);
    if (fiber && this.#scheduler.interrupt(fiber)) this.#grant();
  }
}
