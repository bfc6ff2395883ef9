/** What the model does at the limits of its histories, and with streams that can't be. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { AtomicLoadEvent, DetectorEvent } from "../../src/detector/event.ts";
import { HappensBefore } from "../../src/model/happens-before.ts";
import { whyExcluded } from "../../src/model/visibility.ts";
import { D, F, fence, load, spawn, store } from "../detector/events.ts";

const LOAD: AtomicLoadEvent = {
  kind: "atomic load",
  thread: 1,
  order: "relaxed",
  address: F,
  bytes: 4,
};

function after(events: readonly DetectorEvent[], limits = {}): HappensBefore {
  const model = new HappensBefore(limits);
  for (const event of events) model.apply(event);
  return model;
}

function visibleCount(model: HappensBefore): number {
  return model.loadCandidates(LOAD).filter(({ visible }) => visible).length;
}

describe("a load that reads", () => {
  test("a store that a rule excludes is an error that names the rule and its clause", () => {
    const model = after([spawn(0, 1), store(1, "relaxed")]);
    assert.throws(() => model.apply({ ...LOAD, reads: 1 }), {
      code: "unreadable-store",
      message: /by CoWR: a later store happens before the load \(C\+\+20 \[intro\.races\]\/18\)/u,
    });
  });

  test("a store that was never there is an error", () => {
    const model = after([spawn(0, 1), store(0, "relaxed")]);
    assert.throws(() => model.apply({ ...LOAD, reads: 2 }), { code: "unreadable-store" });
  });

  test("the newest store by its index reads what it reads without", () => {
    const model = after([spawn(0, 1), store(0, "relaxed"), { ...LOAD, reads: 0 }]);
    assert.equal(visibleCount(model), 1);
  });
});

describe("a history of two stores", () => {
  const limits = { historyStores: 2 };

  test("forgets the oldest", () => {
    const events = [spawn(0, 1), store(0, "relaxed"), store(0, "relaxed")];
    assert.equal(visibleCount(after(events)), 3);
    assert.equal(visibleCount(after(events, limits)), 2);
  });

  test("keeps what a read of a dropped store excluded excluded", () => {
    const events = [spawn(0, 1), store(0, "relaxed"), LOAD, store(0, "relaxed")];
    assert.equal(visibleCount(after([...events, store(0, "relaxed")], limits)), 2);
    assert.equal(visibleCount(after(events)), 2);
  });
});

describe("when the snapshot of a known fence is no longer kept", () => {
  // T1's fence is the first; T0 stores between it and the others.
  const events = [
    spawn(0, 1),
    fence(1, "seq_cst"),
    store(0, "relaxed"),
    fence(0, "seq_cst"),
    store(0, "relaxed", D),
    fence(0, "seq_cst"),
  ];

  test("what precedes the oldest one kept is excluded: less is read, never more", () => {
    assert.equal(visibleCount(after(events)), 2);
    assert.equal(visibleCount(after(events, { fenceSnapshots: 2 })), 1);
  });

  test("a thread that knows no fence is not concerned", () => {
    const [first, , ...others] = events;
    assert(first);
    assert.equal(visibleCount(after([first, ...others], { fenceSnapshots: 1 })), 2);
  });
});

test("every rule has a sentence", () => {
  assert.equal(
    whyExcluded("SC load after SC store"),
    "by SC load after SC store: load and a later store are seq_cst, and the store precedes the " +
      "load in S (C++20 [atomics.order]/4.1)",
  );
});

test("a stream may be shown twice: models share nothing", () => {
  const events = [spawn(0, 1), store(0, "seq_cst"), fence(1, "seq_cst"), load(1, "relaxed")];
  assert.deepEqual(after(events).loadCandidates(LOAD), after(events).loadCandidates(LOAD));
});
