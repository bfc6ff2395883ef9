// The contents of a sem_t.

#ifndef ANTECEDE_SEMAPHORE_OBJECT_H
#define ANTECEDE_SEMAPHORE_OBJECT_H

#include "thread.h"
#include <semaphore.h>

struct semaphore {
    uint32_t value; // waiters wait on it
    uint32_t waiters;
    uint32_t state; // DESTROYED_SEMAPHORE, or anything
};

#define DESTROYED_SEMAPHORE 0x44455354u

_Static_assert(sizeof(struct semaphore) <= sizeof(sem_t), "fits");

static inline struct semaphore *antecede_semaphore(sem_t *object) {
    return (struct semaphore *)object;
}

#endif
