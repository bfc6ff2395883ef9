/**
 * The lock-order graph: who took which lock while holding which. What deadlocks it shows is found
 * at the end of the run (src/binding/lock-cycles.ts); the model's lock-order.ts has the theory.
 *
 *   number    of a lock: its address may be another lock's later, its number is its own
 *   context   locks held one after the other: a context and one lock more; 0 holds nothing
 *   taking    a thread that holds a context waits for a lock, and gets it
 *
 * A taking that is known costs two lookups. It is kept anew at the first, second, fourth, eighth …
 * time, because what orders it before others may be different then.
 */
import { LOCK_ATTEMPT, LOCK_PREFERS_WRITERS, LOCK_READ } from "../src/layout/numbers.ts";
import { steps } from "./budget.ts";
import { assignClock, clockLength, knows, orderOf } from "./clocks.ts";
import { Held, heldAt } from "./held-locks.ts";
import { give, grown, take } from "./pool.ts";
import { current, epoch, keepOrder } from "./threads.ts";

@unmanaged
class Lock {
  address: u32;
  /** Conditions are waited for with it … */
  isMonitor: bool;
  /** … and it is taken while others are held, or others while it is. */
  isNested: bool;
}

@unmanaged
class Context {
  parent: u32;
  lock: u32;
  mode: i32;
  next: u32;
}

@unmanaged
export class Taking {
  thread: i32;
  context: u32;
  lock: u32;
  mode: i32;
  epoch: u32;
  /** What happened before it by other edges than those of locks. */
  order: usize;
  step: f64;
  /** Of the first of its kind: how often it came; of others 0. */
  times: u32;
  next: u32;
}

const FIRST_ROOM: u32 = 64;
const LOCK_BYTES: u32 = offsetof<Lock>();
const CONTEXT_BYTES: u32 = offsetof<Context>();
const TAKING_BYTES: u32 = offsetof<Taking>();
/** A quarter of the engine's tables: beyond, no further taking is kept (docs/cli.md says so). */
const MOST_BYTES: i32 = 128 << 20;
/** What of a mode tells one lock or wait from another. */
const MODE: i32 = LOCK_READ | LOCK_PREFERS_WRITERS;

/** Numbered from 1, in blocks that double. */
let locks: usize = 0;
let lockRoom: u32 = 0;
let lockCount: u32 = 0;
let contexts: usize = 0;
let contextRoom: u32 = 0;
let contextCount: u32 = 0;
let takings: usize = 0;
let takingRoom: u32 = 0;
let takingCount: u32 = 0;

/**
 * Locks by address, open addressing: pairs of address and number; number 0 is a lock that is gone.
 * Bit 31 of the number: any lock of this address is a monitor.
 */
const ALWAYS_MONITOR: u32 = 0x80000000;
let places: usize = 0;
let placeRoom: u32 = 0;
let placesUsed: u32 = 0;
/** Heads of chains by hash. */
let contextHeads: usize = 0;
let takingHeads: usize = 0;
let isOff: bool = false;
let bytesLeft: i32 = MOST_BYTES;

export function turnOff(): void {
  isOff = true;
}

/** The current thread took `lock` while holding `last` and what it took before. */
export function tookWhileHolding(last: Held, lock: u32, mode: i32): void {
  if (isOff || (mode & LOCK_ATTEMPT) != 0) return;
  keepOrder();
  const context = contextOf(last);
  const number = nestedNumberOf(lock);
  if (takingHeads == 0 || takingCount >= takingRoom - 1) growTakings();
  const head = takingHeads + (hashTaking(current.number, context, number, mode) << 2);
  let times: u32 = 1;
  for (let at = load<u32>(head); at != 0; at = takingAt(at).next) {
    const known = takingAt(at);
    if (known.thread != current.number || known.context != context) continue;
    if (known.lock != number || known.mode != (mode & MODE)) continue;
    known.times++;
    if ((known.times & (known.times - 1)) != 0) return;
    times = 0;
    break;
  }
  addTaking(head, context, number, mode, times);
}

/** The lock begins or ends: what has its address from now on is another. */
export function forgetLock(address: u32): void {
  const place = findPlace(address);
  if (place != 0) renew(place);
}

function renew(place: usize): void {
  store<u32>(place, load<u32>(place, 4) & ALWAYS_MONITOR, 4);
}

/** All locks in the range are gone. */
export function forgetLocks(address: u32, bytes: u32): void {
  if (lockCount == 0) return;
  if (bytes < placeRoom) {
    for (let at = address; at < address + bytes; at++) forgetLock(at);
    return;
  }
  for (let i: u32 = 0; i < placeRoom; i++) {
    const place = places + (i << 3);
    if (load<u32>(place) - address < bytes) renew(place);
  }
}

/** Conditions are waited for with this lock. */
export function makeMonitor(address: u32): void {
  if (!isOff) lockAt(numberOf(address)).isMonitor = true;
}

/** Locks of this address are monitors, as an earlier run with the same schedule showed. */
export function expectMonitor(address: u32): void {
  if (placesUsed << 1 >= placeRoom) growPlaces();
  const place = placeFor(address);
  if (load<u32>(place) == 0) placesUsed++;
  store<u32>(place, address);
  store<u32>(place, ALWAYS_MONITOR, 4);
}

/** The address of lock `number` if it is a monitor, 0 if not. */
export function monitorAt(number: u32): u32 {
  const lock = lockAt(number);
  return lock.isMonitor ? lock.address : 0;
}

export function locksKnown(): u32 {
  return lockCount;
}

/** Whether what the lock orders counts as order: of monitors that are on no way to a cycle. */
export function isOrder(address: u32): bool {
  const place = findPlace(address);
  if (place == 0) return false;
  const number = load<u32>(place, 4);
  if ((number & ~ALWAYS_MONITOR) == 0) return number != 0;
  const lock = lockAt(number & ~ALWAYS_MONITOR);
  return lock.isMonitor && !lock.isNested;
}

// For the search of cycles.

export function takingsKept(): u32 {
  return takingCount;
}

export function takingAt(number: u32): Taking {
  return changetype<Taking>(takings + number * TAKING_BYTES);
}

/** Whether nothing but locks would have to change for `earlier` to come after `later`. */
export function isBefore(earlier: u32, later: u32): bool {
  return knows(takingAt(later).order, takingAt(earlier).epoch);
}

export function contextParent(context: u32): u32 {
  return contextAt(context).parent;
}

export function contextLock(context: u32): u32 {
  return contextAt(context).lock;
}

export function contextMode(context: u32): i32 {
  return contextAt(context).mode;
}

export function addressOf(lock: u32): u32 {
  return lockAt(lock).address;
}

// Takings.

/** `times`: 1 for the first of its kind, which counts and is looked up, 0 for later ones. */
function addTaking(head: usize, context: u32, lock: u32, mode: i32, times: u32): void {
  const order = orderOf(current.clock);
  bytesLeft -= <i32>(TAKING_BYTES + (clockLength(order) << 2));
  if (bytesLeft < 0) return turnOff();
  const number = ++takingCount;
  const taking = takingAt(number);
  taking.thread = current.number;
  taking.context = context;
  taking.lock = lock;
  taking.mode = mode & MODE;
  taking.epoch = epoch;
  taking.order = assignClock(0, order);
  taking.step = steps();
  taking.times = times;
  if (times == 0) return;
  taking.next = load<u32>(head);
  store<u32>(head, number);
}

function growTakings(): void {
  const room = takingRoom == 0 ? FIRST_ROOM : takingRoom << 1;
  takings = grown(takings, takingRoom * TAKING_BYTES, room * TAKING_BYTES);
  if (takingHeads != 0) give(takingHeads, takingRoom << 2);
  takingHeads = take(room << 2);
  takingRoom = room;
  for (let number: u32 = 1; number <= takingCount; number++) {
    const taking = takingAt(number);
    if (taking.times == 0) continue;
    const hash = hashTaking(taking.thread, taking.context, taking.lock, taking.mode);
    const head = takingHeads + (hash << 2);
    taking.next = load<u32>(head);
    store<u32>(head, number);
  }
}

function hashTaking(thread: i32, context: u32, lock: u32, mode: i32): u32 {
  return mix(mix(mix(<u32>thread, context), lock), mode & MODE) & (takingRoom - 1);
}

// Contexts.

/** The locks that a thread holds up to `held`. */
function contextOf(held: Held): u32 {
  if (held.context != 0) return held.context;
  let first = held;
  let context: u32 = 0;
  for (;;) {
    const before = heldAt(first.previous);
    if (!before) break;
    context = before.context;
    if (context != 0) break;
    first = before;
  }
  while (held.context == 0) {
    if (first.number == 0) first.number = nestedNumberOf(first.lock);
    context = extend(context, first.number, first.mode & MODE);
    first.context = context;
    first = changetype<Held>(first.next);
  }
  return context;
}

function extend(parent: u32, lock: u32, mode: i32): u32 {
  if (contextHeads == 0 || contextCount >= contextRoom - 1) growContexts();
  const head = contextHeads + (hashContext(parent, lock, mode) << 2);
  for (let at = load<u32>(head); at != 0; at = contextAt(at).next) {
    const known = contextAt(at);
    if (known.parent == parent && known.lock == lock && known.mode == mode) return at;
  }
  bytesLeft -= <i32>CONTEXT_BYTES;
  const number = ++contextCount;
  const context = contextAt(number);
  context.parent = parent;
  context.lock = lock;
  context.mode = mode;
  context.next = load<u32>(head);
  store<u32>(head, number);
  return number;
}

function growContexts(): void {
  const room = contextRoom == 0 ? FIRST_ROOM : contextRoom << 1;
  contexts = grown(contexts, contextRoom * CONTEXT_BYTES, room * CONTEXT_BYTES);
  if (contextHeads != 0) give(contextHeads, contextRoom << 2);
  contextHeads = take(room << 2);
  contextRoom = room;
  for (let number: u32 = 1; number <= contextCount; number++) {
    const context = contextAt(number);
    const head = contextHeads + (hashContext(context.parent, context.lock, context.mode) << 2);
    context.next = load<u32>(head);
    store<u32>(head, number);
  }
}

function contextAt(number: u32): Context {
  return changetype<Context>(contexts + number * CONTEXT_BYTES);
}

function hashContext(parent: u32, lock: u32, mode: i32): u32 {
  return mix(mix(parent, lock), mode) & (contextRoom - 1);
}

// Locks by address.

function nestedNumberOf(address: u32): u32 {
  const number = numberOf(address);
  lockAt(number).isNested = true;
  return number;
}

function numberOf(address: u32): u32 {
  // Half of the places stay empty.
  if (placesUsed << 1 >= placeRoom) growPlaces();
  const place = placeFor(address);
  if (load<u32>(place) == 0) {
    store<u32>(place, address);
    placesUsed++;
  }
  const always = load<u32>(place, 4) & ALWAYS_MONITOR;
  const known = load<u32>(place, 4) ^ always;
  if (known != 0) return known;
  if (lockCount + 1 >= lockRoom) {
    const room = lockRoom == 0 ? FIRST_ROOM : lockRoom << 1;
    locks = grown(locks, lockRoom * LOCK_BYTES, room * LOCK_BYTES);
    lockRoom = room;
  }
  const number = ++lockCount;
  lockAt(number).address = address;
  lockAt(number).isMonitor = always != 0;
  store<u32>(place, number | always, 4);
  return number;
}

/** The address's place, 0 if it has none. */
function findPlace(address: u32): usize {
  if (placeRoom == 0) return 0;
  const place = placeFor(address);
  return load<u32>(place) == 0 ? 0 : place;
}

/** The address's place, or the empty one where it would go. */
function placeFor(address: u32): usize {
  let i = mix(address, 0) & (placeRoom - 1);
  while (load<u32>(places + (i << 3)) != address && load<u32>(places + (i << 3)) != 0) {
    i = (i + 1) & (placeRoom - 1);
  }
  return places + (i << 3);
}

/** The locks that are gone lose their places. */
function growPlaces(): void {
  const before = places;
  const beforeRoom = placeRoom;
  placeRoom = beforeRoom == 0 ? FIRST_ROOM : beforeRoom << 1;
  places = take(placeRoom << 3);
  placesUsed = 0;
  for (let i: u32 = 0; i < beforeRoom; i++) {
    const from = before + (i << 3);
    if (load<u32>(from, 4) == 0) continue;
    const to = placeFor(load<u32>(from));
    store<u64>(to, load<u64>(from));
    placesUsed++;
  }
  if (before != 0) give(before, beforeRoom << 3);
}

function lockAt(number: u32): Lock {
  return changetype<Lock>(locks + number * LOCK_BYTES);
}

/** One step of MurmurHash3 (Appleby), with its end. */
function mix(hash: u32, word: u32): u32 {
  hash ^= rotl<u32>(word * 0xcc9e2d51, 15) * 0x1b873593;
  hash = rotl<u32>(hash, 13) * 5 + 0xe6546b64;
  hash ^= hash >>> 16;
  hash *= 0x85ebca6b;
  return hash ^ (hash >>> 13);
}
