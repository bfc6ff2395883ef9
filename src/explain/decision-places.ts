/** Where in the program the decisions of a schedule are due: another replay of its run. */
import type { Decision } from "../detector/decision.ts";
import { SYNC_LOAD } from "../layout/numbers.ts";
import type { Outcome } from "../runtime/outcome.ts";
import type { LoadedProgram } from "../runtime/program.ts";
import type { RunOptions } from "../runtime/run-options.ts";
import { DEAF, runAgain } from "./replay.ts";

/**
 * Raw stacks of the threads that stop, read an older store, or fail to exchange. A thread that ends
 * has none, nor has one that is woken.
 *
 * @param options of a run that follows a list, with the journal that it filled
 */
export async function decisionStacks(
  program: LoadedProgram,
  options: RunOptions,
  outcome: Outcome,
  list: readonly Decision[],
): Promise<ReadonlyMap<Decision, string>> {
  const effective = new Set<Decision>();
  const stacks = new Map<Decision, string>();
  let seen = 0;
  /** The decision that has just been made, if it is of such a kind. */
  const place = (kinds: readonly Decision["kind"][], stack: () => string): void => {
    if (effective.size === seen) return;
    seen = effective.size;
    const latest = [...effective].at(-1);
    if (latest && kinds.includes(latest.kind)) stacks.set(latest, stack());
  };
  const following = { ...options, decisions: { mode: "follow" as const, list, effective } };
  await runAgain(program, following, outcome, {
    observer: {
      ...DEAF,
      suspending: (_thread, _decision, stack) => place(["switch", "next"], stack),
    },
    watched: [],
    weakLoads: {
      staleRead: (event) => place(["read"], () => event.stack()),
      stored() {},
      synchronized: (what, event) => {
        if (what === SYNC_LOAD) place(["failure"], () => event.stack());
      },
    },
  });
  return stacks;
}
