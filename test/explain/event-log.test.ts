/** What a log of events keeps of a long run. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { EventLog, type LoggedEvent } from "../../src/explain/event-log.ts";

const THREADS = 3;

function eventAt(step: number, from: readonly LoggedEvent[] = []): LoggedEvent {
  const none = { object: -1, order: -1, place: -1, value: -1, other: -1, isStale: false };
  return { ...none, kind: 0, thread: step % THREADS, step, from };
}

/** Each event changes its thread's clock, and takes or gives back a lock. */
function logOf(count: number, pins: readonly number[]): EventLog {
  const log = new EventLog(pins);
  let before: LoggedEvent | undefined;
  for (let step = 1; step <= count; step++) {
    const event = eventAt(step, before && [before]);
    log.add(event);
    log.clockChanged(event, event.thread, event.thread, step);
    log.heldChanged(event, event.thread, 7, Math.ceil(step / THREADS) % 2);
    before = event;
  }
  return log;
}

test("a short run is kept as a whole", () => {
  const { events, edges, gaps } = logOf(1000, []).columns();
  assert.equal(events.thread.length, 1000);
  assert.equal(edges.to.length, 999);
  assert.deepEqual(gaps, []);
});

test("of a long one the last events, those around the pins, and the count of the others", () => {
  const count = 400_000;
  const { events, gaps, edges } = logOf(count, [150_000]).columns();
  const steps: number[] = [];
  for (const step of events.steps) steps.push((steps.at(-1) ?? 0) + step);
  assert.ok(steps.length <= 100_000);
  assert.equal(steps.at(-1), count);
  for (const around of [149_000, 150_000, 151_000]) assert.ok(steps.includes(around), `${around}`);
  const left = gaps.reduce((sum, gap) => sum + gap.count, 0);
  assert.equal(steps.length + left, count);
  for (const { before } of gaps) {
    assert.notEqual((steps[before] ?? 0) - (steps[before - 1] ?? 0), 1, "nothing is left out");
  }
  const ends = edges.from.map(
    (from, edge) => (steps[edges.to[edge] ?? 0] ?? 0) - (steps[from] ?? 0),
  );
  assert.ok(ends.every((distance) => distance === 1));
});

test("what events that are left out changed of clocks and locks is not lost", () => {
  const { events, clocks, held } = logOf(300_001, [20_000]).columns();
  const known = new Map<number, number>();
  const holds = new Map<number, number>();
  let step = 0;
  let change = 0;
  let lock = 0;
  events.steps.forEach((steps, event) => {
    step += steps;
    for (; clocks.at[change] === event; change++) {
      const thread = clocks.thread[change] ?? 0;
      assert.ok((known.get(thread) ?? 0) < (clocks.clock[change] ?? 0), "clocks go on");
      known.set(thread, clocks.clock[change] ?? 0);
    }
    for (; held.at[lock] === event; lock++) {
      holds.set(held.thread[lock] ?? 0, held.mode[lock] ?? 0);
    }
    for (let thread = 0; thread < THREADS; thread++) {
      const last = step - ((step - thread + THREADS) % THREADS);
      if (last < 1) continue;
      assert.equal(known.get(thread), last);
      assert.equal(holds.get(thread) ?? 0, Math.ceil(last / THREADS) % 2);
    }
  });
  assert.equal(change, clocks.at.length);
});

test("events that are not even logged are counted", () => {
  const log = new EventLog([]);
  log.add(eventAt(1));
  for (let step = 2; step <= 10; step++) log.leaveOut();
  log.add(eventAt(11));
  const { gaps, events } = log.columns();
  assert.deepEqual(gaps, [{ before: 1, count: 9 }]);
  assert.equal(events.thread.length, 2);
});
