/** How a program is to be run, once. */
import type { Decisions } from "../schedule/decisions.ts";
import type { StrategyOptions } from "../schedule/strategies.ts";
import type { LockOptions } from "./lock-watch.ts";
import type { Observer } from "./observer.ts";
import type { ProgramFiles } from "./wasi.ts";
import type { WeakLoadObserver } from "./weak-loads.ts";

export interface RunOptions {
  readonly schedule: StrategyOptions;
  /** Takes down the decisions of the schedule, or has them; otherwise the seed draws them. */
  readonly decisions?: Decisions;
  readonly maxSteps: number;
  readonly timeoutMs: number;
  /** What happens to other threads when main returns. */
  readonly atExit: "drain" | "kill";
  readonly spuriousWakeups: boolean;
  /** Whether loads may read stores that are not the newest. */
  readonly weakMemory: boolean;
  /**
   * Probability, 0 to 1, that a weak compare-exchange fails for no reason. Default: half of them,
   * and later in a long run fewer.
   */
  readonly casFailureRate?: number;
  readonly memoryLimitBytes: number;
  readonly locks: LockOptions;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly files: ProgramFiles;
  /** A replay: what it wants to hear, and the memory to watch. */
  readonly replay?: {
    readonly observer: Observer;
    readonly watched: readonly { readonly address: number; readonly bytes: number }[];
    /** Wants to hear of stale reads. */
    readonly weakLoads?: WeakLoadObserver;
  };
}
