/** The tables of POSIX, against the model of misuse; the guest's objects: test/runtime. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Event, Mutex, State } from "../../src/model/misuse/world.ts";
import { initialState, type Operation, type Outcome, perform } from "../../src/model/misuse.ts";

const THREADS = 4;

/** All that may come of the last operation, each as words in any order of threads. */
function last(operations: readonly Operation[]): readonly string[] {
  let outcomes: readonly Outcome[] = [{ state: initialState(THREADS), events: [] }];
  for (const operation of operations) {
    outcomes = outcomes.flatMap(({ state }) => {
      const next = perform(state, operation);
      assert.ok(next, "unspecified");
      return next;
    });
  }
  return [...new Set(outcomes.map(({ events }) => events.map(inWords).sort().join(", ")))].sort();
}

function inWords(event: Event): string {
  if (event.kind === "returned") return `${event.thread}: ${event.result}`;
  return event.kind === "misuse" ? event.misuse : event.kind;
}

const lock = (thread: number): Operation => ({ thread, family: "mutex", index: 0, call: "lock" });
const unlock = (thread: number): Operation => ({ ...lock(thread), call: "unlock" }) as Operation;
const made = (kind: Mutex["kind"], isRobust: boolean): Operation => ({
  ...{ thread: 1, family: "mutex", index: 0, call: "init", kind, isRobust },
});
const wait = (thread: number): Operation => ({
  ...{ thread, family: "condition", index: 0, call: "wait", mutex: 0 },
});

describe("the table of pthread_mutex_lock", () => {
  // Type, robustness, and what a relock and an unlock by another thread come to: undefined
  // behaviour is a misuse, a deadlock one that doesn't return.
  const rows: readonly [Mutex["kind"], boolean, string, string][] = [
    ["normal", false, "double-lock", "2: 0, wrong-unlock"],
    ["normal", true, "double-lock", "2: EPERM"],
    ["errorcheck", false, "1: EDEADLK", "2: EPERM"],
    ["errorcheck", true, "1: EDEADLK", "2: EPERM"],
    ["recursive", false, "1: 0", "2: EPERM"],
    ["recursive", true, "1: 0", "2: EPERM"],
  ];
  for (const [kind, isRobust, relock, wrongUnlock] of rows) {
    test(`${kind}${isRobust ? ", robust" : ""}`, () => {
      assert.deepEqual(last([made(kind, isRobust), lock(1), lock(1)]), [relock]);
      assert.deepEqual(last([made(kind, isRobust), lock(1), unlock(2)]), [wrongUnlock]);
    });
  }
});

describe("a robust mutex whose owner has ended", () => {
  const exit: Operation = { thread: 1, family: "thread", index: 0, call: "exit" };
  const consistent = { ...lock(2), call: "consistent" } as Operation;
  const died = [made("normal", true), lock(1), exit, lock(2)];

  test("tells the next owner", () => assert.deepEqual(last(died), ["2: EOWNERDEAD"]));
  test("is as before once that has made it consistent", () =>
    assert.deepEqual(last([...died, consistent, unlock(2), lock(3)]), ["3: 0"]));
  test("is lost if that unlocks it without", () =>
    assert.deepEqual(last([...died, unlock(2), lock(3)]), ["3: ENOTRECOVERABLE"]));
});

describe("what POSIX leaves open is every possibility", () => {
  test("which of two threads gets the mutex", () => {
    assert.deepEqual(last([lock(1), lock(2), lock(3), unlock(1)]), ["1: 0, 2: 0", "1: 0, 3: 0"]);
  });

  test("which of two a signal wakes, and which of all gets the mutex first", () => {
    const waiting = [lock(1), wait(1), lock(2), wait(2)];
    const signal: Operation = { thread: 3, family: "condition", index: 0, call: "signal" };
    const broadcast = { ...signal, call: "broadcast" } as Operation;
    assert.deepEqual(last([...waiting, signal]), ["1: 0, 3: 0", "2: 0, 3: 0"]);
    assert.deepEqual(last([...waiting, broadcast]), ["1: 0, 3: 0", "2: 0, 3: 0"]);
  });

  test("but a writer among readers gets the lock alone, or they all do", () => {
    const rwlock = (thread: number, call: "rdlock" | "wrlock" | "unlock"): Operation => ({
      ...{ thread, family: "rwlock", index: 0, call },
    });
    const waiting = [rwlock(1, "wrlock"), rwlock(2, "rdlock"), rwlock(3, "rdlock")];
    const five: State = initialState(5);
    const outcomes = [...waiting, rwlock(4, "wrlock"), rwlock(1, "unlock")].reduce(
      (states, operation) => states.flatMap(({ state }) => perform(state, operation) ?? []),
      [{ state: five, events: [] }] as readonly Outcome[],
    );
    const shown = outcomes.map(({ events }) => events.map(inWords).sort().join(", "));
    assert.deepEqual([...new Set(shown)].sort(), ["1: 0, 2: 0, 3: 0", "1: 0, 4: 0"]);
  });
});

test("an object initialized anew while it is in use is left open", () => {
  const [outcome] = perform(initialState(THREADS), lock(1)) ?? [];
  assert.ok(outcome);
  assert.equal(perform(outcome.state, { ...made("normal", false), thread: 2 }), undefined);
});
