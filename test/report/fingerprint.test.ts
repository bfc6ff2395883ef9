import assert from "node:assert/strict";
import { test } from "node:test";
import type { Stack } from "../../src/detector/finding.ts";
import { fingerprint, fingerprintStacks } from "../../src/detector/fingerprint.ts";
import { deadlock, frame, race } from "./samples.ts";

const a: Stack = [frame("a", 1, 1), frame("main", 9, 9)];
const b: Stack = [frame("b", 2, 2)];

test("a fingerprint is sixteen hexadecimal digits", () => {
  assert.match(fingerprint({ kind: "data-race", stacks: [a, b] }), /^[0-9a-f]{16}$/);
});

test("a fingerprint does not depend on lines, callers or which access came first", () => {
  const moved: Stack = [frame("a", 100, 7), frame("other", 1, 1)];
  const expected = fingerprint({ kind: "data-race", stacks: [a, b] });
  assert.equal(fingerprint({ kind: "data-race", stacks: [moved, b] }), expected);
  assert.equal(fingerprint({ kind: "data-race", stacks: [b, a] }), expected);
});

test("a fingerprint depends on kind, function and file", () => {
  const elsewhere: Stack = [{ ...frame("a", 1, 1), file: "other.c" }];
  const all = [
    fingerprint({ kind: "data-race", stacks: [a, b] }),
    fingerprint({ kind: "heap-use-after-free", stacks: [a, b] }),
    fingerprint({ kind: "data-race", stacks: [a, a] }),
    fingerprint({ kind: "data-race", stacks: [elsewhere, b] }),
    fingerprint({ kind: "data-race", stacks: [a, []] }),
  ];
  assert.equal(new Set(all).size, all.length);
});

test("what the library's headers do is told apart by who calls them", () => {
  const library = { ...frame("std::lock_guard", 32, 10), file: "/usr/include/c++/v1/mutex" };
  const ofA: Stack = [library, ...a];
  const ofB: Stack = [library, ...b];
  const kind = "lock-order-inversion";
  assert.equal(fingerprint({ kind, stacks: [ofA, ofB] }), fingerprint({ kind, stacks: [a, b] }));
  assert.notEqual(
    fingerprint({ kind, stacks: [ofA, ofA] }),
    fingerprint({ kind, stacks: [ofB, ofB] }),
  );
});

test("the stacks of a finding are those of its accesses or waits", () => {
  const { kind, fingerprint: expected } = race;
  assert.equal(fingerprint({ kind, stacks: fingerprintStacks(race) }), expected);
  assert.equal(fingerprintStacks(deadlock).length, deadlock.waits.length);
});
