// Thread-specific data (keys) and the destructors of thread_local objects.

#include "thread.h"
#include <errno.h>

struct thread_destructor {
    struct thread_destructor *next;
    void (*function)(void *);
    void *object;
};

struct key {
    int used;
    void (*destructor)(void *);
};

static struct key keys[PTHREAD_KEYS_MAX];

// Beyond every key that there has been.
static pthread_key_t keys_end;

// Where a thread keeps its value; NULL if it has never had one.
static const void **place_of(struct thread *thread, pthread_key_t key) {
    if (key < KEYS_AT_HAND) return &thread->values[key];
    return thread->more_values ? &thread->more_values[key - KEYS_AT_HAND] : NULL;
}

static int is_key(pthread_key_t key) { return key < PTHREAD_KEYS_MAX && keys[key].used; }

REPLACEMENT int pthread_key_create(pthread_key_t *key, void (*destructor)(void *)) {
    for (pthread_key_t index = 0; index < PTHREAD_KEYS_MAX; index++) {
        if (keys[index].used) continue;
        keys[index] = (struct key){1, destructor};
        if (index >= keys_end) keys_end = index + 1;
        antecede_write_range(key, sizeof *key);
        *key = index;
        return 0;
    }
    return EAGAIN;
}

REPLACEMENT int pthread_key_delete(pthread_key_t key) {
    if (!is_key(key)) return EINVAL;
    keys[key] = (struct key){0};
    // The next key of this index begins as NULL in every thread.
    uint32_t position = 0;
    for (struct thread *thread; (thread = antecede_next_thread(&position));) {
        const void **place = place_of(thread, key);
        if (place) *place = NULL;
    }
    return 0;
}

REPLACEMENT void *pthread_getspecific(pthread_key_t key) {
    const void **place = key < PTHREAD_KEYS_MAX ? place_of(antecede_self, key) : NULL;
    return place ? (void *)*place : NULL;
}

REPLACEMENT int pthread_setspecific(pthread_key_t key, const void *value) {
    if (!is_key(key)) return EINVAL;
    struct thread *self = antecede_self;
    if (key >= KEYS_AT_HAND && !self->more_values && value) {
        self->more_values = antecede_private_allocate(MORE_KEYS * sizeof *self->more_values);
        if (!self->more_values) return ENOMEM;
    }
    const void **place = place_of(self, key);
    if (place) *place = value;
    return 0;
}

// Returns whether any destructor was called, which may have set values anew.
static int run_round(struct thread *thread) {
    int called = 0;
    for (pthread_key_t key = 0; key < keys_end; key++) {
        const void **place = place_of(thread, key);
        void *value = place ? (void *)*place : NULL;
        if (!value || !keys[key].used || !keys[key].destructor) continue;
        *place = NULL;
        antecede_call_as_declared((void *)keys[key].destructor, value);
        called = 1;
    }
    return called;
}

void antecede_run_key_destructors(struct thread *thread) {
    for (int round = 0; round < PTHREAD_DESTRUCTOR_ITERATIONS && run_round(thread);) round++;
    antecede_private_free(thread->more_values);
    thread->more_values = NULL;
}

// ---- thread_local ------------------------------------------------------------------------------

// Called by compiled C++ code for each thread_local object that is constructed.
REPLACEMENT int __cxa_thread_atexit_impl(void (*function)(void *), void *object, void *library) {
    (void)library;
    struct thread_destructor *destructor = antecede_private_allocate(sizeof *destructor);
    if (!destructor) return -1;
    *destructor = (struct thread_destructor){antecede_self->destructors, function, object};
    antecede_self->destructors = destructor;
    return 0;
}

REPLACEMENT int __cxa_thread_atexit(void (*function)(void *), void *object, void *library) {
    return __cxa_thread_atexit_impl(function, object, library);
}

void antecede_run_thread_local_destructors(struct thread *thread) {
    while (thread->destructors) {
        struct thread_destructor destructor = *thread->destructors;
        antecede_private_free(thread->destructors);
        thread->destructors = destructor.next;
        destructor.function(destructor.object);
    }
}
