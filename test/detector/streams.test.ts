/** The streams that all comparisons rest on are well-formed, repeatable and not boring. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { DetectorEvent } from "../../src/detector/event.ts";
import { ARENA, ARENA_BYTES, seededStream, streams } from "./streams.ts";

const SEED = 1;

function isWellFormed(events: readonly DetectorEvent[]): void {
  const live = new Set([0]);
  const joinable = new Set<number>();
  for (const event of events) {
    assert(live.has(event.thread), "acts while it lives");
    if (event.kind === "spawn") live.add(event.child);
    if (event.kind === "join") assert(joinable.delete(event.joined), "joined once, after its end");
    if (event.kind === "end") {
      live.delete(event.thread);
      joinable.add(event.thread);
    }
    assert(live.size >= 1 && live.size <= 5);
    if ("bytes" in event && event.kind !== "forget") {
      assert(event.bytes >= 1 && event.bytes <= 16);
      assert(event.address >= ARENA && event.address + event.bytes <= ARENA + ARENA_BYTES);
    }
    if (event.kind.startsWith("atomic") && "bytes" in event) {
      assert.equal(event.address % event.bytes, 0, "atomics are aligned");
    }
  }
}

test("streams of the arbitrary are well-formed", () => {
  fc.assert(fc.property(streams({ maxSteps: 60 }), isWellFormed), { seed: SEED });
});

test("seeded streams are well-formed", () => {
  for (let seed = 0; seed < 2000; seed++) isWellFormed(seededStream(seed, 60));
});

test("streams with stale reads are well-formed, and many of their loads are stale", () => {
  let loads = 0;
  let stale = 0;
  for (let seed = 0; seed < 2000; seed++) {
    const events = seededStream(seed, 60, { staleReads: true });
    isWellFormed(events);
    for (const event of events) {
      if (event.kind !== "atomic load") continue;
      loads++;
      if (event.reads !== undefined) stale++;
    }
  }
  assert(stale > loads / 12, `${stale} of ${loads}`);
});

test("atomics read what was stored", () => {
  const events = Array.from({ length: 200 }, (_, seed) => seededStream(seed, 60)).flat();
  const updates = events.filter((event) => event.kind === "atomic rmw");
  assert(updates.some(({ old }) => old !== 0 && old !== 0n));
  assert(updates.every(({ old, value }) => old !== undefined && value !== undefined));
});

test("a seed gives the same stream each time, and another seed another", () => {
  assert.deepEqual(seededStream(7, 60), seededStream(7, 60));
  assert.notDeepEqual(seededStream(7, 60), seededStream(8, 60));
});

test("every kind of event and every order is drawn", () => {
  const seen = new Set<string>();
  for (let seed = 0; seed < 500; seed++) {
    for (const event of seededStream(seed, 60)) {
      seen.add("order" in event ? `${event.kind} ${event.order}` : event.kind);
    }
  }
  const orders = 4 + 3 + 6 + 4;
  const others = 14;
  assert.equal(seen.size, orders + others, [...seen].sort().join(", "));
});
