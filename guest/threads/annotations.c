// What programs say to a race detector: ThreadSanitizer's interface (sanitizer/tsan_interface.h),
// the dynamic annotations of Google and Valgrind, and the invisible barrier of LLVM's own tests.

#include "thread.h"
#include <string.h>

// ---- Calls of the instrumentation that mean nothing here ---------------------------------------

void __tsan_init(void) {}
void __tsan_func_entry(void *caller) { (void)caller; }
void __tsan_func_exit(void) {}
void __tsan_flush_memory(void) {}
void __tsan_check_no_mutexes_held(void) { antecede_check_no_locks_held(); }

// ---- Accesses of the thread that are left out --------------------------------------------------

static void ignore_accesses(int32_t change) {
    antecede_ignore(ANTECEDE_READS, change);
    antecede_ignore(ANTECEDE_WRITES, change);
}

void __tsan_ignore_thread_begin(void) { ignore_accesses(1); }
void __tsan_ignore_thread_end(void) { ignore_accesses(-1); }

// ---- Happens-before ----------------------------------------------------------------------------

void __tsan_acquire(void *object) { antecede_acquire(object); }

void __tsan_release(void *object) { antecede_release_merge(object); }

// ---- The program's own locks -------------------------------------------------------------------

// A lock may be a single byte, so its two keys (rwlock.c says why two) lie in a record of its own.
struct keys {
    const void *lock;
    struct keys *next;
    uint32_t writers;
    uint32_t readers;
    uint32_t holds;  // of all threads
    uint32_t levels; // of the writer: a re-entrant lock has several
    uint32_t flags;  // CREATION_FLAGS
};

// LINKER_INITIALIZED: without a beginning or end of its own. NOT_STATIC: its opposite, which is to
// be said at both.
enum {
    BUCKETS = 256,
    LINKER_INITIALIZED = 1 << 0,
    WRITE_REENTRANT = 1 << 1,
    READ_REENTRANT = 1 << 2,
    READ_LOCK = 1 << 3,
    TRY_LOCK = 1 << 4,
    TRY_LOCK_FAILED = 1 << 5,
    RECURSIVE_LOCK = 1 << 6,
    RECURSIVE_UNLOCK = 1 << 7,
    NOT_STATIC = 1 << 8,
    CREATION_FLAGS = LINKER_INITIALIZED | WRITE_REENTRANT | READ_REENTRANT | NOT_STATIC,
};

static struct keys *buckets[BUCKETS];

static struct keys **find(const void *lock) {
    struct keys **at = &buckets[(uintptr_t)lock * 0x9e3779b1u >> 24];
    while (*at && (*at)->lock != lock) at = &(*at)->next;
    return at;
}

static struct keys *keys_of(const void *lock) {
    struct keys **at = find(lock);
    if (!*at) *at = antecede_private_allocate(sizeof **at);
    if (!*at) antecede_unsupported("no memory for another annotated lock");
    (*at)->lock = lock;
    return *at;
}

static void forget(const void *lock) {
    struct keys **at = find(lock);
    struct keys *keys = *at;
    if (!keys) return;
    *at = keys->next;
    antecede_sync_forget(&keys->writers, sizeof keys->writers + sizeof keys->readers);
    antecede_private_free(keys);
}

static void begin(void *lock, uint32_t flags) {
    forget(lock);
    if (flags & CREATION_FLAGS) keys_of(lock)->flags = flags & CREATION_FLAGS;
    antecede_lock_created(lock);
}

static void end(void *lock, uint32_t flags) {
    struct keys *keys = *find(lock);
    uint32_t known = keys ? keys->flags : 0;
    if ((flags | known) & LINKER_INITIALIZED) return;
    if ((flags & NOT_STATIC) && !(known & NOT_STATIC)) return;
    if (keys && keys->holds) antecede_destroyed_in_use(ANTECEDE_DESTROY_OF_LOCKED, lock, 0);
    forget(lock);
    antecede_lock_destroyed(lock);
}

static void locked_to_read(void *lock, int32_t attempt) {
    struct keys *keys = keys_of(lock);
    antecede_acquire_lock(&keys->writers);
    keys->holds++;
    antecede_lock_acquired(lock, ANTECEDE_LOCK_READ | attempt);
}

static void locked_to_write(void *lock, int32_t attempt, uint32_t levels) {
    struct keys *keys = keys_of(lock);
    if (antecede_lock_held(lock) == ANTECEDE_HELD_TO_WRITE) {
        keys->levels += levels;
        return;
    }
    antecede_acquire_lock(&keys->writers);
    antecede_acquire_lock(&keys->readers);
    keys->holds++;
    keys->levels = levels;
    antecede_lock_acquired(lock, ANTECEDE_LOCK_WRITE | attempt);
}

static void unlocked(struct keys *keys, int is_read) {
    void *lock = (void *)keys->lock;
    if (keys->holds) keys->holds--;
    antecede_release_merge(is_read ? &keys->readers : &keys->writers);
    antecede_lock_released(lock, is_read ? ANTECEDE_LOCK_READ : ANTECEDE_LOCK_WRITE);
}

static void unlocked_to_read(void *lock) {
    int32_t held = antecede_lock_held(lock);
    if (held == ANTECEDE_HELD_TO_WRITE) {
        antecede_misused(ANTECEDE_READ_UNLOCK_OF_WRITE_LOCKED, lock, antecede_self->number);
    } else if (held == ANTECEDE_NOT_HELD) {
        antecede_misused(ANTECEDE_WRONG_UNLOCK, lock, -1);
    }
    unlocked(keys_of(lock), 1);
}

// Returns how many levels it gave up: one, or all.
static uint32_t unlocked_to_write(void *lock, int is_all) {
    struct keys *keys = keys_of(lock);
    uint32_t levels = 1;
    int32_t held = antecede_lock_held(lock);
    if (held == ANTECEDE_NOT_HELD) antecede_misused(ANTECEDE_WRONG_UNLOCK, lock, -1);
    if (held == ANTECEDE_HELD_TO_WRITE) {
        if (is_all) levels = keys->levels;
        // An interrupt level's lock has several holders, with one level each.
        if (keys->levels > levels) {
            keys->levels -= levels;
            return levels;
        }
        keys->levels = 0;
    }
    unlocked(keys, 0);
    return levels;
}

void __tsan_mutex_create(void *lock, unsigned flags) { begin(lock, flags); }

void __tsan_mutex_destroy(void *lock, unsigned flags) { end(lock, flags); }

// Between the two halves of an operation runs the lock's own code, which isn't judged: what it
// accesses and what it synchronizes is left out. It may divert from that to other code.
static void ignore_lock_code(int32_t change) {
    ignore_accesses(change);
    antecede_ignore(ANTECEDE_SYNC, change);
}

static void check_lock(void *lock, unsigned flags) {
    if (antecede_lock_held(lock) != ANTECEDE_HELD_TO_WRITE) return;
    unsigned known = *find(lock) ? (*find(lock))->flags : 0;
    if ((flags | known) & WRITE_REENTRANT || flags & (RECURSIVE_LOCK | TRY_LOCK)) return;
    int is_read = (flags & READ_LOCK) != 0;
    antecede_misused(is_read ? ANTECEDE_READ_LOCK_OF_WRITE_LOCKED : ANTECEDE_DOUBLE_LOCK, lock,
                     antecede_self->number);
}

void __tsan_mutex_pre_lock(void *lock, unsigned flags) {
    check_lock(lock, flags);
    ignore_lock_code(1);
}

void __tsan_mutex_post_lock(void *lock, unsigned flags, int recursion) {
    ignore_lock_code(-1);
    if (flags & TRY_LOCK_FAILED) return;
    if (flags & CREATION_FLAGS) keys_of(lock)->flags |= flags & CREATION_FLAGS;
    int32_t attempt = flags & TRY_LOCK ? ANTECEDE_LOCK_ATTEMPT : 0;
    uint32_t levels = flags & RECURSIVE_LOCK && recursion > 0 ? (uint32_t)recursion : 1;
    if (flags & READ_LOCK) locked_to_read(lock, attempt);
    else locked_to_write(lock, attempt, levels);
}

// Returns how many levels of a lock for writing it gave up.
int __tsan_mutex_pre_unlock(void *lock, unsigned flags) {
    uint32_t levels = 0;
    if (flags & READ_LOCK) unlocked_to_read(lock);
    else levels = unlocked_to_write(lock, (flags & RECURSIVE_UNLOCK) != 0);
    ignore_lock_code(1);
    return (int)levels;
}

#define LOCK_CODE(name, change) \
    void name(void *lock, unsigned flags) { \
        (void)lock, (void)flags; \
        ignore_lock_code(change); \
    }

LOCK_CODE(__tsan_mutex_post_unlock, -1)
LOCK_CODE(__tsan_mutex_pre_signal, 1)
LOCK_CODE(__tsan_mutex_post_signal, -1)
LOCK_CODE(__tsan_mutex_pre_divert, -1)
LOCK_CODE(__tsan_mutex_post_divert, 1)

// ---- Objects of libraries: an access to one is an access to its first byte ----------------------

void *__tsan_external_register_tag(const char *object_type) { return (void *)object_type; }
void __tsan_external_register_header(void *tag, const char *header) { (void)tag, (void)header; }
void __tsan_external_assign_tag(void *object, void *tag) { (void)object, (void)tag; }

void __tsan_external_read(void *object, void *caller, void *tag) {
    (void)caller, (void)tag;
    antecede_read_range(object, 1);
}

void __tsan_external_write(void *object, void *caller, void *tag) {
    (void)caller, (void)tag;
    antecede_write_range(object, 1);
}

// ---- Interrupt levels --------------------------------------------------------------------------

// As Eraser treats a kernel's: each level is a lock, and whoever runs at a level holds those of all
// levels up to it. Raising the level waits for nobody.
enum { INTERRUPT_LEVELS = 64 };

static char interrupt_locks[INTERRUPT_LEVELS + 1];
static _Thread_local int interrupt_level;

int AntecedeInterruptLevel(int level) {
    int before = interrupt_level;
    if (level < 0 || level > INTERRUPT_LEVELS) {
        antecede_unsupported("an interrupt level below 0 or above 64");
    }
    for (int at = before + 1; at <= level; at++) {
        locked_to_write(&interrupt_locks[at], ANTECEDE_LOCK_ATTEMPT, 1);
    }
    for (int at = before; at > level; at--) unlocked_to_write(&interrupt_locks[at], 0);
    interrupt_level = level;
    return before;
}

// ---- Dynamic annotations: each begins with the place in the source ------------------------------

#define ANNOTATION(name, ...) \
    REPLACEMENT void name(const char *file, int line __VA_OPT__(, ) __VA_ARGS__)
#define PLACE() ((void)file, (void)line)
#define NO_EFFECT(name, ...) \
    ANNOTATION(name __VA_OPT__(, ) __VA_ARGS__) { PLACE(); }

ANNOTATION(AnnotateHappensBefore, void *object) {
    PLACE();
    antecede_release_merge(object);
}

ANNOTATION(AnnotateHappensAfter, void *object) {
    PLACE();
    antecede_acquire(object);
}

ANNOTATION(AnnotateRWLockCreate, void *lock) {
    PLACE();
    begin(lock, WRITE_REENTRANT);
}

ANNOTATION(AnnotateRWLockCreateStatic, void *lock) {
    PLACE();
    begin(lock, WRITE_REENTRANT | LINKER_INITIALIZED);
}

ANNOTATION(AnnotateRWLockDestroy, void *lock) {
    PLACE();
    end(lock, 0);
}

ANNOTATION(AnnotateRWLockAcquired, void *lock, long is_write) {
    PLACE();
    if (is_write) locked_to_write(lock, 0, 1);
    else locked_to_read(lock, 0);
}

ANNOTATION(AnnotateRWLockReleased, void *lock, long is_write) {
    PLACE();
    if (is_write) unlocked_to_write(lock, 0);
    else unlocked_to_read(lock);
}

// As for any release and acquire: who waits doesn't say for which others.
ANNOTATION(AnnotateBarrierWaitBefore, void *barrier) {
    PLACE();
    antecede_release_merge(barrier);
}

ANNOTATION(AnnotateBarrierWaitAfter, void *barrier) {
    PLACE();
    antecede_acquire(barrier);
}

ANNOTATION(AnnotateThreadName, const char *name) {
    PLACE();
    antecede_thread_name(antecede_self->number, name);
}

ANNOTATION(AnnotateNewMemory, void *memory, size_t bytes) {
    PLACE();
    antecede_shadow_clear(memory, bytes);
}

#define IGNORE(name, what, change) \
    ANNOTATION(name) { \
        PLACE(); \
        antecede_ignore(what, change); \
    }

IGNORE(AnnotateIgnoreReadsBegin, ANTECEDE_READS, 1)
IGNORE(AnnotateIgnoreReadsEnd, ANTECEDE_READS, -1)
IGNORE(AnnotateIgnoreWritesBegin, ANTECEDE_WRITES, 1)
IGNORE(AnnotateIgnoreWritesEnd, ANTECEDE_WRITES, -1)
IGNORE(AnnotateIgnoreSyncBegin, ANTECEDE_SYNC, 1)
IGNORE(AnnotateIgnoreSyncEnd, ANTECEDE_SYNC, -1)

ANNOTATION(AnnotateBenignRace, void *object, const char *why) {
    PLACE();
    (void)why;
    antecede_excuse(object, 0);
}

ANNOTATION(AnnotateBenignRaceSized, void *object, size_t bytes, const char *why) {
    PLACE();
    (void)why;
    if (bytes) antecede_excuse(object, bytes);
}

ANNOTATION(AnnotateExpectRace, void *object, const char *why) {
    antecede_expect_race(object, 0, file, line, why);
}

ANNOTATION(AnnotateFlushExpectedRaces) {
    PLACE();
    antecede_flush_expected();
}

#pragma clang diagnostic ignored "-Wunused-parameter"
NO_EFFECT(AnnotateBarrierInit, void *barrier, long count, long is_reinitialized)
NO_EFFECT(AnnotateBarrierDestroy, void *barrier)
NO_EFFECT(AnnotateCondVarSignal, void *condition)
NO_EFFECT(AnnotateCondVarSignalAll, void *condition)
NO_EFFECT(AnnotateCondVarWait, void *condition, void *lock)
NO_EFFECT(AnnotateMutexIsNotPHB, void *lock)
NO_EFFECT(AnnotateMutexIsUsedAsCondVar, void *lock)
NO_EFFECT(AnnotatePCQCreate, void *queue)
NO_EFFECT(AnnotatePCQDestroy, void *queue)
NO_EFFECT(AnnotatePCQPut, void *queue)
NO_EFFECT(AnnotatePCQGet, void *queue)
NO_EFFECT(AnnotatePublishMemoryRange, void *memory, size_t bytes)
NO_EFFECT(AnnotateUnpublishMemoryRange, void *memory, size_t bytes)
NO_EFFECT(AnnotateEnableRaceDetection, int enable)
NO_EFFECT(AnnotateTraceMemory, void *object)
NO_EFFECT(AnnotateNoOp, void *object)
NO_EFFECT(AnnotateFlushState)
NO_EFFECT(AnnotateMemoryIsInitialized, void *memory, size_t bytes)
NO_EFFECT(AnnotateMemoryIsUninitialized, void *memory, size_t bytes)

ANNOTATION(WTFAnnotateBenignRaceSized, void *object, size_t bytes, const char *why) {
    AnnotateBenignRaceSized(file, line, object, bytes, why);
}

ANNOTATION(WTFAnnotateHappensBefore, void *object) { AnnotateHappensBefore(file, line, object); }

ANNOTATION(WTFAnnotateHappensAfter, void *object) { AnnotateHappensAfter(file, line, object); }

// "1" where the property holds: "sync" is that synchronization is understood.
REPLACEMENT const char *ThreadSanitizerQuery(const char *property) {
    return strcmp(property, "sync") ? "0" : "1";
}

REPLACEMENT int RunningOnValgrind(void) { return 0; }

REPLACEMENT double ValgrindSlowdown(void) { return 1; }

// ---- The invisible barrier of LLVM's tests -----------------------------------------------------

// It forces an order on two threads and gives them no happens-before.
struct invisible_barrier {
    uint16_t count;
    uint16_t arrived;
    uint32_t generation;
};

// LLVM's tests declare it as one 64-bit number.
_Static_assert(sizeof(struct invisible_barrier) == 8, "");

void __tsan_testonly_barrier_init(struct invisible_barrier *barrier, unsigned count) {
    *barrier = (struct invisible_barrier){.count = count};
}

void __tsan_testonly_barrier_wait(struct invisible_barrier *barrier) {
    uint32_t generation = barrier->generation;
    if (++barrier->arrived == barrier->count) {
        barrier->arrived = 0;
        barrier->generation++;
        antecede_wake(&barrier->generation, -1);
    }
    while (barrier->generation == generation) {
        antecede_block(&barrier->generation, NULL, NULL, ANTECEDE_WAIT_BARRIER, barrier);
    }
    antecede_point();
}
