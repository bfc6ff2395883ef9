/**
 * What a thread has asked to be left out (AnnotateIgnore…): its reads, its writes, what its
 * synchronization orders. The requests nest. A hook's first comparison is not touched by this: an
 * access that it passes over changes nothing anyway. The next one tests `slow` (watch.ts), which is
 * also that of a replay.
 */
import { IGNORE_KINDS, IGNORE_READS, IGNORE_SYNC, IGNORE_WRITES } from "../src/layout/numbers.ts";
import { grown } from "./pool.ts";
import { forgetOrdered } from "./threads.ts";
import { setSlow } from "./watch.ts";

/** Of the running thread. */
export let ignoresReads: bool = false;
export let ignoresWrites: bool = false;
export let ignoresSync: bool = false;

let running: i32 = 0;
/** By thread number: how many requests of each kind are open. */
let table: usize = 0;
let capacity: u32 = 0;

/** Thread `number` goes on. */
export function selectIgnoring(number: i32): void {
  running = number;
  if (capacity != 0) refresh();
}

/** One more request of the running thread, or one less: `change` is 1 or -1. */
export function ignore(what: i32, change: i32): void {
  reserve();
  const place = openAt(what);
  const open = load<i32>(place) + change;
  store<i32>(place, max(0, open));
  refresh();
}

function openAt(what: i32): usize {
  return table + ((<usize>running * IGNORE_KINDS + <usize>what) << 2);
}

function refresh(): void {
  const isKnown = <u32>running < capacity;
  ignoresReads = isKnown && load<i32>(openAt(IGNORE_READS)) > 0;
  ignoresWrites = isKnown && load<i32>(openAt(IGNORE_WRITES)) > 0;
  ignoresSync = isKnown && load<i32>(openAt(IGNORE_SYNC)) > 0;
  setSlow(ignoresReads || ignoresWrites);
  forgetOrdered();
}

function reserve(): void {
  if (<u32>running < capacity) return;
  const wider = max<u32>(64, max(<u32>running + 1, capacity << 1));
  const entryBytes: u32 = IGNORE_KINDS * 4;
  table = grown(table, capacity * entryBytes, wider * entryBytes);
  capacity = wider;
}
