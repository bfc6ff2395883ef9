// What the guest may ask of the engine and the host: every import of module "antecede", once.
//
// Guest code is atomic: a fiber switch happens only inside a function marked SWITCHES. So the state
// of the guest runtime itself needs no locks, but may have changed after such a call.
// Keys and addresses: each 4-byte granule of memory is a synchronization key of its own, so one
// object (a mutex, a barrier) may use several.

#ifndef ANTECEDE_RUNTIME_H
#define ANTECEDE_RUNTIME_H

#include <stddef.h>
#include <stdint.h>

#define ANTECEDE_IMPORT(name) __attribute__((import_module("antecede"), import_name(#name)))
#define SWITCHES

struct thread;

// The order argument of the atomic operations, as in C11 7.17.3.
enum antecede_order {
    ANTECEDE_RELAXED = 0,
    ANTECEDE_CONSUME = 1,
    ANTECEDE_ACQUIRE = 2,
    ANTECEDE_RELEASE = 3,
    ANTECEDE_ACQ_REL = 4,
    ANTECEDE_SEQ_CST = 5,
};

// How a lock is held or asked for (src/layout/numbers.ts).
enum antecede_lock_mode {
    ANTECEDE_LOCK_WRITE = 0,
    ANTECEDE_LOCK_READ = 1,
    ANTECEDE_LOCK_ATTEMPT = 2,         // might have failed: trylock, or with a time limit
    ANTECEDE_LOCK_PREFERS_WRITERS = 4, // readers wait behind waiting writers
};

// How a thread holds a lock.
enum antecede_held {
    ANTECEDE_NOT_HELD = 0,
    ANTECEDE_HELD_TO_WRITE = 1,
    ANTECEDE_HELD_TO_READ = 2,
};

// Uses of synchronization objects that POSIX leaves undefined, or that fail with an error which no
// correct program provokes (src/detector/misuse.ts has the words).
enum antecede_misuse {
    ANTECEDE_DOUBLE_LOCK = 0,
    ANTECEDE_WRONG_UNLOCK = 1,
    ANTECEDE_DESTROY_OF_LOCKED = 2,
    ANTECEDE_INVALID_MUTEX = 3,
    ANTECEDE_READ_LOCK_OF_WRITE_LOCKED = 4,
    ANTECEDE_READ_UNLOCK_OF_WRITE_LOCKED = 5,
    ANTECEDE_WAIT_WITHOUT_MUTEX = 6,
    ANTECEDE_WAIT_WITH_TWO_MUTEXES = 7,
    ANTECEDE_DESTROY_OF_CONDITION_IN_USE = 8,
    ANTECEDE_INVALID_CONDITION = 9,
    ANTECEDE_INVALID_BARRIER = 10,
    ANTECEDE_DESTROY_OF_BARRIER_IN_USE = 11,
    ANTECEDE_INIT_OF_BARRIER_IN_USE = 12,
    ANTECEDE_DESTROY_OF_SEMAPHORE_IN_USE = 13,
    ANTECEDE_INVALID_SEMAPHORE = 14,
    ANTECEDE_JOIN_OF_INVALID_THREAD = 15,
    ANTECEDE_JOIN_OF_SELF = 16,
    ANTECEDE_DETACH_OF_INVALID_THREAD = 17,
    // 18, mutex held in the wrong context: antecede_check_no_locks_held.
};

// What a thread waits for; reports name it.
enum antecede_wait_kind {
    ANTECEDE_WAIT_FUTEX = 0,
    ANTECEDE_WAIT_MUTEX = 1,
    ANTECEDE_WAIT_CONDITION = 2,
    ANTECEDE_WAIT_READ_LOCK = 3,
    ANTECEDE_WAIT_WRITE_LOCK = 4,
    ANTECEDE_WAIT_JOIN = 5,
    ANTECEDE_WAIT_BARRIER = 6,
    ANTECEDE_WAIT_SEMAPHORE = 7,
    ANTECEDE_WAIT_ONCE = 8,
    ANTECEDE_WAIT_SPINLOCK = 9,
    ANTECEDE_WAIT_OTHER = 10,
};

enum antecede_signature {
    ANTECEDE_USUAL_SIGNATURE = 0, // void *(*)(void *), or what can't be called as a thread at all
    ANTECEDE_TAKES_NOTHING = 1,
    ANTECEDE_GIVES_NOTHING = 2,
    ANTECEDE_TAKES_AND_GIVES_NOTHING = 3,
};

enum antecede_wait_result {
    ANTECEDE_WOKEN = 0,
    ANTECEDE_CHANGED = 1, // *word != expected at the call
    ANTECEDE_TIMED_OUT = 2,
    ANTECEDE_INTERRUPTED = 3, // by antecede_interrupt (cancellation)
};

enum antecede_drain_reason {
    ANTECEDE_MAIN_RETURNED = 0,
    ANTECEDE_EXIT_CALLED = 1,
    ANTECEDE_MAIN_THREAD_EXITED = 2, // pthread_exit on the main thread
};

enum antecede_trap_kind {
    ANTECEDE_TRAP_ABORT = 0,
    ANTECEDE_TRAP_ASSERTION = 1,
    ANTECEDE_TRAP_STACK_OVERFLOW = 2,
    ANTECEDE_TRAP_INVALID_FREE = 3,
};

enum antecede_option {
    ANTECEDE_OPTION_SPURIOUS_WAKEUPS = 0,
    ANTECEDE_OPTION_ALIVE_THREADS = 1,
    ANTECEDE_OPTION_MEMORY_LIMIT_BYTES = 2,
    ANTECEDE_OPTION_HAS_FINDINGS = 3, // races and misuse so far: 1, else 0
};

// ---- Happens-before (engine) -------------------------------------------------------------------

// A scheduling point: each synchronization operation ends with one, after its effect.
ANTECEDE_IMPORT(point) SWITCHES void antecede_switch_point(void);

// A decision of the scheduler is due. reason: PREEMPT_POINT or PREEMPT_QUANTUM.
ANTECEDE_IMPORT(preempt) SWITCHES void antecede_decide(int32_t reason);
void antecede_preempt(int32_t reason);

// Some thread may have a signal to act on: threads/signals.c.
extern uint32_t antecede_signals_on_the_way;
void antecede_deliver_signals(void);

// The same, and what handlers of signals do there.
static inline void antecede_point(void) {
    antecede_switch_point();
    if (antecede_signals_on_the_way) antecede_deliver_signals();
}

// C_t joins S[key].
ANTECEDE_IMPORT(acquire) void antecede_acquire(const void *key);

// The same of a lock: the edge says nothing of which of two critical sections must come first.
ANTECEDE_IMPORT(acquire_lock) void antecede_acquire_lock(const void *key);

// S[key] := C_t; tick.
ANTECEDE_IMPORT(release_store) void antecede_release_store(const void *key);

// S[key] joins C_t; tick.
ANTECEDE_IMPORT(release_merge) void antecede_release_merge(const void *key);

// Drops the clocks of all keys in the range (init, destroy).
ANTECEDE_IMPORT(sync_forget) void antecede_sync_forget(const void *start, uint32_t bytes);

// Which locks are held, and in which order they are taken; no happens-before of their own.
// mode: enum antecede_lock_mode, several of them together.
ANTECEDE_IMPORT(lock_acquired) void antecede_lock_acquired(void *lock, int32_t mode);
ANTECEDE_IMPORT(lock_released) void antecede_lock_released(void *lock, int32_t mode);

// From now on another lock has this address.
ANTECEDE_IMPORT(lock_created) void antecede_lock_created(void *lock);
ANTECEDE_IMPORT(lock_destroyed) void antecede_lock_destroyed(void *lock);

// Conditions are waited for with this lock.
ANTECEDE_IMPORT(lock_is_monitor) void antecede_lock_is_monitor(const void *lock);

// How the running thread holds the lock: enum antecede_held.
ANTECEDE_IMPORT(lock_held) int32_t antecede_lock_held(const void *lock);

// ---- Atomics (engine) --------------------------------------------------------------------------

// Returns the value read; `newest` is the value now in memory.
ANTECEDE_IMPORT(atomic_load)
SWITCHES int64_t antecede_atomic_load(const void *p, int32_t size, int32_t order, int64_t newest);

// The same of a store that is chosen: `store` counts back from the newest, which is 0.
ANTECEDE_IMPORT(atomic_load_at)
SWITCHES int64_t antecede_atomic_load_at(const void *p, int32_t size, int32_t order, int64_t newest,
                                         int32_t store);

#define ANTECEDE_NO_FAILURE (-1)

// Which store a compare-exchange reads if it fails, or ANTECEDE_NO_FAILURE. spurious: it fails
// whatever it reads.
ANTECEDE_IMPORT(atomic_failure)
int32_t antecede_atomic_failure(const void *p, int32_t size, int32_t order, int64_t expected,
                                int64_t newest, int32_t spurious);

// From the seed: whether a weak compare-exchange fails for no reason.
ANTECEDE_IMPORT(spurious_failure) int32_t antecede_spurious_failure(void);

// Called after memory was written; `old` is what it held before.
ANTECEDE_IMPORT(atomic_store)
SWITCHES void antecede_atomic_store(void *p, int32_t size, int32_t order, int64_t old,
                                    int64_t value);

// Called after memory was written; `old` is the value that the operation read.
ANTECEDE_IMPORT(atomic_rmw)
SWITCHES void antecede_atomic_rmw(void *p, int32_t size, int32_t order, int64_t old, int64_t value);

ANTECEDE_IMPORT(atomic_fence) SWITCHES void antecede_atomic_fence(int32_t order);

// ---- Plain memory (engine) ---------------------------------------------------------------------

// Plain accesses of the caller of an interceptor. bytes == 0 is fine.
ANTECEDE_IMPORT(read_range) SWITCHES void antecede_read_range(const void *p, uint32_t bytes);
ANTECEDE_IMPORT(write_range) SWITCHES void antecede_write_range(void *p, uint32_t bytes);

// The write of an object's pointer to its virtual functions.
ANTECEDE_IMPORT(vptr_write) SWITCHES void antecede_vptr_write(void *p);

// The life of a heap block; both are kinds of write.
ANTECEDE_IMPORT(allocate) void antecede_allocate(void *p, uint32_t bytes);
ANTECEDE_IMPORT(deallocate) void antecede_deallocate(void *p, uint32_t bytes);

// Forgets all accesses to the range (fresh stacks, TLS blocks).
ANTECEDE_IMPORT(shadow_clear) void antecede_shadow_clear(void *p, uint32_t bytes);

// A synchronization object is used, as by a read; or begins or ends, as by a write. Happens-before's
// alone: no lock protects a lock.
ANTECEDE_IMPORT(object_used) void antecede_object_used(const void *object);
ANTECEDE_IMPORT(object_renewed) void antecede_object_renewed(void *object);

// From now on an access to the range is a stack overflow.
ANTECEDE_IMPORT(guard) void antecede_guard(void *p, uint32_t bytes);

// From now on plain accesses to the range are no events: the standard lets threads share it.
ANTECEDE_IMPORT(exempt) void antecede_exempt(void *p, uint32_t bytes);

// The program has so much memory from now on. There may have been more already.
ANTECEDE_IMPORT(opened) void antecede_opened(uint32_t pages);

// There was no memory for a block of so many bytes.
ANTECEDE_IMPORT(refused) void antecede_refused(uint32_t bytes);

// ---- What programs say of their accesses (engine and host) -------------------------------------

enum antecede_ignored { ANTECEDE_READS = 0, ANTECEDE_WRITES = 1, ANTECEDE_SYNC = 2 };

// One more request of the calling thread to leave these out, or one less. what: enum
// antecede_ignored; change: 1 or -1.
ANTECEDE_IMPORT(ignore) void antecede_ignore(int32_t what, int32_t change);

// Races here are not reported. bytes == 0: of accesses that begin at p.
ANTECEDE_IMPORT(excuse) uint32_t antecede_excuse(const void *p, uint32_t bytes);

// The same, and a finding if none has shown itself when the run ends, or at the next call of
// antecede_flush_expected.
ANTECEDE_IMPORT(expect_race)
void antecede_expect_race(const void *p, uint32_t bytes, const char *file, int32_t line,
                          const char *why);
ANTECEDE_IMPORT(flush_expected) void antecede_flush_expected(void);

// ---- Threads and waiting (host) ----------------------------------------------------------------

// Sleeps while *word == expected. timeout_ns is virtual time, < 0: none. kind: enum
// antecede_wait_kind; object: what the report names. Returns enum antecede_wait_result.
ANTECEDE_IMPORT(wait)
SWITCHES int32_t antecede_wait(uint32_t *word, uint32_t expected, int64_t timeout_ns, int32_t kind,
                               const void *object);

// Wakes up to count waiters (-1: all), which ones is the schedule's choice; returns how many.
ANTECEDE_IMPORT(wake) int32_t antecede_wake(uint32_t *word, int32_t count);

// The same as a signal: who is woken goes on because of the caller.
ANTECEDE_IMPORT(signal) int32_t antecede_signal(uint32_t *word, int32_t count);

// A waiting t returns ANTECEDE_INTERRUPTED from its wait.
ANTECEDE_IMPORT(interrupt) void antecede_interrupt(struct thread *t);

// Prefers another thread.
ANTECEDE_IMPORT(yield) SWITCHES void antecede_yield(void);

// 1, and done, if no other thread can run (engine). Else the caller is to yield.
ANTECEDE_IMPORT(yield_alone) SWITCHES int32_t antecede_yield_alone(void);

// Virtual time; returns ANTECEDE_WOKEN (0) or ANTECEDE_INTERRUPTED.
ANTECEDE_IMPORT(sleep) SWITCHES int32_t antecede_sleep(int64_t ns);

// Makes a fiber that calls antecede_thread_entry(t). Returns its number, or -1 at the limit
// (EAGAIN). The happens-before edge from parent to child is included.
ANTECEDE_IMPORT(spawn)
int32_t antecede_spawn(struct thread *t, void *stack_top, void *tls_block, void *start_function);

// How a function of the program is declared, as far as threads care: enum antecede_signature.
ANTECEDE_IMPORT(signature) int32_t antecede_signature(void *function);

// Ends the current fiber. The guest has marked t done and woken its joiners before.
ANTECEDE_IMPORT(thread_end) SWITCHES _Noreturn void antecede_thread_end(struct thread *t);

// The happens-before edge from the end of that thread to the caller.
ANTECEDE_IMPORT(joined) void antecede_joined(int32_t number);

// Nobody will join that thread.
ANTECEDE_IMPORT(detached) void antecede_detached(int32_t number);

// A thread of the program's own making, by the running thread: its number in reports, or -1 at the
// limit. The happens-before edge from parent to child is included.
ANTECEDE_IMPORT(fiber_start) int32_t antecede_fiber_start(void);

// From now on what the running thread does is that one's: a fiber, or a thread itself.
ANTECEDE_IMPORT(fiber_select) void antecede_fiber_select(int32_t number);

// That fiber, which nobody runs, does nothing any more.
ANTECEDE_IMPORT(fiber_end) void antecede_fiber_end(int32_t number);

// The program misuses an object. misuse: enum antecede_misuse; other: the number of the thread that
// holds it, or that it is; -1 if there is none or it isn't known.
ANTECEDE_IMPORT(misused) void antecede_misused(int32_t misuse, const void *object, int32_t other);

// A misuse for each lock that the running thread holds.
ANTECEDE_IMPORT(check_no_locks_held) void antecede_check_no_locks_held(void);

// Returns when all other threads have ended, can never go on, or the bound is reached.
// how: enum antecede_drain_reason.
ANTECEDE_IMPORT(drain) SWITCHES void antecede_drain(int32_t how);

ANTECEDE_IMPORT(thread_name) void antecede_thread_name(int32_t number, const char *name);

// ---- The process (host) ------------------------------------------------------------------------

ANTECEDE_IMPORT(proc_exit) SWITCHES _Noreturn void antecede_proc_exit(int32_t code);

// The program's own failure. kind: enum antecede_trap_kind.
ANTECEDE_IMPORT(trap) SWITCHES _Noreturn void antecede_trap(int32_t kind, const char *message);

// A C++ exception is thrown: should it end the program, its stack is what the report shows.
ANTECEDE_IMPORT(thrown) void antecede_thrown(const void *exception);

// The engine calls it for an access to where no memory is. kind, address and access as it has them.
void antecede_fault(int32_t kind, uint32_t address, int32_t access);

// Ends the run: what such an access ends it with, by a thread whose stack may be used up.
ANTECEDE_IMPORT(end_by_fault)
SWITCHES _Noreturn void antecede_end_by_fault(int32_t kind, uint32_t address, int32_t overflown);

// Whether the running thread has used up its stack.
ANTECEDE_IMPORT(has_overflown) int32_t antecede_has_overflown(void);

// Ends the run: an exception that nothing catches. message: its type and what().
ANTECEDE_IMPORT(uncaught)
SWITCHES _Noreturn void antecede_uncaught(const void *exception, const char *message);

// Ends the run: the program needs what we can't give.
ANTECEDE_IMPORT(unsupported) SWITCHES _Noreturn void antecede_unsupported(const char *name);

// Numbered as in WASI.
enum antecede_clock { ANTECEDE_REALTIME = 0, ANTECEDE_MONOTONIC = 1 };

// Virtual nanoseconds. clock_id: enum antecede_clock.
ANTECEDE_IMPORT(clock_now) int64_t antecede_clock_now(int32_t clock_id);

// From the seed.
ANTECEDE_IMPORT(random32) uint32_t antecede_random32(void);

// which: enum antecede_option.
ANTECEDE_IMPORT(option) int32_t antecede_option(int32_t which);

#endif
