// Mutex attributes: bits of one word (mutex.h).

#include "mutex.h"
#include <errno.h>

static int get(const pthread_mutexattr_t *attributes, uint32_t mask, uint32_t shift) {
    return (int)((attributes->__attr & mask) >> shift);
}

static int set(pthread_mutexattr_t *attributes, uint32_t mask, uint32_t shift, int value,
               int last) {
    if (value < 0 || value > last) return EINVAL;
    attributes->__attr = (attributes->__attr & ~mask) | (uint32_t)value << shift;
    return 0;
}

REPLACEMENT int pthread_mutexattr_init(pthread_mutexattr_t *attributes) {
    attributes->__attr = 0;
    return 0;
}

REPLACEMENT int pthread_mutexattr_destroy(pthread_mutexattr_t *attributes) {
    (void)attributes;
    return 0;
}

REPLACEMENT int pthread_mutexattr_settype(pthread_mutexattr_t *attributes, int type) {
    return set(attributes, MUTEX_TYPE, MUTEX_TYPE_SHIFT, type, PTHREAD_MUTEX_ADAPTIVE_NP);
}

REPLACEMENT int pthread_mutexattr_gettype(const pthread_mutexattr_t *restrict attributes,
                                          int *restrict type) {
    *type = get(attributes, MUTEX_TYPE, MUTEX_TYPE_SHIFT);
    return 0;
}

REPLACEMENT int pthread_mutexattr_setrobust(pthread_mutexattr_t *attributes, int robust) {
    return set(attributes, MUTEX_ROBUST, 1, robust, PTHREAD_MUTEX_ROBUST);
}

REPLACEMENT int pthread_mutexattr_getrobust(const pthread_mutexattr_t *restrict attributes,
                                            int *restrict robust) {
    *robust = get(attributes, MUTEX_ROBUST, 1);
    return 0;
}

REPLACEMENT int pthread_mutexattr_setrobust_np(pthread_mutexattr_t *attributes, int robust) {
    return pthread_mutexattr_setrobust(attributes, robust);
}

REPLACEMENT int pthread_mutexattr_getrobust_np(const pthread_mutexattr_t *restrict attributes,
                                               int *restrict robust) {
    return pthread_mutexattr_getrobust(attributes, robust);
}

REPLACEMENT int pthread_mutexattr_setpshared(pthread_mutexattr_t *attributes, int shared) {
    return set(attributes, MUTEX_SHARED, 0, shared, PTHREAD_PROCESS_SHARED);
}

REPLACEMENT int pthread_mutexattr_getpshared(const pthread_mutexattr_t *restrict attributes,
                                             int *restrict shared) {
    *shared = get(attributes, MUTEX_SHARED, 0);
    return 0;
}

REPLACEMENT int pthread_mutexattr_setprotocol(pthread_mutexattr_t *attributes, int protocol) {
    return set(attributes, MUTEX_PROTOCOL, MUTEX_PROTOCOL_SHIFT, protocol, PTHREAD_PRIO_PROTECT);
}

REPLACEMENT int pthread_mutexattr_getprotocol(const pthread_mutexattr_t *restrict attributes,
                                              int *restrict protocol) {
    *protocol = get(attributes, MUTEX_PROTOCOL, MUTEX_PROTOCOL_SHIFT);
    return 0;
}

REPLACEMENT int pthread_mutexattr_setprioceiling(pthread_mutexattr_t *attributes, int ceiling) {
    if (ceiling < sched_get_priority_min(SCHED_FIFO)) return EINVAL;
    int last = sched_get_priority_max(SCHED_FIFO);
    return set(attributes, MUTEX_CEILING, MUTEX_CEILING_SHIFT, ceiling, last);
}

REPLACEMENT int pthread_mutexattr_getprioceiling(const pthread_mutexattr_t *restrict attributes,
                                                 int *restrict ceiling) {
    int chosen = get(attributes, MUTEX_CEILING, MUTEX_CEILING_SHIFT);
    int least = sched_get_priority_min(SCHED_FIFO);
    *ceiling = chosen < least ? least : chosen;
    return 0;
}
