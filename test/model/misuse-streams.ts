/**
 * Random streams of operations on synchronization objects. They are drawn as recipes, lists of
 * small numbers without any constraint, of which `cook` makes a stream: what a number means depends
 * on what the model says is possible at that point, so that any sublist is a recipe too, and
 * shrinking can drop any step. Operations of which the model says nothing are left out.
 */
import fc from "fast-check";
import { LAST_VALUE } from "../../src/model/misuse/semaphores.ts";
import type { Event, State, TimeLimit } from "../../src/model/misuse/world.ts";
import { initialState, type Operation, type Outcome, perform } from "../../src/model/misuse.ts";

/** Main, which performs nothing, is one of them. */
export const THREADS = 5;
const OBJECTS = 2;

export type Step = readonly number[];

/** What a recipe may draw from: the rest of the numbers, one after the other. */
type Draw = (below: number) => number;

type Verb = (draw: Draw, thread: number) => Operation;

type Family = Operation["family"];

const TIMES: readonly TimeLimit[] = [0, 1, 2, 4, "invalid"];
const VALUES = [0, 1, 2, LAST_VALUE - 1, LAST_VALUE, LAST_VALUE + 1];
const KINDS = ["normal", "recursive", "errorcheck"] as const;

function verb(weight: number, make: Verb): readonly Verb[] {
  return Array.from({ length: weight }, () => make);
}

const kind = (draw: Draw) => KINDS[draw(KINDS.length)] ?? "normal";
const time = (draw: Draw): TimeLimit => TIMES[draw(TIMES.length)] ?? 0;
/** Object 0 begins as a sound one: it is drawn more often. */
const object = (draw: Draw): number => (draw(3) === 0 ? OBJECTS - 1 : 0);

const VERBS: Readonly<Record<Family, readonly Verb[]>> = {
  mutex: [
    ...verb(3, (draw, thread) =>
      on("mutex", "init", draw, thread, { kind: kind(draw), isRobust: draw(2) === 1 }),
    ),
    ...verb(1, (draw, thread) => on("mutex", "destroy", draw, thread)),
    ...verb(6, (draw, thread) => on("mutex", "lock", draw, thread)),
    ...verb(2, (draw, thread) => on("mutex", "trylock", draw, thread)),
    ...verb(7, (draw, thread) => on("mutex", "unlock", draw, thread)),
    ...verb(1, (draw, thread) => on("mutex", "consistent", draw, thread)),
    ...verb(2, (draw, thread) => on("mutex", "timedlock", draw, thread, { time: time(draw) })),
  ],
  rwlock: [
    ...verb(2, (draw, thread) =>
      on("rwlock", "init", draw, thread, { prefersWriters: draw(2) === 1 }),
    ),
    ...verb(1, (draw, thread) => on("rwlock", "destroy", draw, thread)),
    ...verb(5, (draw, thread) => on("rwlock", "rdlock", draw, thread)),
    ...verb(2, (draw, thread) => on("rwlock", "tryrdlock", draw, thread)),
    ...verb(4, (draw, thread) => on("rwlock", "wrlock", draw, thread)),
    ...verb(2, (draw, thread) => on("rwlock", "trywrlock", draw, thread)),
    ...verb(7, (draw, thread) => on("rwlock", "unlock", draw, thread)),
    ...verb(2, (draw, thread) => on("rwlock", "unlock_read", draw, thread)),
    ...verb(2, (draw, thread) => on("rwlock", "unlock_write", draw, thread)),
    ...verb(2, (draw, thread) => on("rwlock", "timedrdlock", draw, thread, { time: time(draw) })),
    ...verb(2, (draw, thread) => on("rwlock", "timedwrlock", draw, thread, { time: time(draw) })),
  ],
  spinlock: [
    ...verb(1, (draw, thread) => on("spinlock", "init", draw, thread)),
    ...verb(1, (draw, thread) => on("spinlock", "destroy", draw, thread)),
    ...verb(4, (draw, thread) => on("spinlock", "lock", draw, thread)),
    ...verb(2, (draw, thread) => on("spinlock", "trylock", draw, thread)),
    ...verb(5, (draw, thread) => on("spinlock", "unlock", draw, thread)),
  ],
  condition: [
    ...verb(1, (draw, thread) => on("condition", "init", draw, thread)),
    ...verb(1, (draw, thread) => on("condition", "destroy", draw, thread)),
    ...verb(4, (draw, thread) => on("condition", "signal", draw, thread)),
    ...verb(2, (draw, thread) => on("condition", "broadcast", draw, thread)),
    ...verb(6, (draw, thread) => on("condition", "wait", draw, thread, { mutex: object(draw) })),
    ...verb(4, (draw, thread) =>
      on("condition", "timedwait", draw, thread, { mutex: object(draw), time: time(draw) }),
    ),
  ],
  barrier: [
    ...verb(3, (draw, thread) => on("barrier", "init", draw, thread, { count: draw(4) })),
    ...verb(1, (draw, thread) => on("barrier", "destroy", draw, thread)),
    ...verb(6, (draw, thread) => on("barrier", "wait", draw, thread)),
  ],
  semaphore: [
    ...verb(2, (draw, thread) =>
      on("semaphore", "init", draw, thread, { value: VALUES[draw(VALUES.length)] ?? 0 }),
    ),
    ...verb(1, (draw, thread) => on("semaphore", "destroy", draw, thread)),
    ...verb(4, (draw, thread) => on("semaphore", "post", draw, thread)),
    ...verb(4, (draw, thread) => on("semaphore", "wait", draw, thread)),
    ...verb(2, (draw, thread) => on("semaphore", "trywait", draw, thread)),
    ...verb(1, (draw, thread) => on("semaphore", "getvalue", draw, thread)),
    ...verb(2, (draw, thread) => on("semaphore", "timedwait", draw, thread, { time: time(draw) })),
  ],
  thread: [
    ...verb(2, (draw, thread) => onThread("join", draw, thread)),
    ...verb(1, (draw, thread) => onThread("tryjoin", draw, thread)),
    ...verb(1, (draw, thread) => onThread("detach", draw, thread)),
    ...verb(1, (draw, thread) => onThread("exit", draw, thread)),
    ...verb(2, (draw, thread) => ({
      ...{ ...onThread("timedjoin", draw, thread), time: time(draw) },
    })),
  ],
};

/** Deaths of owners need many steps in a row: nothing else is drawn. */
const ROBUST: readonly Verb[] = [
  ...verb(3, (draw, thread) =>
    on("mutex", "init", draw, thread, { kind: kind(draw), isRobust: true }),
  ),
  ...verb(8, (draw, thread) => on("mutex", "lock", draw, thread)),
  ...verb(3, (draw, thread) => on("mutex", "unlock", draw, thread)),
  ...verb(2, (draw, thread) => on("mutex", "trylock", draw, thread)),
  ...verb(1, (draw, thread) => on("mutex", "consistent", draw, thread)),
  ...verb(1, (draw, thread) => on("condition", "wait", draw, thread, { mutex: object(draw) })),
  ...verb(1, (draw, thread) => on("condition", "broadcast", draw, thread)),
  ...verb(2, (draw, thread) => onThread("exit", draw, thread)),
];

/** So do waits with several mutexes. */
const WAITS: readonly Verb[] = [
  ...verb(1, (draw, thread) =>
    on("mutex", "init", draw, thread, { kind: kind(draw), isRobust: false }),
  ),
  ...verb(5, (draw, thread) => on("mutex", "lock", draw, thread)),
  ...verb(3, (draw, thread) => on("mutex", "unlock", draw, thread)),
  ...verb(5, (draw, thread) => on("condition", "wait", draw, thread, { mutex: draw(OBJECTS) })),
  ...verb(3, (draw, thread) =>
    on("condition", "timedwait", draw, thread, { mutex: draw(OBJECTS), time: time(draw) }),
  ),
  ...verb(2, (draw, thread) => on("condition", "signal", draw, thread)),
  ...verb(1, (draw, thread) => on("condition", "broadcast", draw, thread)),
];

/** Of each family by itself, or of several that meet in one object or thread. */
const MIXES: readonly (readonly Verb[])[] = [
  VERBS.mutex,
  [...VERBS.mutex, ...VERBS.mutex, ...VERBS.mutex, ...VERBS.thread],
  [...VERBS.mutex, ...VERBS.condition, ...VERBS.condition],
  VERBS.rwlock,
  [...VERBS.rwlock, ...VERBS.rwlock, ...VERBS.rwlock, ...VERBS.thread],
  VERBS.spinlock,
  VERBS.barrier,
  VERBS.semaphore,
  VERBS.thread,
  ROBUST,
  ROBUST,
  WAITS,
  WAITS,
  Object.values(VERBS).flat(),
];

function on<F extends Exclude<Family, "thread">, C extends string, A extends object>(
  family: F,
  call: C,
  draw: Draw,
  thread: number,
  rest?: A,
) {
  return { thread, family, index: object(draw), call, ...(rest as A) };
}

function onThread<C extends string>(call: C, draw: Draw, thread: number) {
  return { thread, family: "thread", index: draw(THREADS), call } as const;
}

/** @param recipe its first step chooses the families */
export function cook([first, ...steps]: readonly Step[]): readonly Operation[] {
  const verbs = MIXES[(first?.[0] ?? 0) % MIXES.length] ?? VERBS.mutex;
  const operations: Operation[] = [];
  let states: readonly State[] = [initialState(THREADS)];
  for (const step of steps) {
    if (step[0] === 0) continue;
    let at = 1;
    const draw: Draw = (below) => (step[at++] ?? 0) % below;
    const idle = idleIn(states[0]);
    const thread = idle[draw(Math.max(1, idle.length))] ?? 1;
    const operation = verbs[draw(verbs.length)]?.(draw, thread);
    if (!operation) continue;
    const next = successors(states, operation);
    if (!next) continue;
    // Most objects would be invalid for most of the stream.
    if (next[0]?.events.some(isOfInvalid) && draw(4) !== 0) continue;
    const distinct = statesOf(next);
    if (distinct.length > MOST_STATES) continue;
    // Nothing comes after an operation that leaves nobody who could perform it.
    if (idleIn(distinct[0]).length === 0 && draw(4) !== 0) continue;
    states = distinct;
    operations.push(operation);
  }
  return operations;
}

/** As many as the operation that draws most. */
const NUMBERS = 8;

/** Beyond this the stream would be mostly about what is not known. */
const MOST_STATES = 200;

function isOfInvalid(event: Event): boolean {
  return event.kind === "misuse" && event.misuse.startsWith("invalid-");
}

/** The threads that can perform something. */
function idleIn(state: State | undefined): number[] {
  const threads = state?.objects.thread ?? [];
  return [...threads.keys()].filter((thread) => {
    return thread > 0 && !threads[thread]?.wait && !threads[thread]?.hasEnded;
  });
}

/** Those of the outcomes, each once. */
export function statesOf(outcomes: readonly Outcome[]): readonly State[] {
  return [...new Map(outcomes.map(({ state }) => [JSON.stringify(state), state])).values()];
}

/** What may come of an operation in any of these states; undefined if one says nothing. */
export function successors(
  states: readonly State[],
  operation: Operation,
): readonly Outcome[] | undefined {
  const all = new Map<string, Outcome>();
  for (const state of states) {
    const outcomes = perform(state, operation);
    if (!outcomes) return undefined;
    for (const outcome of outcomes) all.set(JSON.stringify(outcome), outcome);
  }
  return [...all.values()];
}

/** As a fast-check arbitrary; it shrinks to few operations: a step that begins with 0 is none. */
export function misuseStreams(steps: number): fc.Arbitrary<readonly Operation[]> {
  const number = fc.nat({ max: 9999 });
  const step = fc.array(number, { minLength: NUMBERS, maxLength: NUMBERS });
  return fc.array(step, { minLength: steps, maxLength: steps }).map(cook);
}
