/**
 * Eraser (Savage et al., TOCS 1997), and the hybrid after O'Callahan and Choi (PPoPP 2003): the
 * rules of the model's lockset.ts, exact for each byte. Most accesses meet a word that they leave
 * as it is: the hooks (lockset-hooks.ts) compare it with those that last proved so.
 */
import {
  ACCESS_READ,
  ACCESS_WRITE,
  CELL_BEYOND,
  CELL_EXEMPT,
  CELL_GUARD,
  CELL_NULL,
  CELL_RECORD,
  FAULT_BEYOND,
  FAULT_GUARD,
  FAULT_NULL,
  LOCK_READ,
  LOCKSET_ALL,
  LOCKSET_EMPTY,
  LOCKSET_KIND,
  LOCKSET_MEMORY_LIMIT,
  LOCKSET_MODIFIED,
  LOCKSET_PAYLOAD,
  LOCKSET_SHARED,
  LOCKSET_SPLIT,
  STATE_BITS,
  STATE_EXCLUSIVE,
  STATE_MODIFIED,
  STATE_SHARED,
  STATE_VIRGIN,
  TAG,
} from "../src/layout/numbers.ts";
import { endExcusesIn, isExcused } from "./excuses.ts";
import { Held } from "./held-locks.ts";
import { fault, observeLockset, possible } from "./host.ts";
import { ignoresReads, ignoresWrites } from "./ignoring.ts";
import { forget } from "./locations.ts";
import { forgetLocks, lockNumber } from "./lock-numbers.ts";
import {
  byteWord,
  clearWords,
  isOnStack,
  isSharing,
  isSplit,
  split,
  touch,
  unite,
  wordAt,
} from "./lockset-words.ts";
import { intersect, withLock } from "./locksets.ts";
import { isHybrid, isLockset, refinesOnWritesOnly } from "./mode.ts";
import { isBeyond, pageW } from "./pages.ts";
import { grown } from "./pool.ts";
import { cellOf, hasRecord } from "./records.ts";
import { beginSharing, dropSharing, share, stateOf } from "./sharings.ts";
import { current, epoch, precedesFreely, renewStamp, stamp } from "./threads.ts";
import { isWatched, slow, watching } from "./watch.ts";

/** A word that no granule has: the address of a sharing is a multiple of 16. */
const NEVER: u32 = 0xffffffff;

/** The running thread's number, its words, and its locks. */
let number: i32 = 0;
/** Lockset: what exclusive is for it. */
let own: u32 = 0;
/** What virgin is on its own stack. */
let onStack: u32 = NEVER;
let stackStart: u32 = 0;
let stackBytes: u32 = 0;
/** locks_held(t) and write_locks_held(t), interned. */
let heldAny: u32 = LOCKSET_EMPTY;
let heldForWriting: u32 = LOCKSET_EMPTY;

/** Words that an access of the running thread leaves as they are, or NEVER. */
export let sameOwn: u32 = NEVER;
export let sameOnStack: u32 = NEVER;
/** Of which every access so far held just what the running thread holds. */
export let sameHeld: u32 = NEVER;
export let sameHeldForWriting: u32 = NEVER;
/** The last that proved so. */
export let sameRead: u32 = NEVER;
export let sameWrite: u32 = NEVER;
/** In hybrid they depend on the thread's clock too. */
export let sameStamp: u32 = 0;

/** By thread number: the start and the length of its stack. */
let stacks: usize = 0;
let stacksCapacity: u32 = 0;

// Threads and locks.

/** Thread `next` goes on. */
export function selectLockset(next: i32): void {
  number = next;
  own = <u32>next + 1;
  onStack = LOCKSET_SPLIT | ((<u32>next) << 1) | 1;
  const stack = stackOf(next);
  stackStart = stack == 0 ? 0 : load<u32>(stack);
  stackBytes = stack == 0 ? 0 : load<u32>(stack, 4);
  sameOwn = own;
  sameOnStack = stackBytes == 0 ? NEVER : onStack;
  lookAtLocks();
}

/** To be called whenever what the running thread may pass over has changed. */
export function refreshLocks(): void {
  sameRead = NEVER;
  sameWrite = NEVER;
  if (watching || isHybrid) return refreshSlowly();
  // The likeliest: what is read under just these locks, or read-shared without any.
  sameRead = LOCKSET_SHARED | heldAny;
  sameHeld = LOCKSET_MODIFIED | heldAny;
  sameHeldForWriting = LOCKSET_MODIFIED | heldForWriting;
}

function refreshSlowly(): void {
  sameOwn = NEVER;
  sameHeld = NEVER;
  sameHeldForWriting = NEVER;
  if (watching) sameOnStack = NEVER;
  if (isHybrid) renewStamp();
}

/** The running thread has one lock more than it had. */
export function lockTaken(): void {
  const held = changetype<Held>(current.lastHeld);
  held.setNumber = lockNumber(held.lock);
  add(held);
  refreshLocks();
}

/** A lock was given back. */
export function lockGivenBack(): void {
  lookAtLocks();
}

function lookAtLocks(): void {
  heldAny = LOCKSET_EMPTY;
  heldForWriting = LOCKSET_EMPTY;
  for (let at = current.firstHeld; at != 0; at = changetype<Held>(at).next) {
    add(changetype<Held>(at));
  }
  refreshLocks();
}

function add(held: Held): void {
  heldAny = withLock(heldAny, held.setNumber);
  if ((held.mode & LOCK_READ) == 0) heldForWriting = withLock(heldForWriting, held.setNumber);
}

/** Where the stack of a thread lies. */
export function setStack(thread: i32, start: u32, bytes: u32): void {
  if (<u32>thread >= stacksCapacity) {
    const wider = max<u32>(64, max(<u32>thread + 1, stacksCapacity << 1));
    stacks = grown(stacks, stacksCapacity << 3, wider << 3);
    stacksCapacity = wider;
  }
  const stack = stackOf(thread);
  store<u32>(stack, start);
  store<u32>(stack, bytes, 4);
  clearWords(start, bytes);
  if (thread == number) selectLockset(thread);
}

function stackOf(thread: i32): usize {
  return <u32>thread < stacksCapacity ? stacks + ((<usize>thread) << 3) : 0;
}

/** Memory begins or ends a life: it is virgin, and what was said of it and locks in it are past. */
export function begin(address: u32, bytes: u32): void {
  endExcusesIn(address, bytes);
  if (!isLockset) return;
  forgetLocks(address, bytes);
  clearWords(address, bytes);
}

// Accesses.

let eventStart: u32 = 0;
let eventBytes: u32 = 0;
let eventReported: bool = false;

/** Eraser's most common case, in the short way: a whole granule that is shared already. */
export function accessShared(address: u32, isWrite: bool): bool {
  const word = load<u32>(wordAt(address));
  const kind = word & LOCKSET_KIND;
  if (slow || (kind != LOCKSET_SHARED && kind != LOCKSET_MODIFIED)) return false;
  if (isOwnStack(address)) return false;
  const next = refined(word, isWrite);
  if (next != word) return false;
  if (isWrite) sameWrite = word;
  else sameRead = word;
  return !isWrite || load<u32>(cellOf(address)) != CELL_RECORD;
}

export function accessRange(address: u32, bytes: u32, isWrite: bool): void {
  // No memory is there, and no word: the access itself traps.
  if (address >= LOCKSET_MEMORY_LIMIT || bytes > LOCKSET_MEMORY_LIMIT - address) return;
  if (isWrite ? ignoresWrites : ignoresReads) return passOver(address, bytes, isWrite);
  eventStart = address;
  eventBytes = bytes;
  eventReported = false;
  const end = address + bytes;
  while (address < end) {
    const next = min((address & ~3) + 4, end);
    const word = load<u32>(wordAt(address));
    if (word != 0 || !meetsNoObject(address, isWrite)) {
      if (next - address == 4 && !isSplit(word)) accessGranule(address, isWrite);
      else accessBytes(address, next, isWrite);
    }
    address = next;
  }
  endHistories(eventStart, bytes, isWrite);
}

/** An access that is ignored: it may still fault, and a plain write still ends histories. */
function passOver(address: u32, bytes: u32, isWrite: bool): void {
  for (let at = address & ~3; at < address + bytes; at += 4) meetsNoObject(at, isWrite);
  endHistories(address, bytes, isWrite);
}

/** A plain write ends the history of an atomic location; in hybrid the other shadow sees to it. */
function endHistories(address: u32, bytes: u32, isWrite: bool): void {
  if (isHybrid || !isWrite) return;
  const end = address + bytes;
  while (address < end) {
    const next = min((address & ~3) + 4, end);
    if (hasRecord(cellOf(address))) forget(address, next - address);
    address = next;
  }
}

/** Faults and exempt memory, which the other shadow knows of. */
function meetsNoObject(address: u32, isWrite: bool): bool {
  const cell = cellOf(address);
  const initial = isBeyond(cell) ? CELL_BEYOND : pageW(cell);
  const w = load<u64>(cell) == 0 ? initial : load<u32>(cell);
  if (w == CELL_EXEMPT) return true;
  if (w != CELL_NULL && w != CELL_GUARD && w != CELL_BEYOND) return false;
  const kind = w == CELL_NULL ? FAULT_NULL : w == CELL_GUARD ? FAULT_GUARD : FAULT_BEYOND;
  fault(kind, address, isWrite ? ACCESS_WRITE : ACCESS_READ);
  return true;
}

export function isOwnStack(address: u32): bool {
  return address - stackStart < stackBytes;
}

function accessGranule(address: u32, isWrite: bool): void {
  const at = wordAt(address);
  const before = load<u32>(at);
  const summaryBefore = watching ? summary(before) : 0;
  const wasBroken = isBroken(before);
  const after = nextWord(before, address, isWrite);
  if (after != before) {
    touch(address);
    store<u32>(at, after);
  } else if (!watching && (after & LOCKSET_KIND) != LOCKSET_SPLIT && !isOwnStack(address)) {
    // Of the running thread, and of any granule: a sharing's block of its own has changed.
    remember(after, isWrite);
  }
  if (watching) observed(address, (address & ~3) + 4, isWrite, summaryBefore, summary(after));
  if (!wasBroken && isBroken(after)) report(address, (address & ~3) + 4, isWrite);
}

function remember(word: u32, isWrite: bool): void {
  if (isHybrid && sameStamp != stamp) {
    sameRead = NEVER;
    sameWrite = NEVER;
    sameStamp = stamp;
  }
  if (isWrite) sameWrite = word;
  else sameRead = word;
}

function accessBytes(address: u32, end: u32, isWrite: bool): void {
  const at = wordAt(address);
  touch(address);
  const parts = split(at);
  for (; address < end; address++) {
    const byte = parts + ((address & 3) << 2);
    const before = load<u32>(byte);
    const summaryBefore = watching ? summary(before) : 0;
    const wasBroken = isBroken(before);
    const after = nextWord(before, address, isWrite);
    store<u32>(byte, after);
    if (watching) observed(address, address + 1, isWrite, summaryBefore, summary(after));
    if (!wasBroken && isBroken(after)) report(address, address + 1, isWrite);
  }
  unite(at);
}

/** Bytes `address` to `end` are broken, of which some may be excused. */
function report(address: u32, end: u32, isWrite: bool): void {
  if (eventReported) return;
  while (isExcused(eventStart, address)) {
    if (++address == end) return;
  }
  eventReported = true;
  possible(eventStart, eventBytes, isWrite ? ACCESS_WRITE : ACCESS_READ, address);
}

function observed(address: u32, end: u32, isWrite: bool, before: u32, after: u32): void {
  if (!isWatched(cellOf(address))) return;
  const access = isWrite ? ACCESS_WRITE : ACCESS_READ;
  observeLockset(eventStart, eventBytes, access, address, end, before, after);
}

// The rules: names and order as in the model.

function nextWord(word: u32, address: u32, isWrite: bool): u32 {
  if (isOwnStack(address)) return nextOnStack(word, isWrite);
  const isVirgin = word == 0 || isOnStack(word);
  if (isHybrid) return isVirgin ? epoch : nextHybrid(word, isWrite);
  return isVirgin ? own : nextEraser(word, isWrite);
}

/** A thread's own stack: its accesses are none, but a write may begin a variable. */
function nextOnStack(word: u32, isWrite: bool): u32 {
  if (!isWrite && word != 0 && !isOnStack(word)) return word;
  if (isSharing(word)) dropSharing(word);
  return onStack;
}

/** Figure 4: the word is not virgin. */
function nextEraser(word: u32, isWrite: bool): u32 {
  if (word == own) return word;
  const isExclusive = (word & TAG) == 0;
  return refined(isExclusive ? LOCKSET_SHARED | LOCKSET_ALL : word, isWrite);
}

/** The same, in the free order. */
function nextHybrid(word: u32, isWrite: bool): u32 {
  if ((word & TAG) == 0) {
    if (precedesFreely(word)) return epoch;
    return beginSharing(word, refined(LOCKSET_SHARED | LOCKSET_ALL, isWrite));
  }
  return share(word, refined(stateOf(word), isWrite));
}

/** Section 2.3: C(v) := C(v) ∩ locks_held(t), or ∩ write_locks_held(t). */
function refined(state: u32, isWrite: bool): u32 {
  const before = state & LOCKSET_PAYLOAD;
  const kind = isWrite ? LOCKSET_MODIFIED : state & LOCKSET_KIND;
  const meet = intersect(before, isWrite ? heldForWriting : heldAny);
  // A read that is only checked leaves C(v), unless it holds none of it where that is reported.
  if (refinesOnWritesOnly && !isWrite) {
    const isUnprotected = kind == LOCKSET_MODIFIED && meet == LOCKSET_EMPTY;
    return isUnprotected ? kind | LOCKSET_EMPTY : kind | before;
  }
  return kind | meet;
}

function isBroken(word: u32): bool {
  if (!isSharing(word)) return word == (LOCKSET_MODIFIED | LOCKSET_EMPTY);
  return stateOf(word) == (LOCKSET_MODIFIED | LOCKSET_EMPTY);
}

// For the host.

/** A word's state, and the number of its C(v) above STATE_BITS. */
function summary(word: u32): u32 {
  if (word == 0 || isOnStack(word)) return STATE_VIRGIN;
  if ((word & TAG) == 0) return STATE_EXCLUSIVE;
  const state = isSharing(word) ? stateOf(word) : word;
  const kind = (state & LOCKSET_KIND) == LOCKSET_MODIFIED ? STATE_MODIFIED : STATE_SHARED;
  return kind | ((state & LOCKSET_PAYLOAD) << STATE_BITS);
}

export function summaryOf(address: u32): u32 {
  return summary(byteWord(address));
}

/** Of an exclusive byte: the thread's number, in hybrid the epoch of its last access. */
export function ownerOf(address: u32): u32 {
  const word = byteWord(address);
  return isHybrid ? word : word - 1;
}
