/** Which threads can never go on, by hand-drawn wait-for graphs. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { HeldRecord } from "../../src/runtime/outcome.ts";
import { stuckThreads, type WaitingThread } from "../../src/runtime/wait-for.ts";

const A = 0x100;
const B = 0x200;

const waits = (
  thread: number,
  object: number,
  kind: WaitingThread["kind"] = "mutex",
): WaitingThread => ({ thread, kind, object, joins: undefined, isTimed: false });
const joins = (thread: number, target: number): WaitingThread => ({
  ...waits(thread, 0, "thread"),
  joins: target,
});
const holds = (thread: number, lock: number, mode: HeldRecord["mode"] = "write"): HeldRecord => ({
  thread,
  lock,
  mode,
  step: 0,
});

interface Case {
  readonly name: string;
  readonly waiting: readonly WaitingThread[];
  readonly held?: readonly HeldRecord[];
  readonly abandoned?: readonly HeldRecord[];
  readonly stuck: readonly number[];
}

const CASES: readonly Case[] = [
  { name: "nobody waits: nobody is stuck", waiting: [], held: [holds(1, A)], stuck: [] },
  {
    name: "a lock whose holder can go on will be given back",
    waiting: [waits(1, A)],
    held: [holds(2, A)],
    stuck: [],
  },
  {
    name: "two threads that wait for each other's lock are stuck",
    waiting: [waits(1, B), waits(2, A)],
    held: [holds(1, A), holds(2, B)],
    stuck: [1, 2],
  },
  {
    name: "so is who waits for one of them",
    waiting: [waits(1, B), waits(2, A), joins(3, 1), joins(0, 4)],
    held: [holds(1, A), holds(2, B)],
    stuck: [1, 2, 3],
  },
  {
    name: "a thread that waits for its own lock is stuck",
    waiting: [waits(1, A)],
    held: [holds(1, A)],
    stuck: [1],
  },
  {
    name: "a timed wait ends, and with it the circle",
    waiting: [{ ...waits(1, B), isTimed: true }, waits(2, A)],
    held: [holds(1, A), holds(2, B)],
    stuck: [],
  },
  {
    name: "threads that join each other are stuck",
    waiting: [joins(1, 2), joins(2, 1)],
    stuck: [1, 2],
  },
  {
    name: "a circle of a join and a lock is one",
    waiting: [joins(0, 1), waits(1, A)],
    held: [holds(0, A)],
    stuck: [0, 1],
  },
  {
    name: "a lock that an ended thread left is never given back",
    waiting: [waits(2, A), joins(0, 2)],
    abandoned: [holds(1, A)],
    stuck: [0, 2],
  },
  {
    name: "anybody may signal a condition, so its waiter may go on",
    waiting: [waits(1, A, "condition variable"), waits(2, B)],
    held: [holds(1, B)],
    stuck: [],
  },
  {
    name: "a reader waits for the writer",
    waiting: [waits(1, A, "read lock"), waits(2, B)],
    held: [holds(2, A), holds(1, B)],
    stuck: [1, 2],
  },
  {
    name: "a reader doesn't wait for other readers",
    waiting: [waits(1, A, "read lock"), waits(2, B)],
    held: [holds(2, A, "read"), holds(1, B)],
    stuck: [],
  },
  {
    name: "a writer waits for each reader, itself too",
    waiting: [waits(1, A, "write lock")],
    held: [holds(1, A, "read")],
    stuck: [1],
  },
  {
    name: "where writers come first, a reader waits for the writer that waits",
    waiting: [waits(1, A, "read lock"), waits(2, A, "write lock")],
    held: [holds(1, A, "read behind writers")],
    stuck: [1, 2],
  },
];

describe("threads that can never go on", () => {
  for (const { name, waiting, held = [], abandoned = [], stuck } of CASES) {
    test(name, () => assert.deepEqual(stuckThreads(waiting, held, abandoned), stuck));
  }
});
