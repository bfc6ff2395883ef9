/** The same run once more, for what the first did not keep. */
import { run } from "../runtime/machine.ts";
import type { Observer } from "../runtime/observer.ts";
import type { Outcome } from "../runtime/outcome.ts";
import { type LoadedProgram, withPositions } from "../runtime/program.ts";
import type { RunOptions } from "../runtime/run-options.ts";

/** @param options those of the first run, with the journal that it filled */
export function runAgain(
  program: LoadedProgram,
  options: RunOptions,
  first: Outcome,
  replay: NonNullable<RunOptions["replay"]>,
): Promise<Outcome> {
  const { journal } = options.files;
  return run(withPositions(program), {
    ...options,
    // As far as the first run came, and no further: a slower machine must not cut it short.
    maxSteps: Math.min(options.maxSteps, first.steps + 1),
    files: { ...options.files, journal: { mode: "replay", entries: [...journal.entries] } },
    replay,
  });
}

/** For a replay of which only atomics matter. */
export const DEAF: Observer = {
  access() {},
  race() {},
  locksetAccess() {},
  possible() {},
  spawned() {},
  joined() {},
  misuse() {},
  lock() {},
  allocated() {},
  freed() {},
  suspending() {},
};
