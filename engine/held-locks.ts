/**
 * Which locks each thread holds, in the order in which it took them. A list a thread: a lock is
 * taken at its end and given back, in nearly all programs, at one of its two ends.
 */
import { LOCK_READ } from "../src/layout/numbers.ts";
import { steps } from "./budget.ts";
import { give, take } from "./pool.ts";
import { current, liveCount, liveThread, Thread } from "./threads.ts";

/** One lock that a thread holds, for writing or for reading. */
@unmanaged
export class Held {
  lock: u32;
  /** LOCK_… of layout/numbers.ts. */
  mode: i32;
  /** How often the thread holds it: only readers may more than once. */
  depth: u32;
  /** The thread's number. */
  owner: i32;
  /** When it was taken, in steps of the run. */
  step: f64;
  next: usize;
  previous: usize;
  /** Of the lock-order graph (lock-order.ts): the lock's number there, 0 if it has none yet … */
  number: u32;
  /** … and that of the locks held up to this one, 0 if unknown; then those after it have none. */
  context: u32;
  /** The lock's number in locksets (lock-numbers.ts), 0 if none are kept. */
  setNumber: u32;
}

/** Of locks whose owner has ended. */
const NOBODY: Thread = changetype<Thread>(0);

/** Locks of threads that ended without giving them back. */
let firstAbandoned: usize = 0;

export function heldAt(place: usize): Held | null {
  return place == 0 ? null : changetype<Held>(place);
}

/** The first of the thread's locks; those after it by `next`. */
export function firstHeld(thread: Thread): Held | null {
  return heldAt(thread.firstHeld);
}

export function firstOfAbandoned(): Held | null {
  return heldAt(firstAbandoned);
}

/** The current thread took the lock. Returns false if it only holds it once more. */
export function hold(lock: u32, mode: i32): bool {
  const again = find(current, lock, mode);
  if (again) {
    again.depth++;
    return false;
  }
  const held = changetype<Held>(take(offsetof<Held>()));
  held.lock = lock;
  held.mode = mode;
  held.depth = 1;
  held.owner = current.number;
  held.step = steps();
  held.previous = current.lastHeld;
  if (current.lastHeld != 0) changetype<Held>(current.lastHeld).next = changetype<usize>(held);
  else current.firstHeld = changetype<usize>(held);
  current.lastHeld = changetype<usize>(held);
  return true;
}

/** The current thread gave the lock back, or gave back another thread's. */
export function letGo(lock: u32, mode: i32): void {
  const own = find(current, lock, mode);
  if (own) return letGoOnce(current, own);
  // Of several readers the first thread, so that it is the same one each time.
  let first = NOBODY;
  for (let i = 0; i < liveCount; i++) {
    const thread = liveThread(i);
    if (first && first.number < thread.number) continue;
    if (find(thread, lock, mode)) first = thread;
  }
  if (!first) return letGoAbandoned(lock);
  letGoOnce(first, find(first, lock, mode) as Held);
}

/** How the current thread holds the lock: 0 not at all, 1 for writing, 2 for reading. */
export function holdingOf(lock: u32): i32 {
  if (find(current, lock, 0)) return 1;
  return find(current, lock, LOCK_READ) ? 2 : 0;
}

/** The current thread ends: what it holds nobody else can give back as it could. */
export function abandon(thread: Thread): void {
  if (thread.firstHeld == 0) return;
  changetype<Held>(thread.lastHeld).next = firstAbandoned;
  if (firstAbandoned != 0) changetype<Held>(firstAbandoned).previous = thread.lastHeld;
  firstAbandoned = thread.firstHeld;
  thread.firstHeld = 0;
  thread.lastHeld = 0;
}

function letGoOnce(owner: Thread, held: Held): void {
  if (--held.depth == 0) unlink(owner, held);
}

function letGoAbandoned(lock: u32): void {
  for (let at = firstAbandoned; at != 0; at = changetype<Held>(at).next) {
    if (changetype<Held>(at).lock == lock) return unlink(NOBODY, changetype<Held>(at));
  }
}

/** From both ends at once: threads give back what they took last, or what they took first. */
function find(thread: Thread, lock: u32, mode: i32): Held | null {
  let first = thread.firstHeld;
  let last = thread.lastHeld;
  while (last != 0) {
    if (isHeld(last, lock, mode)) return changetype<Held>(last);
    if (isHeld(first, lock, mode)) return changetype<Held>(first);
    if (first == last || changetype<Held>(first).next == last) break;
    first = changetype<Held>(first).next;
    last = changetype<Held>(last).previous;
  }
  return null;
}

function isHeld(place: usize, lock: u32, mode: i32): bool {
  const held = changetype<Held>(place);
  return held.lock == lock && ((held.mode ^ mode) & LOCK_READ) == 0;
}

/** `thread` is NOBODY for a lock that an ended thread left. */
function unlink(thread: Thread, held: Held): void {
  const before = heldAt(held.previous);
  const after = heldAt(held.next);
  // What is known of the locks up to a later one had this among them.
  for (let at = held.next; at != 0; at = changetype<Held>(at).next) {
    if (changetype<Held>(at).context == 0) break;
    changetype<Held>(at).context = 0;
  }
  if (before) before.next = held.next;
  else if (thread) thread.firstHeld = held.next;
  else firstAbandoned = held.next;
  if (after) after.previous = held.previous;
  else if (thread) thread.lastHeld = held.previous;
  give(changetype<usize>(held), offsetof<Held>());
}
