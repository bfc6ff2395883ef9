/** What the engine asks of its host. None of these is on a hot path. */

/**
 * A choice among `count` was drawn, CHOICE_STORE or CHOICE_FAILURE, and is to be told: which one
 * holds, below `count`.
 */
export declare function decide(choice: i32, count: u32, drawn: u32): i32;

/** A scheduling decision is due (PREEMPT_POINT or PREEMPT_QUANTUM). May switch fibers. */
export declare function preempt(reason: i32): void;

/**
 * An access raced. `start`, `bytes` and `access` are the event's; `at` is the first racing byte;
 * `previousEpoch` and `previousAccess` the earlier access; `ordered` is 1 for a use after free
 * whose free happens before the access.
 */
export declare function race(
  start: u32,
  bytes: u32,
  access: i32,
  at: u32,
  previousEpoch: u32,
  previousAccess: i32,
  ordered: i32,
): void;

/** The program touched memory that no object may occupy (FAULT_NULL, FAULT_GUARD, FAULT_BEYOND). */
export declare function fault(kind: i32, address: u32, access: i32): void;

/** A thread's clock was full and it goes on under another slot, from `epoch`. */
export declare function moved(thread: i32, epoch: u32): void;

/** Replay only: the shadow of a watched granule took the access, at the current epoch. */
export declare function observe(start: u32, bytes: u32, access: i32, epoch: u32): void;

/** Replay only, as the next five: a block of the heap begins. */
export declare function allocated(address: u32, bytes: u32): void;

/** A block of the heap ends. */
export declare function freed(address: u32, bytes: u32): void;

/** The running thread has locked. */
export declare function locked(lock: u32, mode: i32): void;

/** The running thread is about to unlock. */
export declare function unlocked(lock: u32, mode: i32): void;

/** A lock is made. */
export declare function lockBegun(lock: u32): void;

/** A lock is destroyed. */
export declare function lockEnded(lock: u32): void;
/** Replay only: a load is about to read store `index`, counted back from the newest. */
export declare function staleRead(address: u32, bytes: u32, order: i32, index: i32): void;

/** Replay only: an atomic write became the newest store of exactly these bytes. */
export declare function stored(address: u32, bytes: u32, order: i32, isRmw: i32): void;

/**
 * Replay only: the running thread has synchronized, or tried to (SYNC_…). `address` is that of the
 * atomic object or of the key; of a fence it is 0. `bytes`: of an atomic object, or of the range
 * whose keys are forgotten. `order` is that of a load or a fence.
 */
export declare function synchronized(what: i32, address: u32, bytes: u32, order: i32): void;
/** Lockset: the access leaves no lock that protects the byte `at`: C(v) is empty. */
export declare function possible(start: u32, bytes: u32, access: i32, at: u32): void;

/**
 * Replay only: an access to watched bytes, `at` to `end`, and their states before and after it
 * (STATE_BITS).
 */
export declare function observeLockset(
  start: u32,
  bytes: u32,
  access: i32,
  at: u32,
  end: u32,
  before: u32,
  after: u32,
): void;

/** The engine's own tables are full: the run can't go on. */
export declare function exhausted(): void;
