/** The limits of clocks and slots, made small so that a test can reach them. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Detector } from "../../src/detector/detector.ts";
import type { DetectorEvent } from "../../src/detector/event.ts";
import { HappensBefore } from "../../src/model/happens-before.ts";
import { SlotsExhausted, UnknownThread } from "../../src/model/threads.ts";
import {
  acquire,
  D,
  end,
  join,
  race,
  read,
  releaseStore,
  spawn,
  write,
} from "../detector/events.ts";

function after(
  limits: { readonly lastClock: number; readonly slotLimit: number },
  events: readonly DetectorEvent[],
): Detector {
  const detector = new HappensBefore(limits);
  for (const event of events) assert.equal(detector.apply(event), undefined);
  return detector;
}

const SHORT = { lastClock: 2, slotLimit: 10 };
const NARROW = { lastClock: 100, slotLimit: 2 };

describe("a thread whose clock is full", () => {
  test("goes on in a fresh slot at clock 1 and keeps what it knew", () => {
    const model = after(SHORT, [releaseStore(0), releaseStore(0)]);
    assert.deepEqual(model.epochOf(0), { slot: 1, clock: 1 });
    assert.deepEqual(model.clockOf(0), [2, 1]);
  });

  test("doesn't race with what it did in its old slot", () => {
    after(SHORT, [write(0), releaseStore(0), write(0), releaseStore(0), write(0)]);
  });

  test("is named by its number in both slots", () => {
    const model = after(SHORT, [spawn(0, 1), write(0), releaseStore(0), write(0, D + 4)]);
    assert.deepEqual(model.epochOf(0), { slot: 2, clock: 1 });
    assert.deepEqual(model.apply(read(1, D)), race("read", D, ["write", 0, [0, 2]]));
    const second = model.apply(read(1, D + 4));
    assert.deepEqual(second, race("read", D + 4, ["write", 0, [2, 1]]));
  });

  test("passes on what it did in both slots", () => {
    const events = [write(0), releaseStore(0), releaseStore(0), write(0, D + 4), releaseStore(0)];
    after(SHORT, [spawn(0, 1), ...events, acquire(1), read(1, D, 8)]);
  });

  test("moves after its child has its slot", () => {
    const model = after({ lastClock: 1, slotLimit: 10 }, [spawn(0, 1)]);
    assert.deepEqual(model.epochOf(1), { slot: 1, clock: 1 });
    assert.deepEqual(model.epochOf(0), { slot: 2, clock: 1 });
  });
});

describe("a slot whose clock is full", () => {
  test("is not taken again", () => {
    const full = [spawn(0, 1), releaseStore(1), end(1), join(0, 1)];
    const model = after({ lastClock: 2, slotLimit: 10 }, [...full, spawn(0, 2)]);
    assert.equal(model.epochOf(2).slot, 2);
  });

  test("is taken again while it has a clock left", () => {
    const model = after(SHORT, [spawn(0, 1), end(1), join(0, 1), spawn(0, 2)]);
    assert.deepEqual(model.epochOf(2), { slot: 1, clock: 2 });
  });
});

describe("when all slots are taken", () => {
  test("a further thread is an error", () => {
    const model = after(NARROW, [spawn(0, 1)]);
    assert.throws(() => model.apply(spawn(0, 2)), SlotsExhausted);
  });

  test("a full clock is an error, not a silent miss", () => {
    const model = after({ lastClock: 2, slotLimit: 1 }, [releaseStore(0)]);
    assert.throws(() => model.apply(releaseStore(0)), SlotsExhausted);
  });

  test("ten thousand joined threads are none", () => {
    const model = after({ lastClock: 100_000, slotLimit: 2 }, []);
    for (let number = 1; number <= 10_000; number++) {
      for (const event of [spawn(0, number), write(number), end(number), join(0, number)]) {
        assert.equal(model.apply(event), undefined);
      }
    }
    assert.equal(model.slotCount(), 2);
  });
});

describe("a stream that names", () => {
  test("a thread that never began is an error", () => {
    assert.throws(() => after(NARROW, [write(1)]), UnknownThread);
  });

  test("a thread that has ended is an error", () => {
    assert.throws(() => after(NARROW, [spawn(0, 1), end(1), write(1)]), UnknownThread);
  });

  test("a joined thread that has not ended is an error", () => {
    assert.throws(() => after(NARROW, [spawn(0, 1), join(0, 1)]), UnknownThread);
  });
});
