/** Merges the runs of many seeds: each finding once, with the seeds that show it. */

import type { Failure, Finding, RunResult, Timeout } from "../detector/finding.ts";
import { failureKey, findingKey } from "../detector/fingerprint.ts";

/** Something that runs show, once. */
export interface Merged<Item> {
  /** As the first run that shows it has it. */
  readonly first: Item;
  /** The seed of that run. */
  readonly seed: number;
  /** In how many places of all the runs. */
  readonly occurrences: number;
  /** All seeds that show it, in the order of the runs. */
  readonly seeds: readonly number[];
}

/** Which seeds a search was to run. */
export interface SearchedSeeds {
  readonly from: number;
  /** Included. */
  readonly to: number;
  /** All of them, whatever they show. */
  readonly keepGoing: boolean;
  /** Of them each `count`-th, beginning with number `index`, from 1. */
  readonly shard?: { readonly index: number; readonly count: number };
}

/** The runs of a search as one. */
export interface MergedRuns {
  readonly program: string;
  readonly strategy: string;
  readonly judged: string;
  /** Absent: happens-before. */
  readonly detector?: RunResult["detector"];
  /** Absent for runs that were no search. */
  readonly searched?: SearchedSeeds;
  /** The first exit code that is not 0, or 0. */
  readonly exitCode: number;
  /** The seed of the run that has it; absent if it is 0. */
  readonly exitSeed?: number;
  /** How many runs were merged. */
  readonly runs: number;
  /** Steps of all runs together. */
  readonly steps: number;
  readonly findings: readonly Merged<Finding>[];
  readonly failures: readonly Merged<Failure>[];
  readonly timeouts: readonly Merged<Timeout>[];
}

/**
 * Merges runs of one program, in the order given: findings with one fingerprint become one.
 *
 * @throws RangeError if there is no run, since an empty merge has no program
 */
export function deduplicate(results: readonly RunResult[], searched?: SearchedSeeds): MergedRuns {
  const first = results[0];
  if (first === undefined) throw new RangeError("deduplicate: no runs to merge");
  const findings = new Merger<Finding>();
  const failures = new Merger<Failure>();
  const timeouts = new Merger<Timeout>();
  let steps = 0;
  for (const { seed, failure, timeout, ...result } of results) {
    steps += result.steps;
    for (const finding of result.findings) {
      const occurrences = "occurrences" in finding ? finding.occurrences : 1;
      findings.add(findingKey(finding), finding, seed, occurrences);
    }
    if (failure) failures.add(failureKey(failure), failure, seed, 1);
    if (timeout) timeouts.add(timeout.bound, timeout, seed, 1);
  }
  const { program, strategy, judged, detector } = first;
  const failed = results.find(({ exitCode }) => exitCode !== 0);
  return {
    program,
    strategy,
    judged,
    ...(detector && { detector }),
    ...(searched && { searched }),
    exitCode: failed?.exitCode ?? 0,
    ...(failed && { exitSeed: failed.seed }),
    runs: results.length,
    steps,
    findings: findings.merged(),
    failures: failures.merged(),
    timeouts: timeouts.merged(),
  };
}

class Merger<Item> {
  private readonly items = new Map<
    string,
    { first: Item; seed: number; occurrences: number; seeds: number[] }
  >();

  add(key: string, first: Item, seed: number, occurrences: number): void {
    const known = this.items.get(key);
    if (known === undefined) {
      this.items.set(key, { first, seed, occurrences, seeds: [seed] });
      return;
    }
    known.occurrences += occurrences;
    if (known.seeds.at(-1) !== seed) known.seeds.push(seed);
  }

  merged(): Merged<Item>[] {
    return [...this.items.values()];
  }
}
