/**
 * The model reports a race on a byte iff the definition has one. First all small streams, then
 * random ones. `ANTECEDE_STREAMS=1000000` and `ANTECEDE_SEED` run the last test by hand at length.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { DetectorEvent } from "../../src/detector/event.ts";
import { MIXED_SIZES_RACE } from "../detector/cases-mixed-sizes.ts";
import { seededStream, streams } from "../detector/streams.ts";
import { CASES } from "../detector/suite.ts";
import { agreesWithDefinition, newTally } from "./against-definition.ts";

const SPAWN: DetectorEvent = { kind: "spawn", thread: 0, child: 1 };
const D = 0x10000;
const F = 0x10004;

type Alphabet = readonly ((thread: number) => DetectorEvent)[];

/** Whatever may happen to one byte, and a way to order it. */
const ACCESSES: Alphabet = [
  (thread) => ({ kind: "read", thread, address: D, bytes: 1 }),
  (thread) => ({ kind: "write", thread, address: D, bytes: 1 }),
  (thread) => ({ kind: "atomic load", thread, address: D, bytes: 1, order: "acquire" }),
  (thread) => ({ kind: "atomic store", thread, address: D, bytes: 1, order: "release" }),
  (thread) => ({ kind: "atomic rmw", thread, address: D, bytes: 1, order: "acq_rel" }),
  (thread) => ({ kind: "deallocate", thread, address: D, bytes: 1 }),
  (thread) => ({ kind: "allocate", thread, address: D, bytes: 1 }),
  (thread) => ({ kind: "acquire", thread, key: F }),
  (thread) => ({ kind: "release merge", thread, key: F }),
];

/** Two bytes, one after the other and as one, and a way to order them. */
const SIZES: Alphabet = [
  (thread) => ({ kind: "write", thread, address: D, bytes: 1 }),
  (thread) => ({ kind: "atomic load", thread, address: D, bytes: 1, order: "relaxed" }),
  (thread) => ({ kind: "atomic store", thread, address: D, bytes: 1, order: "relaxed" }),
  (thread) => ({ kind: "atomic load", thread, address: D, bytes: 2, order: "acquire" }),
  (thread) => ({ kind: "atomic rmw", thread, address: D, bytes: 2, order: "release" }),
  (thread) => ({ kind: "atomic store", thread, address: D + 1, bytes: 1, order: "relaxed" }),
  (thread) => ({ kind: "acquire", thread, key: F }),
  (thread) => ({ kind: "release merge", thread, key: F }),
];

/** Whatever may publish: every rule for S, Frel and Facq. */
const PUBLICATIONS: Alphabet = [
  (thread) => ({ kind: "atomic store", thread, address: F, bytes: 1, order: "relaxed" }),
  (thread) => ({ kind: "atomic store", thread, address: F, bytes: 1, order: "release" }),
  (thread) => ({ kind: "atomic rmw", thread, address: F, bytes: 1, order: "relaxed" }),
  (thread) => ({ kind: "atomic rmw", thread, address: F, bytes: 1, order: "acquire" }),
  (thread) => ({ kind: "atomic rmw", thread, address: F, bytes: 1, order: "release" }),
  (thread) => ({ kind: "atomic load", thread, address: F, bytes: 1, order: "relaxed" }),
  (thread) => ({ kind: "atomic load", thread, address: F, bytes: 1, order: "acquire" }),
  (thread) => ({ kind: "fence", thread, order: "acquire" }),
  (thread) => ({ kind: "fence", thread, order: "release" }),
  (thread) => ({ kind: "write", thread, address: F, bytes: 1 }),
];

/** The same of two sizes. */
const PUBLICATIONS_OF_SIZES: Alphabet = [
  (thread) => ({ kind: "atomic store", thread, address: F, bytes: 1, order: "relaxed" }),
  (thread) => ({ kind: "atomic store", thread, address: F, bytes: 1, order: "release" }),
  (thread) => ({ kind: "atomic store", thread, address: F, bytes: 2, order: "release" }),
  (thread) => ({ kind: "atomic rmw", thread, address: F, bytes: 1, order: "acq_rel" }),
  (thread) => ({ kind: "atomic rmw", thread, address: F, bytes: 2, order: "relaxed" }),
  (thread) => ({ kind: "atomic load", thread, address: F, bytes: 1, order: "acquire" }),
  (thread) => ({ kind: "atomic load", thread, address: F, bytes: 2, order: "acquire" }),
  (thread) => ({ kind: "atomic load", thread, address: F, bytes: 1, order: "relaxed" }),
  (thread) => ({ kind: "atomic load", thread, address: F + 1, bytes: 1, order: "acquire" }),
  (thread) => ({ kind: "fence", thread, order: "acq_rel" }),
];

/** Every stream of `length` events of the alphabet by `threads` threads. */
function* words(alphabet: Alphabet, threads: number, length: number): Generator<DetectorEvent[]> {
  if (length === 0) {
    yield [];
    return;
  }
  for (const rest of words(alphabet, threads, length - 1)) {
    for (const letter of alphabet) {
      for (let thread = 0; thread < threads; thread++) yield [letter(thread), ...rest];
    }
  }
}

test("all cases of the suite agree with the definition", () => {
  for (const { events } of CASES) agreesWithDefinition(events, newTally());
});

test("all streams of four accesses by two threads agree with the definition", () => {
  const tally = newTally();
  for (const word of words(ACCESSES, 2, 4)) agreesWithDefinition([SPAWN, ...word], tally);
  assert.equal(tally.streams, 18 ** 4);
});

test("all streams of four accesses of one or two bytes agree where mixed sizes race", () => {
  const tally = newTally();
  const options = { mixedSizesRace: true };
  for (const word of words(SIZES, 2, 4)) agreesWithDefinition([SPAWN, ...word], tally, options);
  assert.equal(tally.streams, 16 ** 4);
});

test("all ways to publish by two sizes agree with the definition", () => {
  const spawns: DetectorEvent[] = [SPAWN, { kind: "spawn", thread: 0, child: 2 }];
  const write: DetectorEvent = { kind: "write", thread: 1, address: D, bytes: 1 };
  const read: DetectorEvent = { kind: "read", thread: 2, address: D, bytes: 1 };
  for (const mixedSizesRace of [false, true]) {
    const tally = newTally();
    for (const word of words(PUBLICATIONS_OF_SIZES, 3, 3)) {
      agreesWithDefinition([...spawns, write, ...word, read], tally, { mixedSizesRace });
    }
    assert.equal(tally.streams, 30 ** 3);
  }
});

test("all cases of mixed sizes agree with the definition where they race", () => {
  const options = { mixedSizesRace: true };
  for (const { events } of MIXED_SIZES_RACE) agreesWithDefinition(events, newTally(), options);
});

test("random streams agree with the definition where mixed sizes race", () => {
  const seed = Number(process.env.ANTECEDE_SEED ?? 1);
  const options = { mixedSizesRace: true };
  for (const staleReads of [false, true]) {
    fc.assert(
      fc.property(streams({ maxSteps: 50, staleReads, ...options }), (events) =>
        agreesWithDefinition(events, newTally(), options),
      ),
      { seed, numRuns: 1000 },
    );
  }
});

test("all ways to publish in three steps between three threads agree with the definition", () => {
  const tally = newTally();
  const spawns: DetectorEvent[] = [SPAWN, { kind: "spawn", thread: 0, child: 2 }];
  const write: DetectorEvent = { kind: "write", thread: 1, address: D, bytes: 1 };
  const read: DetectorEvent = { kind: "read", thread: 2, address: D, bytes: 1 };
  for (const word of words(PUBLICATIONS, 3, 3)) {
    agreesWithDefinition([...spawns, write, ...word, read], tally);
  }
  assert.equal(tally.streams, 30 ** 3);
});

test("all ways to publish in four steps between two threads agree with the definition", () => {
  const tally = newTally();
  const write: DetectorEvent = { kind: "write", thread: 0, address: D, bytes: 1 };
  const read: DetectorEvent = { kind: "read", thread: 1, address: D, bytes: 1 };
  for (const word of words(PUBLICATIONS, 2, 4)) {
    agreesWithDefinition([SPAWN, write, ...word, read], tally);
  }
  assert.equal(tally.streams, 20 ** 4);
});

test("random streams agree with the definition", () => {
  const seed = Number(process.env.ANTECEDE_SEED ?? 1);
  const tally = newTally();
  fc.assert(
    fc.property(streams({ maxSteps: 50 }), (events) => agreesWithDefinition(events, tally)),
    { seed, numRuns: 2000 },
  );
});

test("random streams with stale reads agree with the definition", () => {
  const seed = Number(process.env.ANTECEDE_SEED ?? 1);
  const arbitrary = streams({ maxSteps: 50, staleReads: true });
  fc.assert(
    fc.property(arbitrary, (events) => agreesWithDefinition(events, newTally())),
    { seed, numRuns: 2000 },
  );
});

test("random streams agree with the definition though clocks are full after three ticks", () => {
  const seed = Number(process.env.ANTECEDE_SEED ?? 1);
  const limits = { lastClock: 3, slotLimit: 1000 };
  const tally = newTally();
  fc.assert(
    fc.property(streams({ maxSteps: 50 }), (events) =>
      agreesWithDefinition(events, tally, { limits }),
    ),
    { seed, numRuns: 1000 },
  );
});

/** A wrong rule, as a wrong reading of events: the harness must see each of them. */
const CANARIES: Readonly<Record<string, (event: DetectorEvent) => DetectorEvent>> = {
  "a relaxed store that releases": (event) =>
    event.kind === "atomic store" ? { ...event, order: "release" } : event,
  "an acquire load that doesn't": (event) =>
    event.kind === "atomic load" ? { ...event, order: "relaxed" } : event,
  "an acquire load that reads the newest store, not a stale one": (event) =>
    event.kind === "atomic load" ? { ...event, reads: 0 } : event,
  "a read-modify-write that ends a release sequence": (event) =>
    event.kind === "atomic rmw" && event.order === "relaxed"
      ? { ...event, kind: "atomic store", order: "relaxed" }
      : event,
  "a fence that does nothing": (event) =>
    event.kind === "fence" ? { ...event, kind: "forget", address: 0, bytes: 0 } : event,
  "a merge that replaces": (event) =>
    event.kind === "release merge" ? { ...event, kind: "release store" } : event,
  "a read that is atomic": (event) =>
    event.kind === "read" ? { ...event, kind: "atomic load", order: "relaxed" } : event,
  "an allocation that is no write": (event) =>
    event.kind === "allocate" ? { ...event, kind: "clear" } : event,
  "an unaligned access that is rounded": (event) =>
    event.kind === "write" && event.bytes === 2 ? { ...event, bytes: 1 } : event,
};

for (const [wrong, read] of Object.entries(CANARIES)) {
  test(`the comparison notices ${wrong}`, () => {
    assert.throws(() => {
      for (let seed = 1; seed <= 500; seed++) {
        const judged = seededStream(seed, 30, { staleReads: seed % 2 === 0 });
        agreesWithDefinition(judged.map(read), newTally(), { judged });
      }
    }, assert.AssertionError);
  });
}

test("seeded streams agree with the definition", (context) => {
  const count = Number(process.env.ANTECEDE_STREAMS ?? 2000);
  const first = Number(process.env.ANTECEDE_SEED ?? 1);
  const tally = newTally();
  for (let seed = first; seed < first + count; seed++) {
    const staleReads = seed % 2 === 0;
    const ofSizes = { staleReads, mixedSizesRace: true };
    try {
      agreesWithDefinition(seededStream(seed, 30, { staleReads }), tally);
      agreesWithDefinition(seededStream(seed, 30, ofSizes), newTally(), ofSizes);
    } catch (error) {
      throw new Error(`stream of seed ${seed} (30 steps)`, { cause: error });
    }
  }
  // Near-races: neither should be rare, or the streams show nothing.
  assert(tally.racy > count / 4 && tally.racy < count * 0.98, JSON.stringify(tally));
  context.diagnostic(`seeds ${first}..${first + count - 1}: ${JSON.stringify(tally)}`);
});
