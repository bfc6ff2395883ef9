/** The choices that the engine makes by itself: which visible store a load reads. */
import { current } from "./threads.ts";

let state: u32 = 1;
let isWeak: bool = false;

/** Once a run. Without weak memory every load reads the newest store. */
export function seedChoices(seed: u32, weak: bool): void {
  state = seed ^ 0x9e3779b9;
  if (state == 0) state = 1;
  isWeak = weak;
}

/**
 * One of `count` stores: the newest half of the time, else any older one alike.
 *
 * A thread that has just been woken reads the newest. The standard lets it read what was there
 * before the wake-up, since a notification synchronizes nothing; but C++20 [intro.progress]/18
 * wants stores to become visible in finite time, a sleeping processor has long seen them, and a
 * deadlock that rests on the contrary would convince nobody.
 */
export function choose(count: u32): u32 {
  if (count == 1 || !isWeak) return 0;
  if (current.freshLoads != 0) {
    current.freshLoads--;
    return 0;
  }
  const word = next();
  if ((word & 1) == 0) return 0;
  return 1 + ((word >>> 1) % (count - 1));
}

/** xorshift32 (Marsaglia 2003). */
function next(): u32 {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return state;
}
