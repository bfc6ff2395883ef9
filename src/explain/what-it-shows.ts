/** Which runs show the same, as far as it can be told without a replay. */
import { hasFindings, type Outcome } from "../runtime/outcome.ts";
import { placesOf } from "../runtime/races.ts";

/**
 * Equal for runs that show the same. Races are the same if the same kinds of access meet at the
 * same places in the same memory.
 */
export function whatItShows(outcome: Outcome): string {
  const { races, possible, missing, ending, misuses, cycles, stuck, leaked } = outcome;
  const places = races.map(
    ({ access, previousAccess, at, ordered, stack }) =>
      `${access} ${previousAccess} ${at} ${ordered} ${placesOf(stack)}`,
  );
  const unprotected = possible.map(({ access, at, stack }) => `${access} ${at} ${placesOf(stack)}`);
  const stack = "stack" in ending ? placesOf(ending.stack).join() : "";
  const positions = "positions" in ending ? JSON.stringify(ending.positions) : "";
  const code = ending.kind === "exit" ? ending.code : "";
  const misused = misuses.map(
    (misuse) => `${misuse.kind} ${misuse.thread} ${placesOf(misuse.stack)}`,
  );
  // Steps differ under any two seeds; which threads and locks a cycle is made of need not.
  const links = cycles.map((cycle) => cycle.map((link) => [link.thread, link.lock, link.held]));
  const waits = stuck.map(({ thread, waitsFor, object }) => [thread, waitsFor, object]);
  const locks = [...misused, JSON.stringify([links, waits, leaked, missing])];
  return [...new Set([...places, ...unprotected])]
    .sort()
    .concat(ending.kind, stack, positions, `${code}`, locks)
    .join("\n");
}

/** Whether a run has something to report. */
export function isBad(outcome: Outcome): boolean {
  return hasFindings(outcome) || outcome.ending.kind !== "exit";
}
