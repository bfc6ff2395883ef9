/**
 * The model meets the verdicts of all litmus programs. `ANTECEDE_SEEDS=2000` walks longer.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { ExclusionRule } from "../../src/detector/detector.ts";
import { HappensBefore } from "../../src/model/happens-before.ts";
import { RULES } from "../../src/model/visibility.ts";
import { explore } from "./explore.ts";
import {
  describeOutcome,
  outcomesInExecutionOrder,
  type Program,
  readPrograms,
} from "./program.ts";
import { assertReached, runLitmusSuite, walkAll } from "./suite.ts";

const SEEDS = Number(process.env.ANTECEDE_SEEDS ?? 1000);
const create = (): HappensBefore => new HappensBefore();

runLitmusSuite("model", create);

test(`${SEEDS} random walks a program stay in its set and reach nearly all of it`, (context) => {
  const reach = walkAll(create, SEEDS);
  const { expected, reached, missed } = reach;
  context.diagnostic(`reached ${reached} of ${expected}; missed: ${missed.join("; ")}`);
  assertReached(reach);
});

test("there are 602 programs, and what execution order costs is known", () => {
  const programs = readPrograms();
  const racing = programs.filter(({ race }) => race);
  // Outcomes that need mo, rf or S to go against the order of execution (model/atomics.ts).
  const lost = programs.map((program) => {
    const reachable = outcomesInExecutionOrder(program);
    const all = program.allowed?.map(describeOutcome) ?? [];
    return all.filter((outcome) => !reachable.has(outcome)).length;
  });
  assert.deepEqual([programs.length, racing.length], [602, 167]);
  assert.equal(lost.filter((count) => count > 0).length, 15);
  assert.equal(
    lost.reduce((sum, count) => sum + count),
    24,
  );
});

// A harness that can't fail shows nothing. Wrong models must be seen.

function isWrong(program: Program): boolean {
  const { outcomes } = explore(program, create);
  return outcomes.symmetricDifference(outcomesInExecutionOrder(program)).size > 0;
}

test("a model without stale reads misses outcomes of more than a hundred programs", () => {
  const programs = readPrograms().filter(({ race }) => !race);
  const withoutStale = () => new HappensBefore({ historyStores: 1 });
  const wrong = programs.filter((program) => {
    const { outcomes } = explore(program, withoutStale);
    return outcomes.size < outcomesInExecutionOrder(program).size;
  });
  assert(wrong.length > 100, `${wrong.length}`);
});

/** A program that goes wrong without the rule. The other three rules' proof is in test/model. */
const DECIDES: readonly (readonly [ExclusionRule, string])[] = [
  ["CoWR", "message-passing-atomic-data-37"],
  ["CoRR", "write-to-read-causality-223"],
  ["SC load after SC store", "store-buffering-78"],
  ["SC load after SC read", "IRIW-272"],
  ["SC load after SC fence after store", "store-buffering-one-side-accesses-103"],
  ["SC fence after SC store", "store-buffering-one-side-accesses-103"],
  ["SC fence after SC fence after store", "R-fences-200"],
];

for (const [name, decided] of DECIDES) {
  test(`without the rule "${name}" ${decided} is wrong`, (context) => {
    const program = readPrograms().find((one) => one.name === decided);
    const rule = RULES.find((one) => one.name === name);
    assert(program !== undefined && rule !== undefined);
    assert(!isWrong(program));
    context.mock.method(rule, "excludes", () => false);
    assert(isWrong(program));
  });
}
