/**
 * The model meets the verdicts of all litmus programs. `ANTECEDE_SEEDS=2000` walks longer.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { HappensBefore } from "../../src/model/happens-before.ts";
import { RULES } from "../../src/model/visibility.ts";
import { explore } from "./explore.ts";
import { describeOutcome, outcomesInExecutionOrder, readPrograms } from "./program.ts";
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
  assert.equal(lost.reduce((sum, count) => sum + count), 24);
});

// A harness that can't fail shows nothing. Wrong models must be seen.

function failures(detector: typeof create): readonly string[] {
  const programs = readPrograms().filter(({ race }) => !race);
  return programs.flatMap((program) => {
    const { outcomes } = explore(program, detector);
    const allowed = outcomesInExecutionOrder(program);
    return outcomes.symmetricDifference(allowed).size > 0 ? [program.name] : [];
  });
}

test("a model without stale reads misses outcomes", () => {
  assert(failures(() => new HappensBefore({ historyStores: 1 })).length > 100);
});

/** How many programs each rule decides. The other three are decided by test/model alone. */
const DECIDED = [106, 52, 7, 2, 1, 0, 1, 0, 6, 0];

for (const [at, rule] of RULES.entries()) {
  test(`without the rule "${rule.name}" ${DECIDED[at]} programs are wrong`, (context) => {
    context.mock.method(rule, "excludes", () => false);
    assert.equal(failures(create).length, DECIDED[at]);
  });
}
