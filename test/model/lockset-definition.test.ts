/** Eraser's rules as the model has them, against the definition, on small and random streams. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { DetectorEvent } from "../../src/detector/event.ts";
import { HappensBefore } from "../../src/model/happens-before.ts";
import { Lockset } from "../../src/model/lockset.ts";
import { FreeOrder, ProgramOrder } from "../../src/model/order.ts";
import { lock, read, spawn, unlock, write } from "../detector/events.ts";
import { describeStream, seededStream } from "../detector/streams.ts";
import { judgeLocksets } from "./lockset-definition.ts";

const STREAMS = Math.max(100, Number(process.env.ANTECEDE_STREAMS ?? 100_000) / 100);
const FIRST_SEED = Number(process.env.ANTECEDE_SEED ?? 1);
const STEPS = 24;

/**
 * What the program says of itself is a matter of the model and the engine (said.ts), and what
 * counts as order beside happens-before one of lock-order.ts.
 */
const OTHERS: ReadonlySet<string> = new Set(
  ["ignore", "excuse", "monitor", "wake"].concat(["use object", "renew object"]),
);

function locksOnly(seed: number): DetectorEvent[] {
  const events = seededStream(seed, STEPS, { locks: true });
  return events.filter(({ kind }) => !OTHERS.has(kind));
}

/** Returns how many bytes were broken. */
function agree(events: readonly DetectorEvent[], order: "program" | "free", judged = events) {
  const happensBefore = new HappensBefore({}, { withoutLocks: true });
  const model = new Lockset(
    order === "program" ? new ProgramOrder() : new FreeOrder(happensBefore),
  );
  const truth = judgeLocksets(judged, order);
  let broken = 0;
  for (const [at, event] of events.entries()) {
    happensBefore.apply(event);
    const found = model.applyToEachByte(event).map(({ address }) => address);
    broken += found.length;
    assert.deepEqual(found, truth.broken[at], `event ${at}, ${order}\n${describeStream(events)}`);
  }
  return broken;
}

/** All that three threads may do to one byte, with two locks, in so many steps. */
function* smallStreams(steps: number): Generator<DetectorEvent[]> {
  const threads = [1, 2, 3];
  const locks = [0x10100, 0x10104];
  const choices = threads.flatMap((thread) => [
    ...[[], ...locks.map((one) => [one]), locks].flatMap((held) =>
      [read(thread), write(thread)].map((access) => [
        ...held.map((one) => lock(thread, one)),
        access,
        ...held.map((one) => unlock(thread, one)),
      ]),
    ),
  ]);
  const spawns = threads.map((child) => spawn(0, child));
  const count = choices.length ** steps;
  for (let number = 0; number < count; number++) {
    const events: DetectorEvent[] = [...spawns];
    for (let rest = number, step = 0; step < steps; step++) {
      events.push(...(choices[rest % choices.length] ?? []));
      rest = Math.floor(rest / choices.length);
    }
    yield events;
  }
}

test("the model equals the definition on all histories of three accesses", () => {
  let broken = 0;
  for (const events of smallStreams(3)) broken += agree(events, "program");
  assert.ok(broken > 1000);
});

for (const order of ["program", "free"] as const) {
  test(`the model equals the definition on ${STREAMS} random streams, ${order} order`, () => {
    let broken = 0;
    for (let seed = FIRST_SEED; seed < FIRST_SEED + STREAMS; seed++) {
      broken += agree(locksOnly(seed), order);
    }
    assert.ok(broken > STREAMS / 10, `only ${broken} bytes were broken`);
  });
}

test("the comparison notices a rule that is wrong", () => {
  const unlocked = (events: readonly DetectorEvent[]) =>
    events.map(
      (event): DetectorEvent => (event.kind === "take" ? { ...event, mode: "write" } : event),
    );
  assert.throws(() => {
    for (let seed = FIRST_SEED; seed < FIRST_SEED + STREAMS; seed++) {
      const events = locksOnly(seed);
      agree(events, "program", unlocked(events));
    }
  }, /event/);
});
