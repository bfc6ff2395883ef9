// The life of a thread: create, run, end, join, detach.
//
// Nothing may free the stack that it runs on. An ending thread marks itself done, wakes its joiners
// and calls antecede_thread_end, with no switch in between; its stack and thread-local block go
// back to the pool when the next thread is created or ends. struct thread itself lives until the
// thread is joined, or detached and ended.

#include "thread.h"
#include "attributes.h"
#include <errno.h>
#include <stdlib.h>

void __wasm_init_tls(void *block);

struct thread antecede_main_thread = {
    // The handle of slot 0 in its first generation (registry.c).
    .handle = (pthread_t)1,
    .ownership = JOINABLE,
};

_Thread_local struct thread *antecede_self = &antecede_main_thread;

// Its memory is still to be given back.
static struct thread *last_ended;

static void release_ended(void) {
    struct thread *thread = last_ended;
    last_ended = NULL;
    if (!thread) return;
    antecede_stack_give_back(thread);
    if (thread->ownership == DETACHED) antecede_private_free(thread);
}

// ---- Create and run ----------------------------------------------------------------------------

static void inherit_scheduling(struct thread *thread, const struct attributes *attributes) {
    int explicit = attributes->inherit == PTHREAD_EXPLICIT_SCHED;
    thread->policy = explicit ? attributes->policy : antecede_self->policy;
    thread->priority = explicit ? attributes->priority : antecede_self->priority;
}

static int give_stack(struct thread *thread, const struct attributes *attributes) {
    if (attributes->stack_address) {
        return antecede_stack_adopt(thread, attributes->stack_address, attributes->stack_bytes);
    }
    thread->guard_bytes = attributes->guard_bytes;
    return antecede_stack_take(thread, attributes->stack_bytes, attributes->guard_bytes);
}

static void discard(struct thread *thread) {
    if (thread->handle) antecede_unregister(thread);
    antecede_stack_give_back(thread);
    antecede_private_free(thread);
}

int antecede_create(pthread_t *handle, const pthread_attr_t *chosen, void *(*start)(void *),
                    void *argument) {
    release_ended();
    const struct attributes *attributes = antecede_attributes(chosen);
    struct thread *thread = antecede_private_allocate(sizeof *thread);
    if (!thread) return EAGAIN;
    int error = give_stack(thread, attributes);
    if (!error && !antecede_register(thread)) error = EAGAIN;
    if (error) {
        discard(thread);
        return error;
    }
    thread->start = start;
    thread->argument = argument;
    thread->ownership = attributes->detached ? DETACHED : JOINABLE;
    thread->signal_mask = antecede_self->signal_mask;
    inherit_scheduling(thread, attributes);
    // As in glibc and musl, the handle is stored before the new thread can read it.
    antecede_write_range(handle, sizeof *handle);
    *handle = thread->handle;
    int32_t number =
        antecede_spawn(thread, thread->stack_top, thread->tls_block, (void *)(uintptr_t)start);
    if (number < 0) {
        discard(thread);
        return EAGAIN;
    }
    thread->number = number;
    if (thread->ownership == DETACHED) antecede_detached(number);
    antecede_point();
    return 0;
}

REPLACEMENT int pthread_create(pthread_t *restrict handle,
                               const pthread_attr_t *restrict attributes, void *(*start)(void *),
                               void *restrict argument) {
    return antecede_create(handle, attributes, start, argument);
}

void *antecede_call_as_declared(void *function, void *argument) {
    switch (antecede_signature(function)) {
    case ANTECEDE_TAKES_NOTHING:
        return ((void *(*)(void))function)();
    case ANTECEDE_GIVES_NOTHING:
        ((void (*)(void *))function)(argument);
        return NULL;
    case ANTECEDE_TAKES_AND_GIVES_NOTHING:
        ((void (*)(void))function)();
        return NULL;
    default:
        return ((void *(*)(void *))function)(argument);
    }
}

static void *run(void *starting) {
    const struct thread *thread = starting;
    return antecede_call_as_declared((void *)thread->start, thread->argument);
}

static void finish(struct thread *self, void *result);

// Returns as the fiber's last act, so that its stack is free at once.
__attribute__((export_name("antecede_thread_entry"))) void
antecede_thread_entry(struct thread *thread) {
    __wasm_init_tls(thread->tls_block);
    antecede_self = thread;
    finish(thread, antecede_call(run, thread));
}

// ---- End ---------------------------------------------------------------------------------------

// POSIX: the end of the main thread by pthread_exit isn't that of the process, whose exit status
// is 0 once the last thread has ended.
static _Noreturn void end_main_thread(struct thread *self) {
    // No fiber of the main thread ends before the process, so its last edge is a key of our own.
    antecede_release_store(&self->done);
    antecede_drain(ANTECEDE_MAIN_THREAD_EXITED);
    exit(0);
}

static void finish(struct thread *self, void *result) {
    self->exiting = 1;
    antecede_run_cleanup(self);
    antecede_run_thread_local_destructors(self);
    antecede_run_key_destructors(self);
    if (antecede_leave_fiber) antecede_leave_fiber();
    if (antecede_dismiss_workers) antecede_dismiss_workers();
    antecede_mutexes_abandon(self);
    release_ended();
    self->result = result;
    self->done = 1;
    antecede_wake(&self->done, -1);
    if (self->ownership == DETACHED) antecede_unregister(self);
    if (self == &antecede_main_thread) end_main_thread(self);
    last_ended = self;
}

_Noreturn void antecede_exit(void *result) {
    finish(antecede_self, result);
    antecede_thread_end(antecede_self);
}

REPLACEMENT _Noreturn void pthread_exit(void *result) { antecede_exit(result); }

// ---- Join and detach ---------------------------------------------------------------------------

static void forget_joined(struct thread *thread) {
    antecede_unregister(thread);
    if (thread == &antecede_main_thread) return;
    if (thread == last_ended) thread->ownership = DETACHED; // freed with its stack
    else antecede_private_free(thread);
}

static void collect(struct thread *thread, void **result) {
    if (thread == &antecede_main_thread) antecede_acquire(&thread->done);
    else antecede_joined(thread->number);
    void *value = thread->result;
    forget_joined(thread);
    if (!result) return;
    antecede_write_range(result, sizeof *result);
    *result = value;
}

// POSIX: undefined unless the handle is that of another, joinable thread.
static int misused(int32_t misuse, pthread_t handle, const struct thread *thread, int error) {
    int32_t number = thread ? thread->number : antecede_last_number(handle);
    antecede_misused(misuse, (const void *)handle, number);
    return error;
}

static int check_joinable(pthread_t handle, const struct thread *thread) {
    if (!thread) return misused(ANTECEDE_JOIN_OF_INVALID_THREAD, handle, thread, ESRCH);
    if (thread == antecede_self) return misused(ANTECEDE_JOIN_OF_SELF, handle, thread, EDEADLK);
    if (thread->ownership == JOINABLE) return 0;
    return misused(ANTECEDE_JOIN_OF_INVALID_THREAD, handle, thread, EINVAL);
}

static int join(pthread_t handle, void **result, const struct deadline *deadline) {
    pthread_testcancel();
    struct thread *thread = antecede_find(handle);
    int error = check_joinable(handle, thread);
    if (error) return error;
    thread->ownership = BEING_JOINED;
    int32_t why = ANTECEDE_WOKEN;
    while (!thread->done && (why == ANTECEDE_WOKEN || why == ANTECEDE_CHANGED)) {
        why = antecede_block_cancellable(&thread->done, NULL, deadline, ANTECEDE_WAIT_JOIN, thread);
    }
    if (!thread->done) thread->ownership = JOINABLE;
    if (!thread->done && why == ANTECEDE_INTERRUPTED) antecede_cancel_self();
    if (thread->done) collect(thread, result);
    else error = ETIMEDOUT;
    antecede_point();
    return error;
}

REPLACEMENT int pthread_join(pthread_t handle, void **result) { return join(handle, result, NULL); }

REPLACEMENT int pthread_clockjoin_np(pthread_t handle, void **result, clockid_t clock,
                                     const struct timespec *at) {
    struct deadline deadline;
    int error = antecede_read_deadline(&deadline, clock, at);
    return error ? error : join(handle, result, &deadline);
}

REPLACEMENT int pthread_timedjoin_np(pthread_t handle, void **result, const struct timespec *at) {
    return pthread_clockjoin_np(handle, result, CLOCK_REALTIME, at);
}

REPLACEMENT int pthread_tryjoin_np(pthread_t handle, void **result) {
    struct thread *thread = antecede_find(handle);
    int error = check_joinable(handle, thread);
    if (error) return error;
    if (thread->done) collect(thread, result);
    else error = EBUSY;
    antecede_point();
    return error;
}

REPLACEMENT int pthread_detach(pthread_t handle) {
    struct thread *thread = antecede_find(handle);
    if (!thread) return misused(ANTECEDE_DETACH_OF_INVALID_THREAD, handle, thread, ESRCH);
    if (thread->ownership != JOINABLE) {
        return misused(ANTECEDE_DETACH_OF_INVALID_THREAD, handle, thread, EINVAL);
    }
    antecede_detached(thread->number);
    if (thread->done) forget_joined(thread);
    else thread->ownership = DETACHED;
    antecede_point();
    return 0;
}
