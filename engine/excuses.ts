/**
 * Races that the program has spoken of: those that it calls benign, and those that it expects (a
 * test's own). Neither is reported; that of an expected one is remembered. Only what is about to be
 * reported looks here. A range ends with the memory that it lies in.
 *
 *   entry   word 0: start   word 1: end; start itself: accesses that begin there   word 2: met
 */
import { grown } from "./pool.ts";

const ENTRY_BYTES: u32 = 12;
const FIRST_ENTRIES: u32 = 16;
/** An entry that has ended: no access begins here. */
const ENDED: u32 = 0xffffffff;

let table: usize = 0;
let capacity: u32 = 0;
let count: u32 = 0;
export let hasExcuses: bool = false;

/** `bytes` 0: an object of unknown size, whose accesses begin at `start`. Returns its number. */
export function excuse(start: u32, bytes: u32): u32 {
  if (count == capacity) grow();
  hasExcuses = true;
  const entry = entryAt(count);
  store<u32>(entry, start);
  store<u32>(entry, start + bytes, 4);
  store<u32>(entry, 0, 8);
  return count++;
}

/** A finding at the byte `at`, of an access that begins at `start`, is not to be reported. */
export function isExcused(start: u32, at: u32): bool {
  for (let i: u32 = 0; i < count; i++) {
    const entry = entryAt(i);
    const first = load<u32>(entry);
    const end = load<u32>(entry, 4);
    const isMet = first == end ? start == first : first <= at && at < end;
    if (!isMet) continue;
    store<u32>(entry, 1, 8);
    return true;
  }
  return false;
}

/** Whether the race has shown itself. */
export function isMet(number: u32): bool {
  return load<u32>(entryAt(number), 8) != 0;
}

/** It is spoken of no more. */
export function endExcuse(number: u32): void {
  store<u32>(entryAt(number), ENDED);
  store<u32>(entryAt(number), ENDED, 4);
}

/** The memory begins or ends a life. */
export function endExcusesIn(start: u32, bytes: u32): void {
  for (let i: u32 = 0; i < count; i++) {
    const first = load<u32>(entryAt(i));
    if (first - start < bytes) endExcuse(i);
  }
}

function entryAt(number: u32): usize {
  return table + number * ENTRY_BYTES;
}

function grow(): void {
  const wider = max(FIRST_ENTRIES, capacity << 1);
  table = grown(table, capacity * ENTRY_BYTES, wider * ENTRY_BYTES);
  capacity = wider;
}
