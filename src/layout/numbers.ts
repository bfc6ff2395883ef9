/**
 * Numbers that engine and host must agree on. Constants only: this file is read by
 * AssemblyScript's compiler, by Node and by tsc alike.
 */

/** Memory orders, numbered as in C11 7.17.1 and LLVM's `__tsan_atomic*` hooks. */
export const RELAXED: i32 = 0;
export const CONSUME: i32 = 1;
export const ACQUIRE: i32 = 2;
export const RELEASE: i32 = 3;
export const ACQ_REL: i32 = 4;
export const SEQ_CST: i32 = 5;

/*
 * How an access touches memory: the `access` word of a race marker.
 *
 *   3 2   0
 *   v kkk
 *   k: one of the kinds     v: of an object's pointer to its virtual functions
 */
export const ACCESS_READ: i32 = 0;
export const ACCESS_WRITE: i32 = 1;
export const ACCESS_ATOMIC_READ: i32 = 2;
export const ACCESS_ATOMIC_WRITE: i32 = 3;
export const ACCESS_ALLOCATE: i32 = 4;
export const ACCESS_FREE: i32 = 5;
export const ACCESS_KIND_MASK: i32 = 7;
export const ACCESS_VPTR: i32 = 8;

/*
 * An epoch, thread@clock (FastTrack, section 3), in one word:
 *
 *   31 30       20 19                   0
 *   0  sssssssssss cccccccccccccccccccc
 *   s: slot, the thread's index in vector clocks     c: clock, counted from 1
 *
 * 0 is "no access": no thread has clock 0. Bit 31 marks every word that is not an epoch.
 */
export const CLOCK_BITS: i32 = 20;
export const CLOCK_MASK: u32 = 0x000fffff;
export const LAST_CLOCK: u32 = 0x000fffff;
export const SLOT_LIMIT: i32 = 2046;

/** The reads that a later write must follow are many if they are more (model/bytes.ts). */
export const FEW_READS: u32 = 4;

/*
 * A shadow cell: two words for each granule of four bytes of the program's memory.
 *
 *   word 0 (W)  epoch of the last plain write, or one of the tags below
 *   word 1 (R)  epoch of the last plain read, or bit 31 and the number of an interned read set
 *
 *   W = CELL_FREED    R: bit 31 and the epoch of the free
 *   W = CELL_RECORD   R: bit 31 and the address of a record: the four bytes differ, or an atomic
 *                     location or a synchronization object lies in the granule
 *   W = CELL_NULL     the page at address 0: an access is a null pointer's
 *   W = CELL_GUARD    the end of a stack: an access is a stack overflow
 *   W = CELL_BEYOND   the end of memory: an access is out of bounds
 *   W = CELL_EXEMPT   accesses are no events: memory that several threads may use unordered
 */
export const CELL_BYTES: i32 = 8;
export const GRANULE_BYTES: i32 = 4;
export const TAG: u32 = 0x80000000;
export const CELL_FREED: u32 = 0x80000001;
export const CELL_RECORD: u32 = 0x80000002;
export const CELL_NULL: u32 = 0x80000003;
export const CELL_GUARD: u32 = 0x80000004;
export const CELL_EXEMPT: u32 = 0x80000005;
export const CELL_BEYOND: u32 = 0x80000006;
/** The program's addresses below this belong to no object (wasm-ld's --global-base). */
export const NULL_PAGE_BYTES: i32 = 1024;

/**
 * Stores kept of an atomic location, the newest with them: what a load can read is bounded by
 * this. More than any litmus program has to one object (5), few enough that a scan of a location
 * that nobody synchronizes on costs less than a switch.
 */
export const HISTORY_STORES: i32 = 16;
/**
 * So many are kept of a location once LONG_HISTORIES others have more: where there are many
 * locations, what is kept must stay within the processor's caches.
 */
export const SHORT_HISTORY: u32 = 8;
export const LONG_HISTORIES: u32 = 64;
/*
 * The table of loads that settle nothing (engine/loads.ts), entries of 16 bytes:
 *
 *   11 10 9         4 3     0
 *   b  b  a a a a a a 0 0 0 0
 *   b: logarithm of the size in bytes     a: low bits of the address of the granule
 *
 *   0   `turn`       4   address; both 0: no entry
 *   8   where the epoch of the thread's last read is kept       12   strength of the load
 */
export const LOAD_SIZES: i32 = 4;
export const LOAD_SIZE_SHIFT: i32 = 10;
export const LOAD_LINE_SHIFT: i32 = 4;
export const LOAD_LINE_MASK: i32 = 63;
export const LOAD_WORD: i32 = 8;
export const LOAD_STRENGTH: i32 = 12;
/** Of a load by its order: a stronger one does all that a weaker one does. */
export const STRENGTH_RELAXED: i32 = 0;
export const STRENGTH_ACQUIRE: i32 = 1;
export const STRENGTH_SEQ_CST: i32 = 2;
/** Objects that are wider are loaded seldom, and have no entry. */
export const LOAD_WIDEST_BYTES: u32 = 8;

/**
 * Seq_cst fences whose knowledge is kept, one vector clock each: a thread that knows none of the
 * last so many is taken to know all of S before them, and may read less, never more.
 */
export const FENCE_SNAPSHOTS: i32 = 1024;

/*
 * How a lock is held or asked for: the `mode` of lock_acquired and lock_released.
 *
 *   31             3 2 1 0
 *                    w a r
 *   r: for reading
 *   a: the attempt could fail (trylock, timed): nobody waits for ever for it
 *   w: readers wait behind waiting writers
 */
export const LOCK_READ: i32 = 1;
export const LOCK_ATTEMPT: i32 = 2;
export const LOCK_PREFERS_WRITERS: i32 = 4;

/** Which detectors the engine runs. */
export const HAPPENS_BEFORE: i32 = 0;
export const LOCKSET: i32 = 1;
export const HYBRID: i32 = 2;

/** What a thread may ask to be left out. */
export const IGNORE_READS: i32 = 0;
export const IGNORE_WRITES: i32 = 1;
export const IGNORE_SYNC: i32 = 2;
export const IGNORE_KINDS: i32 = 3;

/*
 * A lockset word: Eraser's state of a granule of four bytes (TOCS 1997, section 3.2).
 *
 *   31 30 29 28                                                  0
 *   0  ooooooooooooooooooooooooooooooooooooooooooooooooooooooooooo   exclusive
 *   1  0  0  ssssssssssssssssssssssssssssssssssssssssssssssssssss    shared
 *   1  0  1  ssssssssssssssssssssssssssssssssssssssssssssssssssss    shared-modified
 *   1  1  0  rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr0        split
 *   1  1  0  tttttttttttttttttttttttttttttttttttttttttttttttt1       virgin on a stack
 *   1  1  1  bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb        shared, in hybrid
 *
 *   0 as a whole is virgin
 *   o: the owner: in lockset mode its number and 1, in hybrid the epoch of its last access
 *   s: number of C(v) among the interned locksets; LOCKSET_EMPTY where it is broken
 *   r: address of four words, one for each byte: the bytes differ
 *   t: number of the thread whose stack it is, and which alone has used it
 *   b: address of a sharing: C(v), and the accesses that no later one comes after
 */
export const LOCKSET_KIND: u32 = 0xe0000000;
export const LOCKSET_SHARED: u32 = 0x80000000;
export const LOCKSET_MODIFIED: u32 = 0xa0000000;
export const LOCKSET_SPLIT: u32 = 0xc0000000;
export const LOCKSET_SHARING: u32 = 0xe0000000;
export const LOCKSET_PAYLOAD: u32 = 0x1fffffff;
export const LOCKSET_EMPTY: u32 = 0;
/** Before any access has refined it. */
export const LOCKSET_ALL: u32 = 1;

/** A state as the host is told it: one of these, and the number of C(v) above two bits. */
export const STATE_VIRGIN: u32 = 0;
export const STATE_EXCLUSIVE: u32 = 1;
export const STATE_SHARED: u32 = 2;
export const STATE_MODIFIED: u32 = 3;
export const STATE_BITS: u32 = 2;

/** What the engine draws by itself, and may ask the host for. */
export const CHOICE_STORE: i32 = 0;
export const CHOICE_FAILURE: i32 = 1;

/** How a thread synchronizes, as a replay is told: by a load, a fence, or the clock of a key. */
export const SYNC_LOAD: i32 = 0;
export const SYNC_FENCE: i32 = 1;
export const SYNC_ACQUIRE: i32 = 2;
export const SYNC_RELEASE: i32 = 3;
export const SYNC_MERGE: i32 = 4;
export const SYNC_FORGET: i32 = 5;

/** Why the engine calls the host at a scheduling point. */
export const PREEMPT_POINT: i32 = 0;
export const PREEMPT_QUANTUM: i32 = 1;

/** What a forbidden access met. */
export const FAULT_NULL: i32 = 0;
export const FAULT_GUARD: i32 = 1;
export const FAULT_BEYOND: i32 = 2;

/**
 * Engine memory: its own tables below the shadow, the shadow from here up. 512 MiB of tables, so
 * that 1.75 GiB of the program's memory (two shadow bytes a byte) fit in a 32-bit address space.
 */
export const SHADOW_BASE: u32 = 0x20000000;
export const PROGRAM_MEMORY_LIMIT: u32 = 0x70000000;
/**
 * With locksets there is a third shadow byte for each of the program's: a word a granule, above the
 * other shadow. So 1152 MiB of the program's memory fit then.
 */
export const LOCKSET_MEMORY_LIMIT: u32 = 0x48000000;
export const LOCKSET_BASE: u32 = 0xb0000000;
export const WASM_PAGE_BYTES: i32 = 65536;
