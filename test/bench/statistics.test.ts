import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { geometricMean, median, worst } from "../../bench/statistics.ts";

describe("the median", () => {
  const cases: readonly [values: readonly number[], expected: number][] = [
    [[7], 7],
    [[3, 1, 2], 2],
    [[4, 1, 3, 2], 2.5],
    [[10, 9, 100, 1], 9.5],
    [[], Number.NaN],
  ];
  for (const [values, expected] of cases) {
    test(`of ${JSON.stringify(values)} is ${expected}`, () => {
      assert.equal(median(values), expected);
    });
  }

  test("leaves the values in their order", () => {
    const values = [3, 1, 2];
    median(values);
    assert.deepEqual(values, [3, 1, 2]);
  });
});

describe("the geometric mean", () => {
  test("of twice and half is once", () => assert.equal(geometricMean([2, 0.5]), 1));
  test("of one value is that value", () => assert.ok(Math.abs(geometricMean([7]) - 7) < 1e-12));
  test("of none is no figure", () => assert.ok(Number.isNaN(geometricMean([]))));
});

test("the worst is the largest, with its name", () => {
  const values = [
    { name: "a", value: 1 },
    { name: "b", value: 3 },
    { name: "c", value: 2 },
  ];
  assert.deepEqual(worst(values), { name: "b", value: 3 });
  assert.equal(worst([]), undefined);
});
