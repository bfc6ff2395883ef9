/**
 * Threads and their clocks: C (what happened before), Frel (C at the last release fence) and Facq
 * (what relaxed loads have gathered for the next acquire fence): tsan11 (Lidbury & Donaldson 2017),
 * section 3. A clock ticks only after a release (as in Miri's data_race), so that a whole run of
 * plain accesses has one epoch.
 *
 * Slots are reused once no live thread could race with the dead one any more: when every live
 * thread's clock has the dead one's last epoch. Clocks are then no longer than the number of
 * threads alive at once.
 */
import { CLOCK_BITS, CLOCK_MASK, LAST_CLOCK, SLOT_LIMIT, TAG } from "../src/layout/numbers.ts";
import * as clocks from "./clocks.ts";
import { exhausted, moved } from "./host.ts";
import { isHybrid } from "./mode.ts";
import { give, grown, take } from "./pool.ts";

/** Words that no cell has: bit 31 of the first marks a tag, and no tag is this one. */
const NO_CELL: u64 = u64.MAX_VALUE;

@unmanaged
export class Thread {
  number: i32;
  epoch: u32;
  clock: usize;
  releaseFence: usize;
  acquireFence: usize;
  /** So many loads to come read the newest store: the thread has just been woken. */
  freshLoads: u32;
  /** The locks that it holds (held-locks.ts), in the order in which it took them. */
  firstHeld: usize;
  lastHeld: usize;
}

/** The running thread, its epoch, and the entries of its clock: what the shadow's checks read. */
export let current: Thread = changetype<Thread>(0);
export let epoch: u32 = 0;
export let entries: usize = 0;
/** Changes whenever `epoch` or `entries` do: results that depend on them are cached under it. */
export let stamp: u32 = 1;
/** The same, but not for a tick of the own clock: what was ordered, and what was not, stays so. */
export let view: u32 = 1;
/** The same, but not where the thread learns of others: what was ordered stays so. */
export let turn: u32 = 1;
/** `view` when the turn began. */
export let turnView: u32 = 1;

/**
 * The read set (sets.ts) that last proved to hold the current epoch: arrays that all threads read
 * are nearly all in one set, so that one comparison settles most of their reads. TAG is no set.
 */
export let sharedHit: u32 = TAG;

export function setSharedHit(set: u32): void {
  sharedHit = set;
}

/**
 * Both words of the cell that last proved to need nothing for a read in this epoch. Reads that
 * follow each other mostly meet equal cells: of an array, of the thread's own data.
 */
export let sameRead: u64 = NO_CELL;
/** Those before them: a loop that reads of two arrays meets two kinds of cells in turns. */
export let sameReadToo: u64 = NO_CELL;

export function setSameRead(words: u64): void {
  sameReadToo = sameRead;
  sameRead = words;
}

/**
 * Both words of the cells that the last read and the last write found to be ordered before the
 * thread. A loop over an array that another loop went over meets one such pair all along.
 */
export let orderedRead: u64 = NO_CELL;
export let orderedWrite: u64 = NO_CELL;

export function setOrderedRead(words: u64): void {
  orderedRead = words;
}

export function setOrderedWrite(words: u64): void {
  orderedWrite = words;
}

/** `stamp` when an acquire fence last joined all that the running thread had gathered. */
let gatheredUntil: u32 = 0;

/** Whether clocks have an order: in hybrid always, else once some thread has held two locks. */
export let keepsOrder: bool = false;

/** Slots in use or once used; every live thread's clock has this length. */
let slotCount: u32 = 0;
/** By slot: last epoch of a dead thread, or 0 while the slot is taken. */
const lastEpochs: usize = memory.data(SLOT_LIMIT * 4);
/** By slot: where in `live` the thread stood that last prevented its reuse; looked at first. */
const blockers: usize = memory.data(SLOT_LIMIT * 4);
/** By slot: 1 if no recorded access bears it, as of the last collection. */
const collected: usize = memory.data(SLOT_LIMIT);
const live: usize = memory.data(SLOT_LIMIT * 4);
export let liveCount: i32 = 0;
/** By thread number: its Thread while alive, afterwards its final clock until it is joined. */
let byNumber: usize = 0;
let byNumberCapacity: u32 = 0;

export function isOrdered(e: u32): bool {
  return e <= load<u32>(entries + ((e >> CLOCK_BITS) << 2));
}

export function threadOf(number: i32): Thread {
  return changetype<Thread>(load<usize>(byNumber + ((<usize>number) << 2)));
}

function at(table: usize, index: u32): u32 {
  return load<u32>(table + (index << 2));
}

function put(table: usize, index: u32, value: u32): void {
  store<u32>(table + (index << 2), value);
}

/** Makes `current` what the exports act for. */
export function select(thread: Thread): void {
  current = thread;
  refresh();
}

function refresh(): void {
  refreshEpoch();
  beginTurn();
  forgetOrdered();
}

function beginTurn(): void {
  view++;
  turn++;
  turnView = view;
}

/** To be called after a tick of the current thread: what is ordered before it stays so. */
function refreshEpoch(): void {
  epoch = current.epoch;
  entries = current.clock + clocks.HEADER_BYTES;
  stamp++;
  sharedHit = TAG;
  sameRead = NO_CELL;
  sameReadToo = NO_CELL;
}

/** To be called when the current thread's clock has grown by what others did. */
export function learned(): void {
  entries = current.clock + clocks.HEADER_BYTES;
  stamp++;
  view++;
}

/** Accesses to ordered cells are the engine's matter again. */
export function forgetOrdered(): void {
  orderedRead = NO_CELL;
  orderedWrite = NO_CELL;
}

/** A new thread `number`; main has no parent (-1). Returns its epoch, 0 if no slot is left. */
export function start(number: i32, parent: i32): u32 {
  const slot = findSlot();
  if (slot < 0) return 0;
  const first = clockAfter(slot);
  const thread = changetype<Thread>(take(offsetof<Thread>()));
  thread.number = number;
  thread.epoch = ((<u32>slot) << CLOCK_BITS) | first;
  setLive(thread, slot);
  if (parent >= 0) {
    const creator = threadOf(parent);
    thread.clock = clocks.assignClock(thread.clock, creator.clock);
    tick(creator);
  }
  thread.clock = clocks.setEntry(clocks.widen(thread.clock, slotCount), slot, thread.epoch);
  if (keepsOrder) clocks.beginOrder(thread.clock);
  if (parent >= 0) refresh();
  return thread.epoch;
}

/** The last event of thread `number`. Its clock stays for whoever joins it. */
export function end(number: i32): void {
  const thread = threadOf(number);
  put(lastEpochs, thread.epoch >> CLOCK_BITS, thread.epoch);
  for (let i = 0; i < liveCount; i++) {
    if (at(live, i) != changetype<u32>(thread)) continue;
    liveCount--;
    put(live, i, at(live, liveCount));
    break;
  }
  clocks.dropClock(thread.releaseFence);
  clocks.dropClock(thread.acquireFence);
  store<usize>(byNumber + ((<usize>number) << 2), thread.clock);
  give(changetype<usize>(thread), offsetof<Thread>());
  current = changetype<Thread>(0);
}

/** All that `number` did happens before what the current thread does next. */
export function join(number: i32): void {
  const final = load<usize>(byNumber + ((<usize>number) << 2));
  acquire(final);
  clocks.dropClock(final);
  store<usize>(byNumber + ((<usize>number) << 2), 0);
}

/** C := C joined with `source`. */
export function acquire(source: usize): void {
  current.clock = clocks.joinInto(current.clock, source);
  if (clocks.joinChanged) learned();
}

/** A relaxed load has read what a release wrote: the next acquire fence joins it. */
export function gather(source: usize): void {
  current.acquireFence = clocks.joinInto(current.acquireFence, source);
  gatheredUntil = 0;
}

/** An acquire fence. */
export function acquireGathered(): void {
  if (gatheredUntil == stamp) return;
  acquire(current.acquireFence);
  gatheredUntil = stamp;
}

/** The same by an edge that a lock makes: it is no part of the order. */
export function acquireFromLock(source: usize): void {
  current.clock = clocks.joinEntries(current.clock, source);
  if (clocks.joinChanged) learned();
}

/** Every live thread's clock gets an order, which is kept from now on. */
export function keepOrder(): void {
  if (keepsOrder) return;
  keepsOrder = true;
  // What is settled knows of no order.
  beginTurn();
  for (let i = 0; i < liveCount; i++) clocks.beginOrder(changetype<Thread>(at(live, i)).clock);
}

/** The current thread's signal has woken `thread`: an order that no lock makes. */
export function wake(thread: Thread): void {
  clocks.joinOrder(thread.clock, current.clock);
  tickCurrent();
}

/** The live threads, counted from 0, in no order. */
export function liveThread(index: i32): Thread {
  return changetype<Thread>(at(live, index));
}

/** Hybrid: the access comes before what the current thread does next by more than locks. */
export function precedesFreely(e: u32): bool {
  return clocks.knows(clocks.orderOf(current.clock), e);
}

/** What is cached under `stamp` may depend on more than clocks: on the locks held. */
export function renewStamp(): void {
  stamp++;
}

/** Advances a thread's clock after a release; a full clock moves the thread to a fresh slot. */
export function tick(thread: Thread): void {
  if ((thread.epoch & CLOCK_MASK) < LAST_CLOCK) {
    thread.epoch++;
  } else {
    // The old slot keeps its last epoch as an entry that is never reused: its clock is exhausted.
    if (<i32>slotCount == SLOT_LIMIT) exhausted();
    const slot = slotCount;
    addSlot();
    thread.epoch = (slot << CLOCK_BITS) | 1;
    moved(thread.number, thread.epoch);
  }
  clocks.setOwn(thread.clock, thread.epoch >> CLOCK_BITS, thread.epoch);
}

/** Ends the current run of plain accesses: what follows is not covered by the release. */
export function tickCurrent(): void {
  tick(current);
  refreshEpoch();
}

/** The lowest slot that a new thread may take, or -1. */
function findSlot(): i32 {
  const slot = findKnownSlot();
  if (slot >= 0) return slot;
  if (<i32>slotCount < SLOT_LIMIT) {
    addSlot();
    return slotCount - 1;
  }
  return -1;
}

/** A slot is free if nobody can race with its last owner, or if it was collected. */
function findKnownSlot(): i32 {
  for (let slot: u32 = 0; slot < slotCount; slot++) {
    const last = at(lastEpochs, slot);
    if (last == 0 || (last & CLOCK_MASK) == LAST_CLOCK) continue;
    if (load<u8>(collected + slot) != 0 || !isBlocked(slot, last)) return slot;
  }
  return -1;
}

/**
 * Threads that nobody joins or hears of leave slots that are never known to all. When slots run
 * out, those that no recorded access bears are free too: nothing is left to race with. To be
 * followed by `markEpoch` for every access that is recorded.
 */
export function unmarkSlots(): void {
  memory.fill(collected, 1, slotCount);
}

/** So many slots are given up at once: each time costs a walk over the whole shadow. */
const GIVEN_UP_AT_ONCE: u32 = 256;
/** Where to go on: slots are taken in order, so that the longest dead come first. */
let nextGivenUp: u32 = 0;

/**
 * All slots are live threads' or borne by accesses of dead ones that nobody has heard of, such as
 * detached threads. Some of these are free from now on, though their accesses stay recorded: who
 * hears of the slot's next owner then takes them for known. Races with a thread long dead may be
 * missed so; none is reported that isn't one.
 */
export function giveUpSlots(): void {
  for (let i: u32 = 0; i < GIVEN_UP_AT_ONCE; i++) {
    store<u8>(collected + nextGivenUp, 1);
    nextGivenUp = nextGivenUp + 1 < slotCount ? nextGivenUp + 1 : 0;
  }
}

/** An access of this epoch is still recorded. */
export function markEpoch(e: u32): void {
  store<u8>(collected + (e >> CLOCK_BITS), 0);
}

function isBlocked(slot: u32, last: u32): bool {
  const remembered = <i32>at(blockers, slot);
  if (remembered < liveCount && lacks(remembered, slot, last)) return true;
  for (let i = 0; i < liveCount; i++) {
    if (!lacks(i, slot, last)) continue;
    put(blockers, slot, i);
    return true;
  }
  return false;
}

function lacks(index: i32, slot: u32, last: u32): bool {
  const thread = changetype<Thread>(at(live, index));
  // The lockset shadow has epochs too, which only the order may call past.
  if (isHybrid && !clocks.knows(clocks.orderOf(thread.clock), last)) return true;
  return clocks.clockEntry(thread.clock, slot) < last;
}

function clockAfter(slot: u32): u32 {
  const last = at(lastEpochs, slot);
  put(lastEpochs, slot, 0);
  return last == 0 ? 1 : (last & CLOCK_MASK) + 1;
}

function addSlot(): void {
  slotCount++;
  for (let i = 0; i < liveCount; i++) {
    const thread = changetype<Thread>(at(live, i));
    thread.clock = clocks.widen(thread.clock, slotCount);
  }
  if (current) refresh();
}

function setLive(thread: Thread, slot: u32): void {
  put(lastEpochs, slot, 0);
  store<u8>(collected + slot, 0);
  put(live, liveCount++, changetype<u32>(thread));
  const number = <u32>thread.number;
  if (number >= byNumberCapacity) {
    const wider = max<u32>(64, max(number + 1, byNumberCapacity << 1));
    byNumber = grown(byNumber, byNumberCapacity << 2, wider << 2);
    byNumberCapacity = wider;
  }
  store<usize>(byNumber + ((<usize>number) << 2), changetype<usize>(thread));
}

/** Entry of a thread's clock, for tests. */
export function clockOf(number: i32, slot: u32): u32 {
  return clocks.clockEntry(threadOf(number).clock, slot);
}

export function slotsInUse(): u32 {
  return slotCount;
}
