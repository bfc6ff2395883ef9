/** The choices that the engine makes by itself: which visible store a load reads. */
import { current } from "./threads.ts";

let state: u32 = 1;
let isWeak: bool = false;
/** Choices between several stores so far. */
let made: u32 = 0;

/**
 * A short program is searched with many stale reads; one that has had so many choices has shown
 * what they do, and would from then on mostly spin and retry.
 */
const OFTEN: u32 = 4096;
const SELDOM_ONE_IN: u32 = 32;

/** Once a run. Without weak memory every load reads the newest store. */
export function seedChoices(seed: u32, weak: bool): void {
  state = seed ^ 0x9e3779b9;
  if (state == 0) state = 1;
  isWeak = weak;
  made = 0;
}

/**
 * One of `count` stores: the newest, at first half of the time and later more often, or any older
 * one alike.
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
  const oneIn = ++made > OFTEN ? SELDOM_ONE_IN : 2;
  if (word % oneIn != 0) return 0;
  return 1 + ((word >>> 8) % (count - 1));
}

/** xorshift32 (Marsaglia 2003). */
function next(): u32 {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return state;
}
