// The ANNOTATE_ macros that Helgrind's and DRD's headers share, with the meaning that they have in
// both (docs/annotations.md).

#ifndef __ANTECEDE_VALGRIND_ANNOTATIONS_H
#define __ANTECEDE_VALGRIND_ANNOTATIONS_H

#include <antecede.h>
#include <valgrind/valgrind.h>

#define ANNOTATE_HAPPENS_BEFORE(object) ANTECEDE_HAPPENS_BEFORE(object)
#define ANNOTATE_HAPPENS_AFTER(object) ANTECEDE_HAPPENS_AFTER(object)
#define ANNOTATE_HAPPENS_BEFORE_FORGET_ALL(object) ((void)(object))

#define ANNOTATE_RWLOCK_CREATE(lock) ANTECEDE_LOCK_CREATE(lock)
#define ANNOTATE_RWLOCK_DESTROY(lock) ANTECEDE_LOCK_DESTROY(lock)
#define ANNOTATE_RWLOCK_ACQUIRED(lock, is_write) \
    AnnotateRWLockAcquired(ANTECEDE_AT, (void *)(lock), (is_write))
#define ANNOTATE_RWLOCK_RELEASED(lock, is_write) \
    AnnotateRWLockReleased(ANTECEDE_AT, (void *)(lock), (is_write))
#define ANNOTATE_READERLOCK_ACQUIRED(lock) ANTECEDE_READ_LOCK(lock)
#define ANNOTATE_READERLOCK_RELEASED(lock) ANTECEDE_READ_UNLOCK(lock)
#define ANNOTATE_WRITERLOCK_ACQUIRED(lock) ANTECEDE_WRITE_LOCK(lock)
#define ANNOTATE_WRITERLOCK_RELEASED(lock) ANTECEDE_WRITE_UNLOCK(lock)

#define ANNOTATE_SEM_INIT_PRE(semaphore, value) ((void)(semaphore), (void)(value))
#define ANNOTATE_SEM_DESTROY_POST(semaphore) ((void)(semaphore))
#define ANNOTATE_SEM_WAIT_PRE(semaphore) ((void)(semaphore))
#define ANNOTATE_SEM_WAIT_POST(semaphore) ANTECEDE_HAPPENS_AFTER(semaphore)
#define ANNOTATE_SEM_POST_PRE(semaphore) ANTECEDE_HAPPENS_BEFORE(semaphore)

#define ANNOTATE_BARRIER_INIT(barrier, count, is_reinitialized) \
    ((void)(barrier), (void)(count), (void)(is_reinitialized))
#define ANNOTATE_BARRIER_WAIT_BEFORE(barrier) ANTECEDE_HAPPENS_BEFORE(barrier)
#define ANNOTATE_BARRIER_WAIT_AFTER(barrier) ANTECEDE_HAPPENS_AFTER(barrier)
#define ANNOTATE_BARRIER_DESTROY(barrier) ((void)(barrier))

#define ANNOTATE_IGNORE_READS_BEGIN() ANTECEDE_IGNORE_READS_BEGIN()
#define ANNOTATE_IGNORE_READS_END() ANTECEDE_IGNORE_READS_END()
#define ANNOTATE_IGNORE_WRITES_BEGIN() ANTECEDE_IGNORE_WRITES_BEGIN()
#define ANNOTATE_IGNORE_WRITES_END() ANTECEDE_IGNORE_WRITES_END()
#define ANNOTATE_IGNORE_READS_AND_WRITES_BEGIN() ANTECEDE_IGNORE_BEGIN()
#define ANNOTATE_IGNORE_READS_AND_WRITES_END() ANTECEDE_IGNORE_END()

#define ANNOTATE_BENIGN_RACE(pointer, why) ANTECEDE_BENIGN_RACE(pointer, why)
#define ANNOTATE_BENIGN_RACE_SIZED(memory, bytes, why) \
    ANTECEDE_BENIGN_RACE_SIZED(memory, bytes, why)
#define ANNOTATE_BENIGN_RACE_STATIC(variable, why) ANTECEDE_BENIGN_RACE_STATIC(variable, why)
#define ANNOTATE_EXPECT_RACE(pointer, why) ANTECEDE_EXPECT_RACE(pointer, why)
#define ANNOTATE_NEW_MEMORY(memory, bytes) ANTECEDE_NEW_MEMORY(memory, bytes)
#define ANNOTATE_THREAD_NAME(name) ANTECEDE_THREAD_NAME(name)

// Without effect, as the functions of these names.
#define ANNOTATE_CONDVAR_LOCK_WAIT(condition, lock) ((void)(condition), (void)(lock))
#define ANNOTATE_CONDVAR_WAIT(condition) ((void)(condition))
#define ANNOTATE_CONDVAR_SIGNAL(condition) ((void)(condition))
#define ANNOTATE_CONDVAR_SIGNAL_ALL(condition) ((void)(condition))
#define ANNOTATE_PUBLISH_MEMORY_RANGE(memory, bytes) ((void)(memory), (void)(bytes))
#define ANNOTATE_UNPUBLISH_MEMORY_RANGE(memory, bytes) ((void)(memory), (void)(bytes))
#define ANNOTATE_SWAP_MEMORY_RANGE(memory, bytes) ((void)(memory), (void)(bytes))
#define ANNOTATE_PURE_HAPPENS_BEFORE_MUTEX(lock) ((void)(lock))
#define ANNOTATE_MUTEX_IS_USED_AS_CONDVAR(lock) ((void)(lock))
#define ANNOTATE_PCQ_CREATE(queue) ((void)(queue))
#define ANNOTATE_PCQ_DESTROY(queue) ((void)(queue))
#define ANNOTATE_PCQ_PUT(queue) ((void)(queue))
#define ANNOTATE_PCQ_GET(queue) ((void)(queue))
#define ANNOTATE_TRACE_MEMORY(memory) ((void)(memory))
#define ANNOTATE_NO_OP(argument) ((void)(argument))
#define ANNOTATE_FLUSH_STATE() ((void)0)

#endif
