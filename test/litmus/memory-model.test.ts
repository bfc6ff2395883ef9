/** docs/memory-model.md shows the model's rules, and what can't be shown, as they are. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { HISTORY_STORES } from "../../src/layout/numbers.ts";
import { loadBuffering, lostOutcomes } from "./lost.ts";
import { documentWithTables } from "./memory-model-tables.ts";

test("the tables of docs/memory-model.md are those of the model and the litmus programs", () => {
  const { is, must } = documentWithTables();
  assert.equal(is, must);
  assert.match(is, new RegExp(`keeps its last stores only\\*\\* \\(${HISTORY_STORES}\\)`));
});

test("24 outcomes of 15 programs go against the order of execution, 4 against S alone", () => {
  const lost = lostOutcomes();
  const programs = new Set(lost.map(({ program }) => program.name));
  const againstS = lost.filter(({ against }) => against === "S");
  assert.deepEqual([lost.length, programs.size, againstS.length], [24, 15, 4]);
});

test("load buffering is allowed where neither load acquires from a release", () => {
  const allowed = new Set(loadBuffering().map(({ name }) => name));
  // Both stores relaxed on one side; release and acquire on the other.
  assert.ok(allowed.has("load-buffering-125"));
  assert.ok(!allowed.has("load-buffering-127"));
  assert.equal(allowed.size, 6);
});
