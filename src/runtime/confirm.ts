/**
 * Cycles of the lock-order graph, looked at once more. A lock is known to be a monitor when a
 * condition is first waited for or signalled with it; until then its edges are those of any lock,
 * and an order that they make is not seen (model/lock-order.ts). So a run with cycles and monitors
 * is run again, with its monitors known from the start: what is a cycle then too is one.
 */
import type { LockOptions } from "./lock-watch.ts";
import type { Outcome } from "./outcome.ts";
import type { ProgramFiles } from "./wasi.ts";

/** What of a run's options matters here. */
interface Options {
  readonly maxSteps: number;
  readonly files: ProgramFiles;
  readonly locks: LockOptions;
  readonly replay?: unknown;
}

export function needsConfirmation({ cycles, monitors }: Outcome, { replay }: Options): boolean {
  return cycles.length > 0 && monitors.length > 0 && !replay;
}

/** `run`: the run itself, without this. */
export async function confirmCycles<O extends Options>(
  outcome: Outcome,
  options: O,
  run: (options: O) => Promise<Outcome>,
): Promise<Outcome> {
  const { monitors, steps } = outcome;
  const { journal } = options.files;
  const again = await run({
    ...options,
    // As far as the first run came: a slower machine must not cut it short.
    maxSteps: Math.min(options.maxSteps, steps + 1),
    files: { ...options.files, journal: { mode: "replay", entries: [...journal.entries] } },
    locks: { ...options.locks, monitors },
  });
  return { ...outcome, cycles: again.cycles };
}
