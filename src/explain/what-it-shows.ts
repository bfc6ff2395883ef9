/** Which runs show the same, as far as it can be told without a replay. */
import type { Outcome } from "../runtime/outcome.ts";
import { placesOf } from "../runtime/races.ts";

/**
 * Equal for runs that show the same. Races are the same if the same kinds of access meet at the
 * same places in the same memory.
 */
export function whatItShows({ races, ending }: Outcome): string {
  const places = races.map(
    ({ access, previousAccess, at, ordered, stack }) =>
      `${access} ${previousAccess} ${at} ${ordered} ${placesOf(stack)}`,
  );
  const stack = "stack" in ending ? placesOf(ending.stack).join() : "";
  const positions = "positions" in ending ? JSON.stringify(ending.positions) : "";
  const code = ending.kind === "exit" ? ending.code : "";
  return [...new Set(places)].sort().concat(ending.kind, stack, positions, `${code}`).join("\n");
}

/** Whether a run has something to report. */
export function isBad({ races, ending }: Outcome): boolean {
  return races.length > 0 || ending.kind !== "exit";
}
