/**
 * What every detector with weak memory must do with the litmus programs. No exceptions.
 *
 *   all choices     explored, give exactly `allowedInExecutionOrder`, and a race iff `race`
 *   random choices  never leave that set, and reach nearly all of it
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { WeakMemoryDetector } from "../../src/detector/detector.ts";
import { type Exploration, explore } from "./explore.ts";
import { byFamily, outcomesInExecutionOrder, type Program, readPrograms } from "./program.ts";
import { randomWalk } from "./random-walk.ts";

const PROGRAMS = readPrograms();

type Create = () => WeakMemoryDetector;

export function runLitmusSuite(name: string, create: Create): void {
  describe(`${name}: all choices`, () => {
    for (const [family, programs] of byFamily(PROGRAMS)) {
      test(family, () => {
        const wrong = programs.flatMap((program) => differences(program, explore(program, create)));
        assert.deepEqual(wrong, []);
      });
    }
  });
}

/** What is wrong, a line each; nothing if all is right. */
function differences(program: Program, found: Exploration): readonly string[] {
  const { name } = program;
  if (found.race !== program.race) {
    return [`${name}: ${found.race ? "a race that is none" : "no race was found"}`];
  }
  if (found.race) return [];
  const allowed = outcomesInExecutionOrder(program);
  const missing = [...allowed.difference(found.outcomes)].map((one) => `${name}: missing ${one}`);
  const wrong = [...found.outcomes.difference(allowed)].map((one) => `${name}: forbidden ${one}`);
  return [...missing, ...wrong];
}

export interface Reach {
  /** Outcomes, and one "race" for a program that has one. */
  expected: number;
  reached: number;
  /** Outcomes outside the set, as "program, seed: outcome". */
  readonly forbidden: string[];
  readonly missed: string[];
}

/** `seeds` runs of each program. The detector of a run is new, or as new. */
export function walkAll(create: Create, seeds: number, programs = PROGRAMS): Reach {
  const reach: Reach = { expected: 0, reached: 0, forbidden: [], missed: [] };
  for (const program of programs) {
    const allowed = program.race ? new Set(["race"]) : outcomesInExecutionOrder(program);
    const seen = new Set<string>();
    for (let seed = 0; seed < seeds; seed++) {
      const outcome = randomWalk(program, create(), seed);
      seen.add(outcome);
      // Before its race a run of a racing program ends with anything.
      if (program.race || allowed.has(outcome)) continue;
      reach.forbidden.push(`${program.name}, seed ${seed}: ${outcome}`);
    }
    const missed = allowed.difference(seen);
    reach.expected += allowed.size;
    reach.reached += allowed.size - missed.size;
    reach.missed.push(...[...missed].map((outcome) => `${program.name}: ${outcome}`));
  }
  return reach;
}

/** 99 of 100 outcomes; an evenly drawn walk misses some that need one order of many. */
export function assertReached(reach: Reach, percent = 99): void {
  const { expected, reached, forbidden, missed } = reach;
  assert.deepEqual(forbidden, []);
  const said = `${reached} of ${expected}; missed: ${missed.join(", ")}`;
  assert(reached * 100 >= expected * percent, said);
}
