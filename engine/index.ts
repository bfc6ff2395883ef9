/**
 * The engine's exports: what `__tsan_*` hooks and the guest's `antecede` imports become when the
 * engine goes into a program's module, and what the host calls.
 */
import {
  CELL_EXEMPT,
  CELL_GUARD,
  CELL_NULL,
  NULL_PAGE_BYTES,
  RELAXED,
  SYNC_ACQUIRE,
  SYNC_FENCE,
  SYNC_FORGET,
  SYNC_LOAD,
  SYNC_MERGE,
  SYNC_RELEASE,
} from "../src/layout/numbers.ts";
import * as atomics from "./atomics.ts";
import {
  grant,
  leftStack,
  point,
  pointsLeft,
  quantum,
  stepMany,
  stepRange,
  steps,
  stepsLeft,
  yield_alone,
} from "./budget.ts";
import { ask_choices, failsSpuriously, rateFailures, seedChoices } from "./choices.ts";
import { endExcuse, excuse, isMet } from "./excuses.ts";
import * as heldLocks from "./held-locks.ts";
import { allocated, freed, lockBegun, lockEnded, locked, synchronized, unlocked } from "./host.ts";
import { ignore, ignoresSync, ignoresWrites, selectIgnoring } from "./ignoring.ts";
import * as lifetimes from "./lifetimes.ts";
import { settledLoads } from "./loads.ts";
import { find, storeAt } from "./locations.ts";
import {
  context_lock,
  context_mode,
  context_parent,
  lock_address,
  taking_before,
  taking_context,
  taking_lock,
  taking_mode,
  taking_step,
  taking_thread,
  takings,
} from "./lock-graph.ts";
import { forgetLocks, lockAddress } from "./lock-numbers.ts";
import * as lockOrder from "./lock-order.ts";
import * as lockset from "./lockset.ts";
import {
  sameHeld as locksetSameHeld,
  sameOwn as locksetSameOwn,
  sameRead as locksetSameRead,
} from "./lockset.ts";
import {
  hybrid_read_range,
  hybrid_read1,
  hybrid_read2,
  hybrid_read4,
  hybrid_read8,
  hybrid_read16,
  hybrid_vptr_read,
  hybrid_vptr_write,
  hybrid_write_range,
  hybrid_write1,
  hybrid_write2,
  hybrid_write4,
  hybrid_write8,
  hybrid_write16,
  lockset_read_range,
  lockset_read1,
  lockset_read2,
  lockset_read4,
  lockset_read8,
  lockset_read16,
  lockset_vptr_read,
  lockset_vptr_write,
  lockset_write_range,
  lockset_write1,
  lockset_write2,
  lockset_write4,
  lockset_write8,
  lockset_write16,
} from "./lockset-hooks.ts";
import { clearAllWords } from "./lockset-words.ts";
import { beginLocksets, lockIn, locksIn } from "./locksets.ts";
import * as mode from "./mode.ts";
import { isHybrid, isLockset } from "./mode.ts";
import * as objects from "./objects.ts";
import { clearPages, setBound } from "./pages.ts";
import { clearPool } from "./pool.ts";
import { cellOf } from "./records.ts";
import * as shadow from "./shadow.ts";
import { read2, read4, read8, write2, write4, write8 } from "./shadow.ts";
import { beginSharings } from "./sharings.ts";
import { collectSlots } from "./slots.ts";
import { first_stale_step, tell_stale_reads, telling } from "./stale.ts";
import * as threads from "./threads.ts";
import {
  clockOf,
  epoch,
  join,
  orderedRead,
  orderedWrite,
  sameRead,
  sameReadToo,
  slotsInUse,
  turn,
} from "./threads.ts";
import { excludingRule, NO_RULE } from "./visibility.ts";
import { listen, listening, watchCell } from "./watch.ts";

export {
  ask_choices,
  clockOf,
  context_lock,
  context_mode,
  context_parent,
  endExcuse,
  epoch,
  excuse,
  first_stale_step,
  grant,
  hybrid_read_range,
  hybrid_read1,
  hybrid_read2,
  hybrid_read4,
  hybrid_read8,
  hybrid_read16,
  hybrid_vptr_read,
  hybrid_vptr_write,
  hybrid_write_range,
  hybrid_write1,
  hybrid_write2,
  hybrid_write4,
  hybrid_write8,
  hybrid_write16,
  ignore,
  isMet,
  join,
  leftStack,
  listen,
  lock_address,
  lockset_read_range,
  lockset_read1,
  lockset_read2,
  lockset_read4,
  lockset_read8,
  lockset_read16,
  lockset_vptr_read,
  lockset_vptr_write,
  lockset_write_range,
  lockset_write1,
  lockset_write2,
  lockset_write4,
  lockset_write8,
  lockset_write16,
  locksetSameHeld,
  locksetSameOwn,
  locksetSameRead,
  orderedRead,
  orderedWrite,
  point,
  pointsLeft,
  quantum,
  rateFailures,
  read2,
  read4,
  read8,
  sameRead,
  sameReadToo,
  seedChoices,
  settledLoads,
  slotsInUse,
  stepMany,
  steps,
  stepsLeft,
  taking_before,
  taking_context,
  taking_lock,
  taking_mode,
  taking_step,
  taking_thread,
  takings,
  tell_stale_reads,
  turn,
  write2,
  write4,
  write8,
  yield_alone,
};

/** Loads after a wake-up that read the newest store: enough to look at a condition again. */
const FRESH_LOADS: u32 = 8;

/**
 * Before the first thread begins: HAPPENS_BEFORE, LOCKSET or HYBRID, whether reads only check C(v),
 * and whether atomic accesses of mixed sizes race.
 */
export function setDetector(detector: i32, refinesOnWritesOnly: bool, mixedSizesRace: bool): void {
  mode.choose(detector, refinesOnWritesOnly, mixedSizesRace);
  if (isLockset) beginLocksets();
  if (!isHybrid) return;
  beginSharings();
  threads.keepOrder();
}

/** A new thread `number`; main has no parent (-1). Returns its epoch, 0 if no slot is left. */
export function start(number: i32, parent: i32): u32 {
  const first = threads.start(number, parent);
  if (first != 0) return first;
  collectSlots();
  const second = threads.start(number, parent);
  if (second != 0) return second;
  threads.giveUpSlots();
  return threads.start(number, parent);
}

/** The last event of thread `number`. */
export function end(number: i32): void {
  heldLocks.abandon(threads.threadOf(number));
  threads.end(number);
}

/** Thread `number` goes on. */
export function select(number: i32): void {
  threads.select(threads.threadOf(number));
  selectIgnoring(number);
  if (isLockset) lockset.selectLockset(number);
}

/** Where thread `number` has its stack. */
export function stack(number: i32, start: u32, bytes: u32): void {
  if (isLockset) lockset.setStack(number, start, bytes);
}

/** Thread `number` was woken: its next loads read the newest store (choices.ts). */
export function woken(number: i32): void {
  threads.threadOf(number).freshLoads = FRESH_LOADS;
}

/** Forgets everything, at the cost of what was touched. Globals are not put back by this. */
export function clear(): void {
  clearPages();
  clearAllWords();
  clearPool();
}

/** Once a run, before anything: the page at address 0 belongs to no object. */
export function forbidNullPage(): void {
  lifetimes.forbid(0, NULL_PAGE_BYTES, CELL_NULL);
}

/** So many bytes of memory the program has. */
export function bound(programBytes: u32): void {
  setBound(programBytes);
}

/** The end of a stack, where an access is an overflow. */
export function guard(address: u32, bytes: u32): void {
  lockset.begin(address, bytes);
  lifetimes.forbid(address, bytes, CELL_GUARD);
}

/** Plain accesses to the range are no events from now on. */
export function exempt(address: u32, bytes: u32): void {
  lockset.begin(address, bytes);
  lifetimes.forbid(address, bytes, CELL_EXEMPT);
}

/** Replay: report accesses that the shadow of these bytes takes. */
export function watch(address: u32, bytes: u32): void {
  for (let at = address & ~3; at < address + bytes; at += 4) watchCell(cellOf(at));
  if (isLockset) lockset.refreshLocks();
}

export function read1(address: u32): void {
  shadow.readPart(address, 1);
}

export function write1(address: u32): void {
  shadow.writePart(address, 1);
}

export function vptr_read(address: u32): void {
  shadow.readVptr(address);
}

export function vptr_write(address: u32): void {
  shadow.writeVptr(address);
}

export function read16(address: u32): void {
  shadow.readRange(address, 16);
}

export function write16(address: u32): void {
  shadow.writeRange(address, 16);
}

export function read_range(address: u32, bytes: u32): void {
  stepRange(bytes);
  shadow.readRange(address, bytes);
}

export function write_range(address: u32, bytes: u32): void {
  stepRange(bytes);
  shadow.writeRange(address, bytes);
}

/** Returns the value read: of the newest store, or of an older one that the load may still read. */
export function atomic_load(address: u32, bytes: u32, order: i32, newest: i64): i64 {
  const value = atomics.atomicLoad(address, bytes, order, newest, atomics.ANY_STORE);
  if (telling) tell(SYNC_LOAD, address, bytes, order);
  point();
  return value;
}

/** A load whose choice is made: `index` counts stores back from the newest. */
export function atomic_load_at(address: u32, bytes: u32, order: i32, newest: i64, index: i32): i64 {
  const value = atomics.atomicLoad(address, bytes, order, newest, index);
  if (telling) tell(SYNC_LOAD, address, bytes, order);
  point();
  return value;
}

/**
 * Which store a compare-exchange reads if it fails, or -1 if it may succeed. `spurious`: it fails
 * whatever it reads.
 */
export function atomic_failure(
  address: u32,
  bytes: u32,
  order: i32,
  expected: i64,
  newest: i64,
  spurious: bool,
): i32 {
  return atomics.failureChoice(address, bytes, order, expected, newest, spurious);
}

/** Whether a weak compare-exchange, which is about to be executed, fails for no reason. */
export function spurious_failure(): bool {
  return failsSpuriously();
}

export function atomic_store(address: u32, bytes: u32, order: i32, old: i64, value: i64): void {
  atomics.atomicStore(address, bytes, order, old, value);
  point();
}

export function atomic_rmw(address: u32, bytes: u32, order: i32, old: i64, value: i64): void {
  atomics.atomicRmw(address, bytes, order, old, value);
  point();
}

export function atomic_fence(order: i32): void {
  atomics.fence(order);
  if (telling) tell(SYNC_FENCE, 0, 0, order);
  point();
}

export function acquire(key: u32): void {
  if (telling) tell(SYNC_ACQUIRE, key, 0, RELAXED);
  atomics.acquireKey(key);
}

export function release_store(key: u32): void {
  if (telling) tell(SYNC_RELEASE, key, 0, RELAXED);
  atomics.releaseStore(key);
}

export function release_merge(key: u32): void {
  if (telling) tell(SYNC_MERGE, key, 0, RELAXED);
  atomics.releaseMerge(key);
}

/** A replay hears of what the running thread synchronizes by. */
function tell(what: i32, address: u32, bytes: u32, order: i32): void {
  if (!ignoresSync) synchronized(what, address, bytes, order);
  else if (what == SYNC_LOAD) synchronized(what, address, bytes, RELAXED);
}

export function sync_forget(start: u32, bytes: u32): void {
  if (telling) synchronized(SYNC_FORGET, start, bytes, RELAXED);
  if (isLockset) forgetLocks(start, bytes);
  atomics.forgetKeys(start, bytes);
}

export function allocate(address: u32, bytes: u32): void {
  if (listening) allocated(address, bytes);
  lockset.begin(address, bytes);
  if (ignoresWrites || (isLockset && !isHybrid)) lifetimes.clear(address, bytes);
  else lifetimes.allocate(address, bytes);
}

/** Lockset alone knows no order between the end of a block and its uses. */
export function deallocate(address: u32, bytes: u32): void {
  if (listening) freed(address, bytes);
  lockOrder.forgetLocks(address, bytes);
  lockset.begin(address, bytes);
  if (ignoresWrites || (isLockset && !isHybrid)) lifetimes.clear(address, bytes);
  else lifetimes.deallocate(address, bytes);
}

export function shadow_clear(address: u32, bytes: u32): void {
  lockset.begin(address, bytes);
  lifetimes.clear(address, bytes);
}

/** A lock is taken: an acquire whose edge is no part of the order (lock-order.ts). */
export function acquire_lock(key: u32): void {
  if (telling) tell(SYNC_ACQUIRE, key, 0, RELAXED);
  if (lockOrder.isOrder(key)) atomics.acquireKey(key);
  else atomics.acquireLockKey(key);
}

/** The current thread took `lock`. mode: LOCK_… of layout/numbers.ts. */
export function lock_acquired(lock: u32, mode: i32): void {
  if (listening) locked(lock, mode);
  const last = heldLocks.heldAt(threads.current.lastHeld);
  if (!heldLocks.hold(lock, mode)) return;
  if (last) lockOrder.tookWhileHolding(last, lock, mode);
  if (isLockset) lockset.lockTaken();
}

export function lock_released(lock: u32, mode: i32): void {
  if (listening) unlocked(lock, mode);
  heldLocks.letGo(lock, mode);
  if (isLockset) lockset.lockGivenBack();
}

/** A synchronization object is used. Where only locksets are kept it needs no protection. */
export function object_used(address: u32): void {
  if (!isLockset || isHybrid) objects.use(address);
}

/** It begins or ends. */
export function object_renewed(address: u32): void {
  if (!isLockset || isHybrid) objects.renew(address);
}

/** The lock begins. */
export function lock_created(lock: u32): void {
  if (listening) lockBegun(lock);
  renewLock(lock);
}

/** The lock ends. */
export function lock_destroyed(lock: u32): void {
  if (listening) lockEnded(lock);
  renewLock(lock);
}

/** A lock of this address is another one from now on. */
function renewLock(lock: u32): void {
  lockOrder.forgetLock(lock);
  if (isLockset) forgetLocks(lock, 1);
}

/** Conditions are waited for with this lock. */
export function lock_is_monitor(lock: u32): void {
  lockOrder.makeMonitor(lock);
}

/** Locks of this address are monitors, as an earlier run with the same schedule showed. */
export function expectMonitor(address: u32): void {
  lockOrder.expectMonitor(address);
}

/** How many locks there are in the graph, numbered from 1. */
export function locks(): u32 {
  return lockOrder.locksKnown();
}

/** The address of a lock if it is a monitor, 0 if not. */
export function monitor_address(lock: u32): u32 {
  return lockOrder.monitorAt(lock);
}

/** How the current thread holds the lock: 0 not at all, 1 for writing, 2 for reading. */
export function lock_held(lock: u32): i32 {
  return heldLocks.holdingOf(lock);
}

/** No graph of locks is wanted. */
export function ignoreLockOrder(): void {
  lockOrder.turnOff();
}

/** The current thread's signal has woken thread `number`. */
export function signalled(number: i32): void {
  threads.wake(threads.threadOf(number));
}

// The locks that a thread holds, first to last, and what they are.

/** The first of thread `number`, of ended threads if it is -1; 0 if there is none. */
export function held_first(number: i32): usize {
  const held =
    number < 0 ? heldLocks.firstOfAbandoned() : heldLocks.firstHeld(threads.threadOf(number));
  return changetype<usize>(held);
}

export function held_next(held: usize): usize {
  return changetype<heldLocks.Held>(held).next;
}

export function held_lock(held: usize): u32 {
  return changetype<heldLocks.Held>(held).lock;
}

export function held_mode(held: usize): i32 {
  return changetype<heldLocks.Held>(held).mode;
}

export function held_owner(held: usize): i32 {
  return changetype<heldLocks.Held>(held).owner;
}

export function held_step(held: usize): f64 {
  return changetype<heldLocks.Held>(held).step;
}

// Locksets, for tests and reports.

/** A byte's state, STATE_BITS and above them the number of C(v). */
export function lockset_state(address: u32): u32 {
  return lockset.summaryOf(address);
}

export function lockset_owner(address: u32): u32 {
  return lockset.ownerOf(address);
}

export function lockset_size(set: u32): u32 {
  return locksIn(set);
}

/** The number of a lock of the set. */
export function lockset_lock(set: u32, at: u32): u32 {
  return lockIn(set, at);
}

/** The address that the lock of this number has or had. */
export function lockset_address(lock: u32): u32 {
  return lockAddress(lock);
}

// For tests and explanations: a location's history, as the current thread's next load finds it.

/** How many stores are known of exactly these bytes; 1 where there is no history. */
export function history_length(address: u32, bytes: u32): u32 {
  const location = find(address, bytes);
  return location ? location.count : 1;
}

/** Number of the rule (visibility.ts) that excludes store `index`; 0 if it is visible. */
export function history_rule(address: u32, bytes: u32, isSeqCst: bool, index: u32): i32 {
  const location = find(address, bytes);
  if (!location) return NO_RULE;
  for (let later: u32 = 0; later < index; later++) {
    const rule = excludingRule(storeAt(location, later), isSeqCst);
    if (rule != NO_RULE) return rule;
  }
  return NO_RULE;
}

export function history_known(address: u32, bytes: u32, index: u32): bool {
  const location = find(address, bytes);
  return location ? storeAt(location, index).known : false;
}

export function history_value(address: u32, bytes: u32, index: u32): i64 {
  const location = find(address, bytes);
  return location ? storeAt(location, index).value : 0;
}

/** Whether it was made by an operation; otherwise it is what memory held at first. */
export function history_stored(address: u32, bytes: u32, index: u32): bool {
  const location = find(address, bytes);
  return location ? storeAt(location, index).epoch != 0 : false;
}

/** Whether the values of the next events are known. */
export function tell_values(told: bool): void {
  atomics.tellValues(told);
}
