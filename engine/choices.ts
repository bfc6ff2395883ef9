/**
 * The choices that the engine makes by itself: which visible store a load reads, and whether a weak
 * compare-exchange fails for no reason.
 */
import { CHOICE_FAILURE, CHOICE_STORE } from "../src/layout/numbers.ts";
import { decide } from "./host.ts";
import { current } from "./threads.ts";

let state: u32 = 1;
let isWeak: bool = false;
/** Stale reads drawn so far. */
let staleReads: u32 = 0;

/** Drawn apart: the same compare-exchanges fail with weak memory and without. */
let failureState: u32 = 1;
/** Weak compare-exchanges so far. */
let tried: u32 = 0;
/** Of 2^32 draws so many fail; negative: half of them, and later fewer. */
let failureRate: f64 = -1;

/** The host hears of each choice that is drawn, and may make another one of it. */
let isAsking: bool = false;

export function ask_choices(): void {
  isAsking = true;
}

/**
 * A short program is searched with many stale reads and failures; one that has had so many has
 * shown what they do, and would from then on mostly spin and retry. Of half of the loads at first,
 * one in so many is stale later, and still fewer in the end: powers of two, for draws without
 * divisions.
 */
const MANY_STALE_READS: u32 = 2048;
const MOST_STALE_READS: u32 = 16384;
const MANY_TRIED: u32 = 4096;
const MOST_TRIED: u32 = 131072;
const SELDOM_ONE_IN: u32 = 32;
const RARELY_ONE_IN: u32 = 1024;

/** Once a run. Without weak memory every load reads the newest store. */
export function seedChoices(seed: u32, weak: bool): void {
  state = seed ^ 0x9e3779b9;
  if (state == 0) state = 1;
  isWeak = weak;
  staleReads = 0;
  failureState = seed ^ 0x63617366;
  if (failureState == 0) failureState = 1;
  tried = 0;
}

/**
 * With which probability, 0 to 1, a weak compare-exchange fails that need not. Negative: half of
 * them at first, and later fewer, as loads read stale stores.
 */
export function rateFailures(rate: f64): void {
  failureRate = rate * 4294967296;
}

/** Whether a weak compare-exchange fails for no reason: C++20 [atomics.types.operations]/24. */
export function failsSpuriously(): bool {
  const drawn = drawFailure();
  return isAsking ? decide(CHOICE_FAILURE, 2, drawn ? 1 : 0) != 0 : drawn;
}

function drawFailure(): bool {
  failureState = xorshift(failureState);
  if (failureRate >= 0) return <f64>failureState < failureRate;
  return (failureState & (oneIn(++tried, MANY_TRIED, MOST_TRIED) - 1)) == 0;
}

/** Whether the host may want another store than the one drawn, of the load that was drawn last. */
export let decidesElse: bool = false;

/**
 * Whether the current thread's next load is to read a stale store if one is visible: at first half
 * of the time, later seldom. Drawn before it is known which are, since most loads then need not
 * know.
 *
 * A thread that has just been woken reads the newest. The standard lets it read what was there
 * before the wake-up, since a notification synchronizes nothing; but C++20 [intro.progress]/18
 * wants stores to become visible in finite time, a sleeping processor has long seen them, and a
 * deadlock that rests on the contrary would convince nobody.
 */
export function drawsStale(): bool {
  decidesElse = false;
  if (!isWeak) return false;
  state = xorshift(state);
  if (current.freshLoads != 0) {
    current.freshLoads--;
    return false;
  }
  decidesElse = isAsking;
  return (state & (oneIn(staleReads, MANY_STALE_READS, MOST_STALE_READS) - 1)) == 0;
}

function oneIn(soFar: u32, many: u32, most: u32): u32 {
  if (soFar <= many) return 2;
  return soFar <= most ? SELDOM_ONE_IN : RARELY_ONE_IN;
}

/** One of `count` visible stores, counted back from the newest: if stale, any older one alike. */
export function choose(count: u32, isStale: bool): u32 {
  if (count == 1) return 0;
  if (isStale) staleReads++;
  const drawn = isStale ? 1 + ((state >>> 8) % (count - 1)) : 0;
  return decidesElse ? <u32>decide(CHOICE_STORE, count, drawn) : drawn;
}

/** The next word of Marsaglia's generator (2003); never 0. */
function xorshift(word: u32): u32 {
  word ^= word << 13;
  word ^= word >>> 17;
  word ^= word << 5;
  return word;
}
