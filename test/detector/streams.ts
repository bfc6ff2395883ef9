/**
 * Random well-formed event streams, for every detector's tests: as a fast-check arbitrary (it
 * shrinks) and as a plain seeded generator (millions in a minute). Both draw recipes, lists of
 * small numbers without any constraint, and `cook` makes a stream of each: what a number means
 * depends on what is possible at that point, so that any sublist is a recipe too and shrinking
 * can drop any step.
 *
 * Streams are interesting rather than likely: few bytes, few threads, one flag that most atomic
 * operations meet on, one block of data that most plain accesses do, and sizes that overlap. Near
 * races come from handovers, pairs of operations by which one thread passes on what it did to
 * another (or just fails to); memory that was freed is soon allocated again.
 *
 * Memory is simulated, so that atomics carry the values that a program's would. With
 * `staleReads` the model watches the stream as it is made, and each load reads one of the stores
 * that are visible to it; without, it reads the newest. Which ones are visible depends on whether
 * mixed sizes race, for then less is ordered.
 */
import fc from "fast-check";
import {
  type DetectorEvent,
  type FenceOrder,
  OBJECT_BYTES,
  type Range,
  type ReadOrder,
  type RmwOrder,
  type Value,
  type WriteOrder,
} from "../../src/detector/event.ts";
import type { LockMode } from "../../src/detector/lock-order.ts";
import { HappensBefore } from "../../src/model/happens-before.ts";
import { SimulatedMemory } from "./simulated-memory.ts";

/** Where the addresses of streams begin: far from page 0, aligned to 64. */
export const ARENA = 0x10000;
export const ARENA_BYTES = 24;
/** One key lies in the arena: it shares its life with the bytes there. */
export const KEYS = [ARENA + 8, ARENA + 64, ARENA + 68] as const;
/** One lock lies in the arena, and two are bytes of one granule. */
export const LOCKS = [ARENA + 4, ARENA + 72, ARENA + 76, ARENA + 77] as const;

export const READ_ORDERS: readonly ReadOrder[] = ["relaxed", "acquire", "seq_cst", "consume"];
export const WRITE_ORDERS: readonly WriteOrder[] = ["relaxed", "release", "seq_cst"];
export const RMW_ORDERS: readonly RmwOrder[] = [
  "relaxed",
  "acq_rel",
  "acquire",
  "release",
  "seq_cst",
  "consume",
];
export const FENCE_ORDERS: readonly FenceOrder[] = ["acquire", "release", "acq_rel", "seq_cst"];
const SIZES = [1, 2, 4, 8, 16] as const;

const FLAG = { address: ARENA, bytes: 4 };
const PART_OF_FLAG = { address: ARENA + 1, bytes: 1 };

/** "critical": an access under a lock. lock-streams.ts has streams of orders of locks. */
type Verb = DetectorEvent["kind"] | "handover" | "critical";

const IGNORED = ["reads", "writes", "synchronization"] as const;

/** How often each kind of step is drawn. */
const WEIGHTS: Readonly<Record<Verb, number>> = {
  handover: 40,
  read: 12,
  write: 12,
  "atomic load": 6,
  "atomic store": 5,
  "atomic rmw": 5,
  fence: 5,
  acquire: 4,
  "acquire lock": 0,
  take: 0,
  "give back": 0,
  "use object": 1,
  "renew object": 1,
  "renew lock": 0,
  monitor: 0,
  wake: 0,
  critical: 0,
  stack: 0,
  ignore: 0,
  excuse: 0,
  "release store": 3,
  "release merge": 3,
  spawn: 4,
  end: 4,
  join: 8,
  allocate: 3,
  deallocate: 2,
  clear: 1,
  forget: 1,
};
/** With stale reads: what makes histories long, and little that ends them. */
const STALE_WEIGHTS: Readonly<Record<Verb, number>> = {
  ...WEIGHTS,
  handover: 12,
  read: 6,
  write: 3,
  "atomic load": 24,
  "atomic store": 16,
  fence: 14,
  end: 2,
  allocate: 1,
  deallocate: 1,
};
/** With locks: many critical sections, few handovers, and all that can go wrong with a lock. */
const LOCK_WEIGHTS: Readonly<Record<Verb, number>> = {
  ...WEIGHTS,
  handover: 8,
  critical: 40,
  "acquire lock": 3,
  take: 6,
  "give back": 8,
  "renew lock": 1,
  monitor: 1,
  wake: 1,
  stack: 2,
  ignore: 3,
  excuse: 1,
  "atomic load": 3,
  "atomic store": 3,
  "atomic rmw": 3,
  fence: 2,
};
/** What main may do while it is alone. */
const ALONE = ["write", "read", "atomic store", "allocate"] as const;
const MOST_BEFORE = 3;

const VERBS = verbsOf(WEIGHTS);
const STALE_VERBS = verbsOf(STALE_WEIGHTS);
const LOCK_VERBS = verbsOf(LOCK_WEIGHTS);

function verbsOf(weights: Readonly<Record<Verb, number>>): readonly Verb[] {
  const verbs = Object.keys(weights) as Verb[];
  return verbs.flatMap((verb) => Array.from({ length: weights[verb] }, () => verb));
}

/** One to three events to be. Any natural numbers: `cook` takes them modulo what is possible. */
interface Step {
  readonly actor: number;
  readonly verb: number;
  readonly place: number;
  readonly size: number;
  readonly choice: number;
}

export interface Recipe {
  /** 2 to 5 threads alive at once. */
  readonly threads: number;
  /** 4 to 24 bytes of memory. */
  readonly bytes: number;
  readonly steps: readonly Step[];
}

export interface StreamOptions {
  /** Loads read any visible store; otherwise the newest. */
  readonly staleReads?: boolean;
  readonly mixedSizesRace?: boolean;
  /** Critical sections, and all other events of lockset detectors. */
  readonly locks?: boolean;
}

/** The stream of a recipe: threads begin, end and are joined as threads do. */
export function cook(recipe: Recipe, options: StreamOptions = {}): DetectorEvent[] {
  const { staleReads = false, mixedSizesRace = false } = options;
  const stage = new Stage(recipe, options);
  const values = new Values(staleReads ? new HappensBefore({}, { mixedSizesRace }) : undefined);
  return recipe.steps.flatMap((step) =>
    stage.next(step).map((event) => values.complete(event, step.size + step.choice)),
  );
}

/** The same events with what a program's operations would read and write, the newest always. */
export function withValues(events: readonly DetectorEvent[]): DetectorEvent[] {
  const values = new Values();
  return events.map((event) => values.complete(event, 0));
}

/** What the operations of a stream read and write. */
class Values {
  readonly #memory = new SimulatedMemory(ARENA, ARENA_BYTES);
  readonly #model: HappensBefore | undefined;
  /** Each store has another value, as far as its size allows. */
  #nextValue = 1;

  /** @param model of whose visible stores loads read one; without it they read the newest */
  constructor(model?: HappensBefore) {
    this.#model = model;
  }

  complete(event: DetectorEvent, choice: number): DetectorEvent {
    const completed = this.#withValues(event, choice);
    this.#model?.apply(completed);
    return completed;
  }

  #withValues(event: DetectorEvent, choice: number): DetectorEvent {
    switch (event.kind) {
      case "atomic load": {
        const load = { ...event, newest: this.#memory.read(event) };
        if (this.#model === undefined) return load;
        const visible = this.#model.loadCandidates(load).filter((one) => one.visible);
        const { index } = pick(visible, choice);
        return index === 0 ? load : { ...load, reads: index };
      }
      case "atomic store":
      case "atomic rmw": {
        const old = this.#memory.read(event);
        return { ...event, old, value: this.#write(event) };
      }
      case "write":
        this.#write(event);
        return event;
      default:
        return event;
    }
  }

  #write(range: Range): Value {
    return this.#memory.write(range, this.#nextValue++);
  }
}

class Stage {
  readonly #verbs: readonly Verb[];
  /** How many atomics there are to one that may have any size: those end histories. */
  readonly #mixedOneIn: number;
  readonly #mixedSizesRace: boolean;
  readonly #threads: number;
  readonly #bytes: number;
  readonly #live: number[] = [0];
  readonly #ended: number[] = [];
  /** Ranges that were freed and not allocated again. */
  readonly #freed: Range[] = [];
  /** What is held, by whom. */
  readonly #locked: { readonly thread: number; readonly lock: number; readonly mode: LockMode }[] =
    [];
  readonly #stacked = new Set<number>();
  readonly #ignoring = new Set<number>();
  #nextThread = 1;
  /** Events of main before the first spawn. */
  #before = 0;

  constructor(recipe: Recipe, options: StreamOptions) {
    const { staleReads = false, mixedSizesRace = false, locks = false } = options;
    this.#verbs = staleReads ? STALE_VERBS : locks ? LOCK_VERBS : VERBS;
    this.#mixedSizesRace = mixedSizesRace;
    this.#mixedOneIn = staleReads ? (mixedSizesRace ? 9 : 24) : 3;
    this.#threads = recipe.threads;
    this.#bytes = recipe.bytes;
  }

  next(step: Step): readonly DetectorEvent[] {
    const verb = this.#nextThread === 1 ? this.#alone(step) : pick(this.#verbs, step.verb);
    if (verb === "critical") return this.#critical(step);
    return verb === "handover" ? this.#handover(step) : [this.#event(step, verb)];
  }

  /** A stream with one thread shows nothing: the second comes soon, after main's first accesses. */
  #alone(step: Step): DetectorEvent["kind"] {
    const isSoon = this.#before++ < MOST_BEFORE && step.choice % 2 === 1;
    return isSoon ? pick(ALONE, step.verb) : "spawn";
  }

  #event(step: Step, verb: DetectorEvent["kind"]): DetectorEvent {
    const thread = pick(this.#live, step.actor);
    switch (verb) {
      case "spawn":
        return this.#spawn(step, thread);
      case "end":
        return this.#end(step, thread);
      case "join":
        return this.#join(step, thread);
      case "fence":
        return { kind: "fence", thread, order: pick(FENCE_ORDERS, step.choice) };
      case "take":
        return this.#take(step, thread);
      case "give back":
        return this.#giveBack(step, thread);
      case "use object":
      case "renew object": {
        const address = ARENA + (step.place % this.#bytes);
        return { kind: verb, thread, address, bytes: OBJECT_BYTES };
      }
      case "renew lock":
      case "monitor":
        return { kind: verb, thread, lock: pick([...LOCKS, ...KEYS], step.choice) };
      case "wake": {
        const woken = pick(this.#live, step.choice);
        // Nobody wakes itself.
        return woken === thread ? this.#event(step, "write") : { kind: verb, thread, woken };
      }
      case "stack":
        return this.#stack(step, thread);
      case "ignore": {
        // Mostly ended soon: what is ignored tells nothing else.
        const begins = this.#ignoring.delete(thread) === false && step.choice % 3 !== 0;
        if (begins) this.#ignoring.add(thread);
        return { kind: verb, thread, what: pick(IGNORED, step.size), begins };
      }
      case "excuse":
        return {
          kind: verb,
          thread,
          address: this.#plainRange(step).address,
          bytes: step.size % 3,
        };
      case "acquire":
      case "acquire lock":
      case "release store":
      case "release merge":
        return { kind: verb, thread, key: pick(KEYS, step.choice) };
      case "forget":
        return { kind: verb, thread, address: pick(KEYS, step.choice), bytes: 4 };
      case "read":
      case "write":
      case "clear":
        return { kind: verb, thread, ...this.#plainRange(step) };
      case "allocate":
        return { kind: verb, thread, ...(this.#freed.pop() ?? this.#plainRange(step)) };
      case "deallocate":
        return this.#deallocate(step, thread);
      case "atomic load":
        return this.#atomic(step, { kind: verb, thread, order: pick(READ_ORDERS, step.choice) });
      case "atomic store":
        return this.#atomic(step, { kind: verb, thread, order: pick(WRITE_ORDERS, step.choice) });
      case "atomic rmw":
        return this.#atomic(step, { kind: verb, thread, order: pick(RMW_ORDERS, step.choice) });
      default:
        return verb satisfies never;
    }
  }

  #spawn(step: Step, thread: number): DetectorEvent {
    if (this.#live.length >= this.#threads) return this.#event(step, "write");
    const child = this.#nextThread++;
    this.#live.push(child);
    return { kind: "spawn", thread, child };
  }

  #end(step: Step, thread: number): DetectorEvent {
    if (this.#live.length === 1) return this.#event(step, "read");
    this.#live.splice(this.#live.indexOf(thread), 1);
    this.#ended.push(thread);
    return { kind: "end", thread };
  }

  #join(step: Step, thread: number): DetectorEvent {
    if (this.#ended.length === 0) return this.#event(step, "write");
    const [joined = 0] = this.#ended.splice(step.choice % this.#ended.length, 1);
    return { kind: "join", thread, joined };
  }

  #deallocate(step: Step, thread: number): DetectorEvent {
    const freed = this.#freed.pop();
    // While something is freed, mostly end that: freed memory tells nothing else.
    if (freed !== undefined && step.choice % 4 !== 0) return { kind: "allocate", thread, ...freed };
    const range = this.#plainRange(step);
    this.#freed.push(range);
    return { kind: "deallocate", thread, ...range };
  }

  #take(step: Step, thread: number): DetectorEvent {
    const one = { thread, lock: pick(LOCKS, step.place), mode: modeOf(step.choice) };
    this.#locked.push(one);
    return { kind: "take", ...one, attempt: false };
  }

  /** Mostly what the thread holds; else another's lock, or one that nobody holds. */
  #giveBack(step: Step, thread: number): DetectorEvent {
    const at = this.#locked.findLastIndex((one) => one.thread === thread);
    const [held] = at >= 0 ? this.#locked.splice(at, 1) : [];
    if (held !== undefined && step.choice % 5 !== 0) return { kind: "give back", ...held };
    return {
      kind: "give back",
      thread,
      lock: pick(LOCKS, step.place),
      mode: modeOf(step.choice),
    };
  }

  /** A thread's stack is set once. */
  #stack(step: Step, thread: number): DetectorEvent {
    if (this.#stacked.has(thread)) return this.#event(step, "write");
    this.#stacked.add(thread);
    const granules = Math.ceil(this.#bytes / 4);
    return { kind: "stack", thread, address: ARENA + (step.place % granules) * 4, bytes: 8 };
  }

  /** lock; access; unlock: with the keys that order the sections. */
  #critical(step: Step): readonly DetectorEvent[] {
    const thread = pick(this.#live, step.actor);
    const key = pick(KEYS, step.size);
    const lock = { thread, lock: pick(LOCKS, step.choice), mode: modeOf(step.verb) };
    const access = { thread, ...this.#plainRange(step) };
    return [
      { kind: "acquire lock", thread, key },
      { kind: "take", ...lock, attempt: false },
      step.choice % 3 === 0 ? { kind: "read", ...access } : { kind: "write", ...access },
      { kind: "release store", thread, key },
      { kind: "give back", ...lock },
    ];
  }

  /** One thread passes its past on to another, by each way there is; some of the ways fail. */
  #handover(step: Step): readonly DetectorEvent[] {
    const thread = pick(this.#live, step.actor);
    const other = pick(this.#live, step.place);
    // It also fails if one of the two is of another size.
    const narrow = this.#mixedSizesRace ? step.size % 3 : undefined;
    const from = { thread, ...(narrow === 0 ? PART_OF_FLAG : FLAG) };
    const to = { thread: other, ...(narrow === 1 ? PART_OF_FLAG : FLAG) };
    const key = pick(KEYS, step.size);
    switch (step.choice % 9) {
      case 0:
      case 1:
        return [
          { kind: "release merge", thread, key },
          { kind: "acquire", thread: other, key },
        ];
      case 2:
        return [
          { kind: "release store", thread, key },
          { kind: "acquire", thread: other, key },
        ];
      case 3:
        return [
          { kind: "atomic store", ...from, order: "release" },
          { kind: "atomic load", ...to, order: "acquire" },
        ];
      case 4:
        return [
          { kind: "atomic rmw", ...from, order: "release" },
          { kind: "atomic rmw", ...to, order: "acq_rel" },
        ];
      case 5:
        return [
          { kind: "atomic load", ...from, order: "relaxed" },
          { kind: "fence", thread, order: pick(FENCE_ORDERS, step.size) },
          { kind: "atomic store", ...from, order: "relaxed" },
        ];
      case 6:
        return [
          { kind: "fence", thread, order: "release" },
          { kind: "atomic store", ...from, order: "relaxed" },
        ];
      case 7:
        return [
          { kind: "atomic load", ...to, order: "relaxed" },
          { kind: "fence", thread: other, order: "acquire" },
        ];
      default:
        return [
          { kind: "atomic rmw", ...from, order: "relaxed" },
          { kind: "atomic load", ...to, order: "acquire" },
        ];
    }
  }

  /** Any place and size, also unaligned; half of them the block of data at the end. */
  #plainRange(step: Step): Range {
    if (step.place % 2 === 0) return { address: ARENA + this.#bytes - 4, bytes: 4 };
    const bytes = Math.min(pick(SIZES, step.size), this.#bytes);
    const offset = (step.place >>> 1) % (this.#bytes - bytes + 1);
    return { address: ARENA + offset, bytes };
  }

  /** Aligned as the machine wants it; most at the flag in the first bytes. */
  #atomic<E>(step: Step, event: E): E & Range {
    if (step.place % this.#mixedOneIn !== 0) return { ...event, address: ARENA, bytes: 4 };
    let bytes: number = pick(SIZES, step.size);
    while (bytes > this.#bytes) bytes /= 2;
    const places = Math.floor(this.#bytes / bytes);
    return { ...event, address: ARENA + (Math.floor(step.place / 3) % places) * bytes, bytes };
  }
}

/** One in four for reading. */
function modeOf(choice: number): LockMode {
  return choice % 4 === 3 ? "read" : "write";
}

function pick<T>(list: readonly T[], choice: number): T {
  const item = list[choice % list.length];
  if (item === undefined) throw new RangeError("nothing to pick from");
  return item;
}

/** As a fast-check arbitrary; it shrinks to few steps, threads and bytes. */
export function streams(
  options: StreamOptions & { readonly maxSteps: number },
): fc.Arbitrary<DetectorEvent[]> {
  const step: fc.Arbitrary<Step> = fc.record({
    actor: fc.nat(59),
    verb: fc.nat(VERBS.length * STALE_VERBS.length * LOCK_VERBS.length - 1),
    place: fc.nat(4 * 3 * ARENA_BYTES),
    size: fc.nat(SIZES.length - 1),
    choice: fc.nat(71),
  });
  const recipe: fc.Arbitrary<Recipe> = fc.record({
    threads: fc.integer({ min: 2, max: 5 }),
    bytes: fc.integer({ min: 4, max: ARENA_BYTES }),
    steps: fc.array(step, { maxLength: options.maxSteps, size: "max" }),
  });
  return recipe.map((drawn) => cook(drawn, options));
}

/** As a function of a seed: the same stream for the same seed, on any machine. */
export function seededStream(
  seed: number,
  stepCount: number,
  options: StreamOptions = {},
): DetectorEvent[] {
  const random = mulberry32(seed);
  const steps = Array.from({ length: stepCount }, () => ({
    actor: random(),
    verb: random(),
    place: random(),
    size: random(),
    choice: random(),
  }));
  const threads = 2 + (random() % 4);
  return cook({ threads, bytes: 4 + (random() % (ARENA_BYTES - 3)), steps }, options);
}

/** Tommy Ettinger's mulberry32: 32 bits of state, enough to spread streams. */
export function mulberry32(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b1) | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

/** One line an event, for messages of failed tests. */
export function describeStream(events: readonly DetectorEvent[]): string {
  return events.map((event, at) => `${at}: T${event.thread} ${describeEvent(event)}`).join("\n");
}

function describeEvent(event: DetectorEvent): string {
  const order = "order" in event ? ` ${event.order}` : "";
  const value = "value" in event ? ` := ${event.value}` : "";
  const reads = "reads" in event ? ` reads ${event.reads}` : "";
  if (event.kind === "ignore") return `ignore ${event.what}: ${event.begins ? "begin" : "end"}`;
  if ("bytes" in event) {
    return `${event.kind}${order} +${event.address - ARENA}:${event.bytes}${value}${reads}`;
  }
  if ("key" in event) return `${event.kind} key +${event.key - ARENA}`;
  if (event.kind === "spawn") return `spawn T${event.child}`;
  if (event.kind === "join") return `join T${event.joined}`;
  if (event.kind === "wake") return `wake T${event.woken}`;
  if ("lock" in event) {
    const mode = "mode" in event ? ` for ${event.mode}` : "";
    const attempt = event.kind === "take" && event.attempt ? ", an attempt" : "";
    return `${event.kind} +${event.lock - ARENA}${mode}${attempt}`;
  }
  return `${event.kind}${order}`;
}
