/**
 * The fibers of one run: which can run, which wait for what, and the step from one to the next.
 * The strategy chooses; this class keeps the books. It knows nothing of WebAssembly.
 */
import type { ChoiceKind } from "../detector/decision.ts";
import type { Guide, Moment } from "../schedule/decisions.ts";
import { RandomSource } from "../schedule/random-source.ts";
import type { Budget, Reason, Strategy } from "../schedule/strategy.ts";
import type { VirtualClock } from "./clock.ts";
import { type Fiber, INTERRUPTED, TIMED_OUT, type Wait, WOKEN } from "./fiber.ts";

/** Separates the scheduler's own choices from the strategy's: neither disturbs the other. */
const WAKE_SALT = 0x77616b65;

export class Scheduler {
  readonly #strategy: Strategy;
  readonly #clock: VirtualClock;
  readonly #random: RandomSource;
  readonly #guide: Guide | undefined;
  /** With a guide, by thread: its steps until it was last suspended. */
  readonly #ownSteps = new Map<number, number>();
  /** The step of the run at which the current thread went on. */
  #wentOnAt = 0;
  /** Numbers of the fibers that can run, ascending. */
  readonly #ready: number[] = [];
  readonly #fibers = new Map<number, Fiber>();
  readonly #waiters = new Map<number, Fiber[]>();
  /** Fibers whose wait ends by itself, soonest first. */
  readonly #timed: Fiber[] = [];
  current: Fiber;
  /** Decisions so far. */
  decisions = 0;
  /** The decision before which a thread last began, ended or was woken, or did input or output. */
  #progressAt = 0;

  /** @param guide makes the decisions instead of the strategy, or takes them down */
  constructor(
    strategy: Strategy,
    clock: VirtualClock,
    main: Fiber,
    { seed, guide }: { readonly seed: number; readonly guide: Guide | undefined },
  ) {
    this.#strategy = strategy;
    this.#clock = clock;
    this.#random = new RandomSource(seed ^ WAKE_SALT);
    this.#guide = guide;
    this.current = main;
    this.add(main);
  }

  /** All fibers that have not ended, by number. */
  get alive(): IterableIterator<Fiber> {
    return this.#fibers.values();
  }

  get aliveCount(): number {
    return this.#fibers.size;
  }

  get readyCount(): number {
    return this.#ready.length;
  }

  /** Whether no other thread can run, or waits for a time. */
  get isAlone(): boolean {
    return this.#ready.length === 1 && this.#timed.length === 0;
  }

  /** A thread did what others, or the world, can notice. */
  progress(): void {
    this.#progressAt = this.decisions;
    this.#clock.progress();
  }

  /** Whether several threads have run for half of the run without any progress. */
  get isLivelock(): boolean {
    return this.aliveCount > 1 && this.#progressAt < this.decisions / 2;
  }

  fiber(number: number): Fiber | undefined {
    return this.#fibers.get(number);
  }

  add(fiber: Fiber): void {
    this.progress();
    this.#fibers.set(fiber.number, fiber);
    this.#strategy.started(fiber.number);
    this.#makeReady(fiber);
  }

  /** The current fiber has ended. */
  end(fiber: Fiber): void {
    fiber.ended = true;
    this.progress();
    this.#fibers.delete(fiber.number);
    this.#unready(fiber);
  }

  /** The current fiber can't go on until it is woken, interrupted, or its time comes. */
  block(wait: Wait): void {
    const fiber = this.current;
    fiber.wait = wait;
    this.#unready(fiber);
    if (wait.word !== undefined) {
      const others = this.#waiters.get(wait.word);
      if (others) others.push(fiber);
      else this.#waiters.set(wait.word, [fiber]);
    }
    if (wait.until !== undefined) this.#insertTimed(fiber, wait.until);
  }

  /** Wakes up to `count` waiters of a word (all if negative); the seed chooses which. */
  wake(word: number, count: number): Fiber[] {
    const waiters = this.#waiters.get(word);
    if (!waiters) return [];
    const wanted = count < 0 ? waiters.length : Math.min(count, waiters.length);
    const woken: Fiber[] = [];
    this.progress();
    while (woken.length < wanted) {
      const fiber = this.#oneOf(waiters, wanted - woken.length);
      if (!fiber) break;
      this.#release(fiber, WOKEN);
      woken.push(fiber);
    }
    return woken;
  }

  /** Ends a fiber's wait from outside; false if it does not wait. */
  interrupt(fiber: Fiber): boolean {
    if (!fiber.wait) return false;
    this.#release(fiber, INTERRUPTED);
    return true;
  }

  /** Lets a fiber that waits for no word go on. */
  release(fiber: Fiber): void {
    this.#release(fiber, WOKEN);
  }

  /**
   * The fiber to run next, made current; undefined if none can run and no time can help.
   * Timers that are due fire first; if all wait, time jumps to the first of them.
   */
  next(reason: Reason): Fiber | undefined {
    this.decisions++;
    this.#clock.decided(reason);
    if (reason === "yield" && this.#timed.length > 0) this.#clock.yielded();
    this.#fireTimers();
    if (this.#ready.length === 0) {
      const soonest = this.#timed[0];
      if (soonest?.wait?.until === undefined) return undefined;
      this.#clock.advanceTo(soonest.wait.until);
      this.#fireTimers();
    }
    const number = this.#ready.length === 1 ? this.#ready[0] : this.#choose(reason);
    const fiber = this.#fibers.get(number ?? -1);
    if (fiber) this.#makeCurrent(fiber);
    return fiber;
  }

  budget(): Budget {
    const { number } = this.current;
    if (!this.#guide) return this.#strategy.budget(number);
    return this.#guide.budget(this.#moment(), () => this.#strategy.budget(number));
  }

  /** What the seed has drawn, below `count`, or what the guide makes of it. */
  decide(kind: ChoiceKind, count: number, drawn: number): number {
    return this.#guide ? this.#guide.choose(kind, this.#moment(), count, drawn) : drawn;
  }

  #choose(reason: Reason): number {
    const { number } = this.current;
    if (!this.#guide) return this.#strategy.next(this.#ready, number, reason);
    const draw = () => this.#strategy.next(this.#ready, number, reason);
    return this.#guide.next(this.#moment(), this.#ready, reason, draw);
  }

  /** One of the waiters, of which so many are to be woken. */
  #oneOf(waiters: readonly Fiber[], wanted: number): Fiber | undefined {
    const draw = () => waiters[this.#random.below(waiters.length)];
    // If all are woken it does not matter who comes first.
    if (!this.#guide || wanted === waiters.length) return draw();
    const numbers = waiters.map(({ number }) => number);
    const chosen = this.#guide.wake(this.#moment(), numbers, () => draw()?.number ?? -1);
    return waiters.find(({ number }) => number === chosen);
  }

  /** The running thread, and how many steps it has taken. */
  #moment(): Moment {
    const { number: thread } = this.current;
    const before = this.#ownSteps.get(thread) ?? 0;
    return { thread, step: before + this.#clock.steps() - this.#wentOnAt };
  }

  #makeCurrent(fiber: Fiber): void {
    if (this.#guide && fiber !== this.current) {
      const { thread, step } = this.#moment();
      this.#ownSteps.set(thread, step);
      this.#wentOnAt = this.#clock.steps();
    }
    this.current = fiber;
  }

  #release(fiber: Fiber, result: number): void {
    const wait = fiber.wait;
    if (!wait) return;
    fiber.wait = undefined;
    fiber.result = result;
    if (wait.word !== undefined) {
      const waiters = this.#waiters.get(wait.word) ?? [];
      waiters.splice(waiters.indexOf(fiber), 1);
      if (waiters.length === 0) this.#waiters.delete(wait.word);
    }
    if (wait.until !== undefined) this.#timed.splice(this.#timed.indexOf(fiber), 1);
    this.#makeReady(fiber);
  }

  #fireTimers(): void {
    for (let fiber = this.#timed[0]; fiber; fiber = this.#timed[0]) {
      if ((fiber.wait?.until ?? 0n) > this.#clock.now()) return;
      this.#release(fiber, TIMED_OUT);
    }
  }

  #insertTimed(fiber: Fiber, until: bigint): void {
    let at = this.#timed.length;
    while (at > 0 && (this.#timed[at - 1]?.wait?.until ?? 0n) > until) at--;
    this.#timed.splice(at, 0, fiber);
  }

  #makeReady(fiber: Fiber): void {
    this.#ready.splice(this.#placeOf(fiber), 0, fiber.number);
  }

  #unready(fiber: Fiber): void {
    const at = this.#placeOf(fiber);
    if (this.#ready[at] === fiber.number) this.#ready.splice(at, 1);
  }

  /** Binary search in `#ready`. */
  #placeOf(fiber: Fiber): number {
    let low = 0;
    let high = this.#ready.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#ready[middle] ?? 0) < fiber.number) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
