// What programs tell Helgrind, told to Antecede.

#ifndef __HELGRIND_H
#define __HELGRIND_H

#include <valgrind/annotations.h>

#define VALGRIND_HG_MUTEX_INIT_POST(lock, is_recursive) \
    ((void)(is_recursive), ANTECEDE_LOCK_CREATE(lock))
#define VALGRIND_HG_MUTEX_LOCK_PRE(lock, is_attempt) ((void)(lock), (void)(is_attempt))
#define VALGRIND_HG_MUTEX_LOCK_POST(lock) ANTECEDE_WRITE_LOCK(lock)
#define VALGRIND_HG_MUTEX_UNLOCK_PRE(lock) ANTECEDE_WRITE_UNLOCK(lock)
#define VALGRIND_HG_MUTEX_UNLOCK_POST(lock) ((void)(lock))
#define VALGRIND_HG_MUTEX_DESTROY_PRE(lock) ANTECEDE_LOCK_DESTROY(lock)

#define VALGRIND_HG_SEM_INIT_POST(semaphore, value) ANNOTATE_SEM_INIT_PRE(semaphore, value)
#define VALGRIND_HG_SEM_WAIT_POST(semaphore) ANNOTATE_SEM_WAIT_POST(semaphore)
#define VALGRIND_HG_SEM_POST_PRE(semaphore) ANNOTATE_SEM_POST_PRE(semaphore)
#define VALGRIND_HG_SEM_DESTROY_PRE(semaphore) ((void)(semaphore))

#define VALGRIND_HG_CLEAN_MEMORY(memory, bytes) ANTECEDE_NEW_MEMORY(memory, bytes)
#define VALGRIND_HG_DISABLE_CHECKING(memory, bytes) \
    ANTECEDE_BENIGN_RACE_SIZED(memory, bytes, "checking is disabled")

#endif
