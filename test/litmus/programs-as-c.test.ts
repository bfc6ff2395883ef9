/**
 * Litmus programs through the whole tool: as C, compiled, linked, and run under many seeds by the
 * default strategy. Outcomes stay within `allowedInExecutionOrder` and reach nearly all of it;
 * whatever has a race is reported, and nothing else.
 *
 * Every tenth program. `ANTECEDE_LITMUS=all ANTECEDE_SEEDS=2000` runs all of them, and longer.
 */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { close } from "../../src/toolchain/client.ts";
import { buildProgram, runProgram } from "../programs/judge.ts";
import { litmusAsC, readOutcomes } from "./as-c.ts";
import {
  describeOutcome,
  outcomesInExecutionOrder,
  type Program,
  readPrograms,
} from "./program.ts";
import { assertReached, type Reach } from "./suite.ts";

const ALL = readPrograms();
const EVERY = 10;
const SAMPLE = ALL.filter((_, index) => index % EVERY === 0);
const PROGRAMS = process.env.ANTECEDE_LITMUS === "all" ? ALL : SAMPLE;
const SEEDS = Number(process.env.ANTECEDE_SEEDS ?? 400);
/** Of the outcomes, so many are reached: by 2,000 seeds nearly all. */
const REACHED_PERCENT = SEEDS >= 2000 ? 99 : 95;
/** In one C program: more would have more choices in a run than the engine makes evenly. */
const A_MODULE = 101;
const RUNS_A_TASK = 16;

const folder = mkdtempSync(join(tmpdir(), "antecede-litmus-"));
after(() => {
  close();
  rmSync(folder, { recursive: true });
});

test("the sample has every kind of operation", () => {
  const kinds = (programs: readonly Program[]) =>
    new Set([...JSON.stringify(programs).matchAll(/"op":"(\w+)"/g)].map(([, kind]) => kind));
  assert.equal(SAMPLE.length, 61);
  assert.deepEqual([...kinds(SAMPLE)].sort(), [...kinds(ALL)].sort());
});

test(`${PROGRAMS.length} programs as C under ${SEEDS} seeds`, async (context) => {
  const reach: Reach = { expected: 0, reached: 0, forbidden: [], missed: [] };
  for (let first = 0; first < PROGRAMS.length; first += A_MODULE) {
    const part = await runAll(PROGRAMS.slice(first, first + A_MODULE), first);
    reach.expected += part.expected;
    reach.reached += part.reached;
    reach.forbidden.push(...part.forbidden);
    reach.missed.push(...part.missed);
  }
  const { expected, reached, missed } = reach;
  context.diagnostic(`reached ${reached} of ${expected}; missed: ${missed.join("; ")}`);
  assertReached(reach, REACHED_PERCENT);
});

/** Every seed of these programs, in one C program. */
async function runAll(programs: readonly Program[], first: number): Promise<Reach> {
  const file = join(folder, `litmus-${first}.c`);
  writeFileSync(file, litmusAsC(programs));
  const built = await buildProgram(file);
  const allowed = programs.map((program) =>
    program.race ? new Set(["race"]) : outcomesInExecutionOrder(program),
  );
  const seen = programs.map(() => new Set<string>());
  const forbidden: string[] = [];
  for (let seed = 1; seed <= SEEDS; seed++) {
    const { outcome, stdout } = await runProgram(built, folder, { seed });
    assert.deepEqual(outcome.ending, { kind: "exit", code: 0 });
    const races = outcome.races.map(({ at }) => at);
    const { outcomes, racing } = readOutcomes(programs, stdout, races);
    for (const [number, program] of programs.entries()) {
      const result = racing.has(number) ? "race" : describeOutcome(outcomes[number] ?? {});
      seen[number]?.add(result);
      // Before its race a run of a racing program ends with anything.
      if (program.race || allowed[number]?.has(result)) continue;
      forbidden.push(`${program.name}, seed ${seed}: ${result}`);
    }
    // Between tasks the memories of ended runs can be given back.
    if (seed % RUNS_A_TASK === 0) await setImmediate();
  }
  const missed = programs.flatMap((program, number) =>
    [...(allowed[number] ?? [])]
      .filter((outcome) => !seen[number]?.has(outcome))
      .map((outcome) => `${program.name}: ${outcome}`),
  );
  const expected = allowed.reduce((sum, outcomes) => sum + outcomes.size, 0);
  return { expected, reached: expected - missed.length, forbidden, missed };
}
