import assert from "node:assert/strict";
import { test } from "node:test";
import { deduplicate } from "../../src/report/deduplicate.ts";
import { aborted, clean, deadlocked, race, racy, stuck } from "./samples.ts";

test("a finding of many seeds is kept once, as the first seed showed it", () => {
  const merged = deduplicate([
    { ...clean, seed: 3 },
    { ...racy, seed: 4, findings: [{ ...race, seed: 4 }] },
    { ...racy, seed: 5, findings: [{ ...race, seed: 5, why: "otherwise", occurrences: 2 }] },
  ]);
  assert.equal(merged.runs, 3);
  assert.equal(merged.steps, 3 * clean.steps);
  assert.deepEqual(merged.findings, [
    { first: { ...race, seed: 4 }, seed: 4, occurrences: 5, seeds: [4, 5] },
  ]);
});

test("races of one pair of functions on two variables stay two findings", () => {
  const other = { ...race, place: { ...race.place, name: "total" } };
  const merged = deduplicate([{ ...racy, findings: [race, other] }]);
  assert.equal(merged.findings.length, 2);
});

test("a seed that shows a finding twice counts once", () => {
  const merged = deduplicate([{ ...racy, seed: 9, findings: [race, race] }]);
  assert.deepEqual(merged.findings[0]?.seeds, [9]);
  assert.equal(merged.findings[0]?.occurrences, 2 * race.occurrences);
});

test("failures, timeouts and deadlocks are merged too", () => {
  const merged = deduplicate([aborted, stuck, deadlocked, { ...aborted, seed: 8 }]);
  assert.deepEqual(merged.failures[0]?.seeds, [1, 8]);
  assert.equal(merged.timeouts.length, 1);
  assert.equal(merged.findings[0]?.first.kind, "deadlock");
});

test("no runs can't be merged", () => {
  assert.throws(() => deduplicate([]), RangeError);
});
