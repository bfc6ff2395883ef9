/** The suite of detectors that keep the order of locks: each rule as the smallest stream. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { LockDetector } from "../../src/detector/detector.ts";
import type { DetectorEvent } from "../../src/detector/event.ts";
import { type CycleRules, type LockMode, NO_EXCEPTIONS } from "../../src/detector/lock-order.ts";
import { acquire, end, join, load, releaseMerge, spawn, store } from "./events.ts";
import { describeStream } from "./streams.ts";

const A = 0x11000;
const B = 0x11010;
const C = 0x11020;
const GATE = 0x11030;
const QUEUE = 0x11040;

const take = (thread: number, lock: number, mode: LockMode = "write"): DetectorEvent[] => [
  { kind: "acquire lock", thread, key: lock },
  { kind: "take", thread, lock, mode, attempt: false },
];
const attempt = (thread: number, lock: number): DetectorEvent[] => [
  { kind: "acquire lock", thread, key: lock },
  { kind: "take", thread, lock, mode: "write", attempt: true },
];
const giveBack = (thread: number, lock: number, mode: LockMode = "write"): DetectorEvent[] => [
  { kind: "release store", thread, key: lock },
  { kind: "give back", thread, lock, mode },
];
/** Takes both, the second while it holds the first. */
const nest = (
  thread: number,
  first: number,
  second: number,
  modes: readonly [LockMode, LockMode] = ["write", "write"],
): DetectorEvent[] => [
  ...take(thread, first, modes[0]),
  ...take(thread, second, modes[1]),
  ...giveBack(thread, second, modes[1]),
  ...giveBack(thread, first, modes[0]),
];
const under = (thread: number, lock: number, inside: readonly DetectorEvent[]): DetectorEvent[] => [
  ...take(thread, lock),
  ...inside,
  ...giveBack(thread, lock),
];
const wake = (thread: number, woken: number): DetectorEvent => ({ kind: "wake", thread, woken });
const monitor = (thread: number, lock: number): DetectorEvent => ({
  kind: "monitor",
  thread,
  lock,
});

interface LockCase {
  readonly name: string;
  readonly events: readonly DetectorEvent[];
  readonly rules?: Partial<CycleRules>;
  /** Numbers of locks, in the order in which they are first nested. */
  readonly cycles: readonly string[];
}

const one = [spawn(0, 1)];
const two = [spawn(0, 1), spawn(0, 2)];
const RR = ["read", "read"] as const;
const BEHIND = ["read behind writers", "read behind writers"] as const;

export const LOCK_CASES: readonly LockCase[] = [
  {
    name: "one order is no cycle",
    events: [...one, ...nest(0, A, B), ...nest(1, A, B)],
    cycles: [],
  },
  {
    name: "two threads and two orders are one",
    events: [...one, ...nest(0, A, B), ...nest(1, B, A)],
    cycles: ["1 2"],
  },
  {
    name: "three threads and three locks are one",
    events: [...two, ...nest(0, A, B), ...nest(1, B, C), ...nest(2, C, A)],
    cycles: ["1 2 3"],
  },
  {
    name: "one thread is none",
    events: [...nest(0, A, B), ...nest(0, B, A)],
    cycles: [],
  },
  {
    name: "one thread is one if it is asked for",
    events: [...nest(0, A, B), ...nest(0, B, A)],
    rules: { sameThread: true },
    cycles: ["1 2"],
  },
  {
    name: "a gate keeps two threads apart",
    events: [...one, ...under(0, GATE, nest(0, A, B)), ...under(1, GATE, nest(1, B, A))],
    cycles: [],
  },
  {
    name: "a gate that one of them passes keeps nobody out",
    events: [...one, ...under(0, GATE, nest(0, A, B)), ...nest(1, B, A)],
    cycles: ["2 3"],
  },
  {
    name: "a spawn orders what was before it",
    events: [...nest(0, A, B), spawn(0, 1), ...nest(1, B, A)],
    cycles: [],
  },
  {
    name: "an order is a cycle if it is asked for",
    events: [...nest(0, A, B), spawn(0, 1), ...nest(1, B, A)],
    rules: { ordered: true },
    cycles: ["1 2"],
  },
  {
    name: "a join orders",
    events: [...one, ...nest(1, A, B), end(1), join(0, 1), spawn(0, 2), ...nest(2, B, A)],
    cycles: [],
  },
  {
    name: "a semaphore orders",
    events: [...one, ...nest(0, A, B), releaseMerge(0), acquire(1), ...nest(1, B, A)],
    cycles: [],
  },
  {
    name: "what comes after the post is not ordered",
    events: [...one, releaseMerge(0), ...nest(0, A, B), acquire(1), ...nest(1, B, A)],
    cycles: ["1 2"],
  },
  {
    name: "a release and an acquire order, though a lock has ordered the store before",
    events: [
      ...one,
      ...nest(0, A, B),
      store(0, "release"),
      ...under(0, C, []),
      ...under(1, C, []),
      load(1, "acquire"),
      ...nest(1, B, A),
    ],
    cycles: [],
  },
  {
    name: "a lock orders nothing",
    events: [...one, ...nest(0, A, B), ...under(0, C, []), ...under(1, C, []), ...nest(1, B, A)],
    cycles: ["1 2"],
  },
  {
    name: "a monitor does",
    events: [
      ...[...one, monitor(0, QUEUE), ...nest(0, A, B)],
      ...[...under(0, QUEUE, []), ...under(1, QUEUE, []), ...nest(1, B, A)],
    ],
    cycles: [],
  },
  {
    name: "a monitor that is on the way itself doesn't",
    events: [...one, monitor(0, A), ...nest(0, A, B), ...nest(1, B, A)],
    cycles: ["1 2"],
  },
  {
    name: "a signal orders whom it wakes",
    events: [...one, ...nest(0, A, B), wake(0, 1), ...nest(1, B, A)],
    cycles: [],
  },
  {
    name: "and not what the signaller does then",
    events: [...one, ...nest(0, C, B), wake(0, 1), ...nest(0, A, B), ...nest(1, B, A)],
    cycles: ["2 3"],
  },
  {
    name: "an attempt waits for nobody",
    events: [
      ...[...one, ...nest(0, A, B), ...take(1, B), ...attempt(1, A)],
      ...[...giveBack(1, A), ...giveBack(1, B)],
    ],
    cycles: [],
  },
  {
    name: "what an attempt took is held",
    events: [
      ...[...one, ...nest(0, A, B), ...attempt(1, B), ...take(1, A)],
      ...[...giveBack(1, A), ...giveBack(1, B)],
    ],
    cycles: ["1 2"],
  },
  {
    name: "readers don't wait for readers",
    events: [...one, ...nest(0, A, B, RR), ...nest(1, B, A, RR)],
    cycles: [],
  },
  {
    name: "readers behind writers do",
    events: [...one, ...nest(0, A, B, BEHIND), ...nest(1, B, A, BEHIND)],
    cycles: ["1 2"],
  },
  {
    name: "a lock that was made anew is another",
    events: [
      ...[...one, ...nest(0, A, B), { kind: "renew lock", thread: 0, lock: B } as const],
      ...nest(1, B, A),
    ],
    cycles: [],
  },
];

/** The suite of lock detectors. */
export function runLockSuite(name: string, create: () => LockDetector): void {
  describe(`${name}, the order of locks`, () => {
    for (const { name: sentence, events, rules, cycles } of LOCK_CASES) {
      test(sentence, () => {
        const detector = create();
        for (const event of events) detector.apply(event);
        const found = [...detector.cycles({ ...NO_EXCEPTIONS, ...rules })].sort();
        assert.deepEqual(found, cycles, describeStream(events));
      });
    }
  });
}
