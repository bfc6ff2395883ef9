/*
 * What a program can tell Antecede. Without Antecede every macro is empty: the header can be copied
 * into a project and compiled with anything, C89 and C++98 included.
 *
 * All of it holds under every detector: an ignored access is no access, a lock of your own orders
 * and protects. docs/annotations.md says what each is for.
 */
#ifndef ANTECEDE_H
#define ANTECEDE_H

#ifdef __ANTECEDE__

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

void AnnotateIgnoreReadsBegin(const char *file, int line);
void AnnotateIgnoreReadsEnd(const char *file, int line);
void AnnotateIgnoreWritesBegin(const char *file, int line);
void AnnotateIgnoreWritesEnd(const char *file, int line);
void AnnotateIgnoreSyncBegin(const char *file, int line);
void AnnotateIgnoreSyncEnd(const char *file, int line);
void AnnotateNewMemory(const char *file, int line, void *memory, size_t bytes);
void AnnotateRWLockCreate(const char *file, int line, void *lock);
void AnnotateRWLockDestroy(const char *file, int line, void *lock);
void AnnotateRWLockAcquired(const char *file, int line, void *lock, long is_write);
void AnnotateRWLockReleased(const char *file, int line, void *lock, long is_write);
void AnnotateHappensBefore(const char *file, int line, void *object);
void AnnotateHappensAfter(const char *file, int line, void *object);
void AnnotateBenignRaceSized(const char *file, int line, void *object, size_t bytes,
                             const char *why);
void AnnotateExpectRace(const char *file, int line, void *object, const char *why);
void AnnotateFlushExpectedRaces(const char *file, int line);
void AnnotateThreadName(const char *file, int line, const char *name);
int AntecedeInterruptLevel(int level);

#ifdef __cplusplus
}
#endif

#define ANTECEDE_AT __FILE__, __LINE__

/* The calling thread's accesses, from here to the end that belongs to it; they nest. */
#define ANTECEDE_IGNORE_READS_BEGIN() AnnotateIgnoreReadsBegin(ANTECEDE_AT)
#define ANTECEDE_IGNORE_READS_END() AnnotateIgnoreReadsEnd(ANTECEDE_AT)
#define ANTECEDE_IGNORE_WRITES_BEGIN() AnnotateIgnoreWritesBegin(ANTECEDE_AT)
#define ANTECEDE_IGNORE_WRITES_END() AnnotateIgnoreWritesEnd(ANTECEDE_AT)
#define ANTECEDE_IGNORE_BEGIN() \
    (ANTECEDE_IGNORE_READS_BEGIN(), ANTECEDE_IGNORE_WRITES_BEGIN())
#define ANTECEDE_IGNORE_END() (ANTECEDE_IGNORE_WRITES_END(), ANTECEDE_IGNORE_READS_END())
/* What it synchronizes with orders nothing. */
#define ANTECEDE_IGNORE_SYNC_BEGIN() AnnotateIgnoreSyncBegin(ANTECEDE_AT)
#define ANTECEDE_IGNORE_SYNC_END() AnnotateIgnoreSyncEnd(ANTECEDE_AT)

/* A private allocator hands the memory out: nothing before counts. */
#define ANTECEDE_NEW_MEMORY(memory, bytes) \
    AnnotateNewMemory(ANTECEDE_AT, (void *)(memory), (bytes))
#define ANTECEDE_REUSE(memory, bytes) ANTECEDE_NEW_MEMORY(memory, bytes)

/* A lock of the program's own making, named by any address. */
#define ANTECEDE_LOCK_CREATE(lock) AnnotateRWLockCreate(ANTECEDE_AT, (void *)(lock))
#define ANTECEDE_LOCK_DESTROY(lock) AnnotateRWLockDestroy(ANTECEDE_AT, (void *)(lock))
#define ANTECEDE_READ_LOCK(lock) AnnotateRWLockAcquired(ANTECEDE_AT, (void *)(lock), 0)
#define ANTECEDE_READ_UNLOCK(lock) AnnotateRWLockReleased(ANTECEDE_AT, (void *)(lock), 0)
#define ANTECEDE_WRITE_LOCK(lock) AnnotateRWLockAcquired(ANTECEDE_AT, (void *)(lock), 1)
#define ANTECEDE_WRITE_UNLOCK(lock) AnnotateRWLockReleased(ANTECEDE_AT, (void *)(lock), 1)

/* What comes before the first happens before what comes after the second, on one object. */
#define ANTECEDE_HAPPENS_BEFORE(object) AnnotateHappensBefore(ANTECEDE_AT, (void *)(object))
#define ANTECEDE_HAPPENS_AFTER(object) AnnotateHappensAfter(ANTECEDE_AT, (void *)(object))

/* Races on the object are known and not to be reported; until its memory is used anew. */
#define ANTECEDE_BENIGN_RACE(pointer, why) \
    ANTECEDE_BENIGN_RACE_SIZED(pointer, sizeof *(pointer), why)
#define ANTECEDE_BENIGN_RACE_SIZED(memory, bytes, why) \
    AnnotateBenignRaceSized(ANTECEDE_AT, (void *)(memory), (bytes), (why))
/* At file scope, of a variable. */
#define ANTECEDE_BENIGN_RACE_STATIC(variable, why) \
    __attribute__((constructor)) static void antecede_benign_##variable(void) { \
        ANTECEDE_BENIGN_RACE_SIZED(&(variable), sizeof(variable), why); \
    } \
    extern int antecede_no_declaration

/* In tests: a race on what begins here is not reported, and the run fails if there is none. */
#define ANTECEDE_EXPECT_RACE(object, why) \
    AnnotateExpectRace(ANTECEDE_AT, (void *)(object), (why))
/* Those expected until now must have shown themselves. */
#define ANTECEDE_FLUSH_EXPECTED_RACES() AnnotateFlushExpectedRaces(ANTECEDE_AT)

#define ANTECEDE_THREAD_NAME(name) AnnotateThreadName(ANTECEDE_AT, (name))

/* Interrupts up to the level (0 to 64) are masked; gives the level before. */
#define ANTECEDE_INTERRUPT_LEVEL(level) AntecedeInterruptLevel(level)

#else

#define ANTECEDE_IGNORE_READS_BEGIN() ((void)0)
#define ANTECEDE_IGNORE_READS_END() ((void)0)
#define ANTECEDE_IGNORE_WRITES_BEGIN() ((void)0)
#define ANTECEDE_IGNORE_WRITES_END() ((void)0)
#define ANTECEDE_IGNORE_BEGIN() ((void)0)
#define ANTECEDE_IGNORE_END() ((void)0)
#define ANTECEDE_IGNORE_SYNC_BEGIN() ((void)0)
#define ANTECEDE_IGNORE_SYNC_END() ((void)0)
#define ANTECEDE_NEW_MEMORY(memory, bytes) ((void)0)
#define ANTECEDE_REUSE(memory, bytes) ((void)0)
#define ANTECEDE_LOCK_CREATE(lock) ((void)0)
#define ANTECEDE_LOCK_DESTROY(lock) ((void)0)
#define ANTECEDE_READ_LOCK(lock) ((void)0)
#define ANTECEDE_READ_UNLOCK(lock) ((void)0)
#define ANTECEDE_WRITE_LOCK(lock) ((void)0)
#define ANTECEDE_WRITE_UNLOCK(lock) ((void)0)
#define ANTECEDE_HAPPENS_BEFORE(object) ((void)0)
#define ANTECEDE_HAPPENS_AFTER(object) ((void)0)
#define ANTECEDE_BENIGN_RACE(pointer, why) ((void)0)
#define ANTECEDE_BENIGN_RACE_SIZED(memory, bytes, why) ((void)0)
#define ANTECEDE_BENIGN_RACE_STATIC(variable, why) extern int antecede_no_declaration
#define ANTECEDE_EXPECT_RACE(object, why) ((void)0)
#define ANTECEDE_FLUSH_EXPECTED_RACES() ((void)0)
#define ANTECEDE_THREAD_NAME(name) ((void)0)
#define ANTECEDE_INTERRUPT_LEVEL(level) ((void)(level), 0)

#endif

/* Eraser's own names (Savage et al., TOCS 1997, section 3.3). */
#define EraserIgnoreOn() ANTECEDE_IGNORE_BEGIN()
#define EraserIgnoreOff() ANTECEDE_IGNORE_END()
#define EraserReuse(address, size) ANTECEDE_REUSE(address, size)
#define EraserReadLock(lock) ANTECEDE_READ_LOCK(lock)
#define EraserReadUnlock(lock) ANTECEDE_READ_UNLOCK(lock)
#define EraserWriteLock(lock) ANTECEDE_WRITE_LOCK(lock)
#define EraserWriteUnlock(lock) ANTECEDE_WRITE_UNLOCK(lock)

#endif
