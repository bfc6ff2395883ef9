/**
 * One search on several machines: each takes its share of the seeds, and their reports become one,
 * with the findings that one machine would have shown.
 */

import type { Failure, Finding, Timeout } from "../detector/finding.ts";
import { failureKey, findingKey } from "../detector/fingerprint.ts";
import type { Merged, MergedRuns, SearchedSeeds } from "./deduplicate.ts";
import { isNews } from "./triage.ts";

/** A report of a search, with the name that errors call it by. */
export interface ShardReport {
  readonly name: string;
  readonly search: MergedRuns;
}

/** Reports that are not the shares of one search. */
export class ShardError extends Error {}

/**
 * @param reports of all shards of one search, in any order
 * @throws {ShardError} if one is missing, there twice, or of another search
 */
export function mergeShards(reports: readonly ShardReport[]): MergedRuns {
  const shards = inOrder(reports);
  const [first] = shards;
  if (first === undefined) throw new ShardError("no report to merge");
  const end = endOf(shards, first.searched);
  const { program, strategy, judged, detector, searched } = first;
  const { shard: _, ...whole } = searched ?? NOT_SAID;
  const failed = shards.find(({ exitCode }) => exitCode !== 0);
  return {
    program,
    strategy,
    judged,
    ...(detector && { detector }),
    searched: whole,
    runs: sum(shards, ({ runs }) => runs),
    steps: sum(shards, ({ steps }) => steps),
    exitCode: failed?.exitCode ?? 0,
    ...(failed?.exitSeed !== undefined && { exitSeed: failed.exitSeed }),
    findings: merged(
      shards.map(({ findings }) => findings),
      findingKey,
      end,
    ),
    failures: merged(
      shards.map(({ failures }) => failures),
      failureKey,
      end,
    ),
    timeouts: merged(
      shards.map(({ timeouts }) => timeouts),
      ({ bound }) => bound,
      end,
    ),
  };
}

const NOT_SAID: SearchedSeeds = { from: 0, to: 0, keepGoing: false };

function inOrder(reports: readonly ShardReport[]): readonly MergedRuns[] {
  const [first] = reports;
  const byIndex = new Map<number, ShardReport>();
  for (const report of reports) {
    const { name, search } = report;
    const shard = search.searched?.shard;
    if (!shard) throw new ShardError(`${name}: not the report of a shard`);
    if (first && identityOf(search) !== identityOf(first.search)) {
      throw new ShardError(`${name}: of another search than ${first.name}`);
    }
    const other = byIndex.get(shard.index);
    if (other) throw new ShardError(`${name}: shard ${shard.index}, as is ${other.name}`);
    byIndex.set(shard.index, report);
  }
  const count = first?.search.searched?.shard?.count ?? 0;
  return Array.from({ length: count }, (_, at) => {
    const report = byIndex.get(at + 1);
    if (!report) throw new ShardError(`shard ${at + 1} of ${count} is missing`);
    return report.search;
  });
}

/** Equal for the shards of one search. */
function identityOf({ program, strategy, judged, detector, searched }: MergedRuns): string {
  const { from, to, keepGoing, shard } = searched ?? {};
  return JSON.stringify([program, strategy, judged, detector, from, to, keepGoing, shard?.count]);
}

/** The last seed that one machine would have run: the first with news, unless all are run. */
function endOf(shards: readonly MergedRuns[], searched: SearchedSeeds | undefined): number {
  if (searched?.keepGoing) return Number.POSITIVE_INFINITY;
  const news = shards.flatMap(({ findings, failures, timeouts }) => [
    ...findings.filter(({ first }) => isNews(first)),
    ...failures,
    ...timeouts,
  ]);
  return Math.min(...news.map(({ seed }) => seed));
}

function merged<Item extends Finding | Failure | Timeout>(
  shards: readonly (readonly Merged<Item>[])[],
  keyOf: (item: Item) => string,
  end: number,
): Merged<Item>[] {
  const byKey = new Map<string, Merged<Item>>();
  const all = shards.flat().filter(({ seed }) => seed <= end);
  // As the first seed showed it; a stable sort keeps the order within one run.
  for (const one of all.sort((a, b) => a.seed - b.seed)) {
    const key = keyOf(one.first);
    const known = byKey.get(key);
    const seeds = [...(known?.seeds ?? []), ...one.seeds.filter((seed) => seed <= end)];
    byKey.set(key, {
      ...(known ?? one),
      occurrences: (known?.occurrences ?? 0) + one.occurrences,
      seeds: seeds.sort((a, b) => a - b),
    });
  }
  return [...byKey.values()];
}

function sum(shards: readonly MergedRuns[], of: (shard: MergedRuns) => number): number {
  return shards.reduce((total, shard) => total + of(shard), 0);
}
