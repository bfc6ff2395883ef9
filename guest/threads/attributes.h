// The contents of a pthread_attr_t.

#ifndef ANTECEDE_ATTRIBUTES_H
#define ANTECEDE_ATTRIBUTES_H

#include "thread.h"

struct attributes {
    uint32_t stack_bytes; // 0: the default
    uint32_t guard_bytes;
    char *stack_address; // lowest byte; NULL: ours to choose
    int detached;
    int inherit;
    int scope;
    int policy;
    int priority;
};

_Static_assert(sizeof(struct attributes) <= sizeof(pthread_attr_t), "fits");

// Those of a pthread_attr_t, or the defaults for NULL.
const struct attributes *antecede_attributes(const pthread_attr_t *chosen);

#endif
