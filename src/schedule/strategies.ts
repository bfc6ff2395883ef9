/** The strategies by name. */
import { UsageError } from "../errors.ts";
import { Pct } from "./pct.ts";
import { RandomWalk } from "./random.ts";
import { RoundRobin } from "./round-robin.ts";
import type { Strategy } from "./strategy.ts";

/** How a seed chooses who runs next, and for how long. */
export type StrategyName = "random" | "pct" | "round-robin";

export interface StrategyOptions {
  readonly name: StrategyName;
  readonly seed: number;
  /** Probability of a decision at each scheduling point; undefined: runs of mixed lengths. */
  readonly preemptionRate: number | undefined;
}

const STRATEGIES: Record<StrategyName, (options: StrategyOptions) => Strategy> = {
  random: ({ seed, preemptionRate }) => new RandomWalk(seed, preemptionRate),
  pct: ({ seed }) => new Pct(seed),
  "round-robin": ({ seed, preemptionRate }) => new RoundRobin(seed, preemptionRate),
};

export const STRATEGY_NAMES = Object.keys(STRATEGIES) as StrategyName[];

export function createStrategy(options: StrategyOptions): Strategy {
  const make = STRATEGIES[options.name];
  if (!make) throw new UsageError(`no strategy "${options.name}"`, STRATEGY_NAMES.join(", "));
  return make(options);
}
