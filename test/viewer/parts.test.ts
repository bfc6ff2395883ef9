/** What the viewer is made of, without a browser. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { EVENT_KINDS, type Trace } from "../../src/detector/trace.ts";
import { clamped, fitted, panned, revealing, zoomed } from "../../src/viewer/camera.ts";
import { tokens } from "../../src/viewer/highlight.ts";
import { TraceHistory } from "../../src/viewer/history.ts";
import { NO_FILTER, Rows } from "../../src/viewer/rows.ts";
import { longRun, messagePassing, SOURCE } from "./synthetic.ts";

const extents = fc.record({
  rows: fc.integer({ min: 1, max: 200_000 }),
  height: fc.integer({ min: 100, max: 2000 }),
});
const cameras = fc.record({
  top: fc.double({ min: -5, max: 200_000, noNaN: true }),
  rowHeight: fc.double({ min: 0.001, max: 60, noNaN: true }),
  left: fc.constant<number>(0),
});

describe("the camera", () => {
  test("stays within the rows, whatever it is told", () => {
    const moves = fc.array(fc.tuple(fc.constantFrom("zoom", "pan"), fc.double({ noNaN: true })));
    fc.assert(
      fc.property(extents, cameras, moves, (extent, start, list) => {
        let camera = clamped(start, extent);
        for (const [what, by] of list) {
          const factor = 2 ** Math.max(-8, Math.min(8, by));
          if (what === "zoom") camera = zoomed(camera, factor, 50, extent);
          else camera = panned(camera, Math.max(-1e9, Math.min(1e9, by)), extent);
          assert.ok(camera.top >= -1 && camera.top <= extent.rows, JSON.stringify(camera));
          assert.ok(camera.rowHeight > 0 && camera.rowHeight <= 44);
        }
      }),
    );
  });

  test("shows both rows that it is fitted to, and the one that it is to reveal", () => {
    const rows = fc.tuple(fc.nat(), fc.nat());
    fc.assert(
      fc.property(extents, cameras, rows, (extent, start, [one, other]) => {
        const [from, to] = [one % extent.rows, other % extent.rows].sort((a, b) => a - b);
        const sees = (camera: typeof start, row: number) =>
          row + 1 > camera.top && row < camera.top + extent.height / camera.rowHeight;
        const camera = fitted(from ?? 0, to ?? 0, start, extent);
        assert.ok(sees(camera, from ?? 0) && sees(camera, to ?? 0), JSON.stringify(camera));
        const near = revealing(clamped(start, extent), to ?? 0, extent);
        assert.ok(sees(near, to ?? 0), JSON.stringify(near));
      }),
    );
  });
});

describe("the history", () => {
  test("says at each event what following the changes says", () => {
    for (const trace of [messagePassing(), longRun(800, 5)]) {
      const history = new TraceHistory(trace);
      const clocks = trace.threads.map(() => new Map<number, number>());
      const values = new Map<number, number>();
      trace.events.thread.forEach((_, event) => {
        trace.clocks.at.forEach((at, index) => {
          if (at !== event) return;
          const { thread, entry, clock } = trace.clocks;
          clocks[thread[index] ?? 0]?.set(entry[index] ?? 0, clock[index] ?? 0);
        });
        const kind = EVENT_KINDS[trace.events.kind[event] ?? 0] ?? "read";
        const value = trace.events.value[event] ?? -1;
        const isWrite = ["write", "store", "read-modify-write"].includes(kind);
        if (isWrite && value >= 0) values.set(trace.events.object[event] ?? -1, value);
        clocks.forEach((clock, thread) => {
          assert.deepEqual(new Map(history.clockOf(thread, event)), clock);
        });
        trace.objects.forEach((_, object) => {
          assert.equal(history.valueOf(object, event), trace.values[values.get(object) ?? -1]);
        });
      });
    }
  });

  test("knows which events are ordered", () => {
    const history = new TraceHistory(messagePassing());
    assert.equal(history.isOrdered(7, 12), false, "the race");
    assert.equal(history.isOrdered(7, 14), true, "by the join");
    assert.equal(history.isOrdered(5, 7), true, "of one thread");
  });

  test("of a lock that is held twice one hold is left", () => {
    const base = messagePassing();
    const held = { at: [1, 2, 3, 4], thread: [1, 1, 1, 1], lock: [2, 2, 2, 2], mode: [1, 2, 0, 0] };
    const history = new TraceHistory({ ...base, held });
    const counts = [0, 1, 2, 3, 4].map((event) => history.heldBy(1, event).length);
    assert.deepEqual(counts, [0, 1, 2, 1, 0]);
    assert.equal(history.heldBy(1, 2)[1]?.isForReading, true);
  });
});

test("rows and events lead to each other, and to the last row before a hidden event", () => {
  const history = new TraceHistory(messagePassing());
  const rows = new Rows(history, NO_FILTER);
  for (let row = 0; row < rows.count; row++) assert.equal(rows.rowOf(rows.eventAt(row)), row);
  assert.equal(rows.rowOf(5), -1);
  assert.equal(rows.eventAt(rows.nearest(5)), 4);
});

test("no filter hides the accesses of a race", () => {
  const trace: Trace = messagePassing();
  const history = new TraceHistory(trace);
  const hidden = { ...NO_FILTER, objects: new Set([2]), hiddenThreads: new Set([0, 1, 2]) };
  assert.deepEqual([...new Rows(history, hidden).events], [7, 12]);
});

test("a coloured line has the text that it had", () => {
  const kinds = new Set<string>();
  let isInside = false;
  for (const line of SOURCE.split("\n")) {
    const coloured = tokens(line, isInside);
    isInside = coloured.isInside;
    assert.equal(coloured.tokens.map(({ text }) => text).join(""), line);
    for (const { kind } of coloured.tokens) kinds.add(kind);
  }
  assert.deepEqual([...kinds].sort(), [
    "comment",
    "directive",
    "keyword",
    "number",
    "plain",
    "string",
  ]);
  assert.equal(isInside, false);
});
