/** How long the turns of the random walk are. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { RandomWalk } from "../../src/schedule/random.ts";

const LONGEST = 1024;

/** The longest of a seed's first turns. */
function longestTurn(seed: number, turns: number): number {
  const walk = new RandomWalk(seed, undefined);
  return Math.max(...Array.from({ length: turns }, () => walk.budget().points));
}

test("half of the seeds have turns of up to three points, some of one, some of hundreds", () => {
  const longest = Array.from({ length: 1000 }, (_, seed) => longestTurn(seed, 200));
  const count = (holds: (points: number) => boolean): number => longest.filter(holds).length;
  assertNear(
    count((points) => points === 3),
    500 + 50,
  );
  // Scales 0 and 1.
  assertNear(
    count((points) => points === 1),
    100,
  );
  assertNear(
    count((points) => points > LONGEST / 2),
    50,
  );
  assert.ok(longest.every((points) => points >= 1 && points <= LONGEST));
});

function assertNear(count: number, expected: number): void {
  assert.ok(Math.abs(count - expected) < 4 * Math.sqrt(expected), `${count}, not ${expected}`);
}

test("a long run has turns of all lengths, whatever its seed", () => {
  for (let seed = 0; seed < 20; seed++) {
    assert.ok(longestTurn(seed, 11_000) > LONGEST / 2, `seed ${seed}`);
  }
});

test("a fixed preemption rate knows no scale", () => {
  const mean = (rate: number): number => {
    const walk = new RandomWalk(1, rate);
    const turns = Array.from({ length: 10_000 }, () => walk.budget().points);
    return turns.reduce((sum, points) => sum + points) / turns.length;
  };
  assert.equal(mean(1), 1);
  assert.ok(Math.abs(mean(0.1) - 10) < 1, `${mean(0.1)}`);
});
