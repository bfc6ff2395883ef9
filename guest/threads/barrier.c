// Barriers. The threads that meet are a generation, and have a record of their own: the arrivals
// release into its key, the leavers acquire from it. So a late leaver sees exactly the arrivals of
// its own generation, and never touches the barrier, which the serial thread may have destroyed.

#include "thread.h"
#include <errno.h>

struct generation {
    uint32_t complete; // waiters wait on it; the key too
    uint32_t inside;   // threads that have yet to leave
    struct generation *next_free;
};

struct barrier {
    uint32_t count;
    uint32_t arrived;
    struct generation *generation; // NULL: nobody has arrived
    uint32_t mark;                 // of an initialized barrier: mark_of
};

_Static_assert(sizeof(struct barrier) <= sizeof(pthread_barrier_t), "fits");

static struct generation *free_generations;

static struct barrier *of(pthread_barrier_t *barrier) { return (struct barrier *)barrier; }

static struct generation *new_generation(void) {
    struct generation *generation = free_generations;
    if (!generation) return antecede_private_allocate(sizeof *generation);
    free_generations = generation->next_free;
    *generation = (struct generation){0};
    antecede_sync_forget(generation, sizeof *generation);
    return generation;
}

static void leave(struct generation *generation) {
    antecede_acquire(generation);
    if (--generation->inside) return;
    generation->next_free = free_generations;
    free_generations = generation;
}

// What memory that is no barrier won't hold.
static uint32_t mark_of(const struct barrier *barrier) {
    return (uint32_t)(uintptr_t)barrier ^ 0x62617272u;
}

static int is_initialized(const struct barrier *barrier) {
    return barrier->mark == mark_of(barrier);
}

static int is_invalid(const struct barrier *barrier) {
    if (is_initialized(barrier)) return 0;
    antecede_misused(ANTECEDE_INVALID_BARRIER, barrier, -1);
    return 1;
}

// Every operation begins so, and no hook tells of it.
static int is_unusable(const struct barrier *barrier) {
    if (is_invalid(barrier)) return 1;
    antecede_object_used(barrier);
    return 0;
}

REPLACEMENT int pthread_barrier_init(pthread_barrier_t *restrict object,
                                     const pthread_barrierattr_t *restrict attributes,
                                     unsigned count) {
    (void)attributes;
    if (!count || count > INT32_MAX) return EINVAL;
    struct barrier *barrier = of(object);
    if (is_initialized(barrier) && barrier->arrived) {
        antecede_misused(ANTECEDE_INIT_OF_BARRIER_IN_USE, barrier, -1);
    } else {
        antecede_object_renewed(barrier);
    }
    *barrier = (struct barrier){.count = count, .mark = mark_of(barrier)};
    return 0;
}

REPLACEMENT int pthread_barrier_destroy(pthread_barrier_t *object) {
    struct barrier *barrier = of(object);
    if (is_invalid(barrier)) return EINVAL;
    if (barrier->arrived) {
        antecede_destroyed_in_use(ANTECEDE_DESTROY_OF_BARRIER_IN_USE, barrier, 0);
        return EBUSY;
    }
    antecede_object_ends(barrier);
    barrier->mark = 0;
    return 0;
}

static int wait_for_others(struct barrier *barrier) {
    struct generation *generation = barrier->generation;
    while (!generation->complete) {
        antecede_block(&generation->complete, NULL, NULL, ANTECEDE_WAIT_BARRIER, barrier);
    }
    leave(generation);
    return 0;
}

static int complete(struct barrier *barrier) {
    struct generation *generation = barrier->generation;
    barrier->generation = NULL;
    barrier->arrived = 0;
    generation->complete = 1;
    antecede_wake(&generation->complete, -1);
    leave(generation);
    return PTHREAD_BARRIER_SERIAL_THREAD;
}

REPLACEMENT int pthread_barrier_wait(pthread_barrier_t *object) {
    struct barrier *barrier = of(object);
    if (is_unusable(barrier)) return EINVAL;
    if (!barrier->generation) barrier->generation = new_generation();
    if (!barrier->generation) return ENOMEM;
    barrier->arrived++;
    barrier->generation->inside++;
    antecede_release_merge(barrier->generation);
    int result = barrier->arrived < barrier->count ? wait_for_others(barrier) : complete(barrier);
    antecede_point();
    return result;
}

// ---- Attributes --------------------------------------------------------------------------------

REPLACEMENT int pthread_barrierattr_init(pthread_barrierattr_t *attributes) {
    attributes->__attr = PTHREAD_PROCESS_PRIVATE;
    return 0;
}

REPLACEMENT int pthread_barrierattr_destroy(pthread_barrierattr_t *attributes) {
    (void)attributes;
    return 0;
}

REPLACEMENT int pthread_barrierattr_setpshared(pthread_barrierattr_t *attributes, int shared) {
    if (shared != PTHREAD_PROCESS_PRIVATE && shared != PTHREAD_PROCESS_SHARED) return EINVAL;
    attributes->__attr = (unsigned)shared;
    return 0;
}

REPLACEMENT int pthread_barrierattr_getpshared(const pthread_barrierattr_t *restrict attributes,
                                               int *restrict shared) {
    *shared = (int)attributes->__attr;
    return 0;
}
