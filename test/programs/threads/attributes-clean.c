// expect: clean
// pthread_attr_*: every attribute, its limits, and what a thread makes of it.
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { STACK_BYTES = 1 << 16 };

static char *low, *high;

static void *on_given_stack(void *argument) {
    char here[512];
    memset(here, 1, sizeof here);
    assert(low <= here && here < high);
    return argument;
}

static void *with_sizes(void *argument) {
    pthread_attr_t attributes;
    void *address;
    size_t bytes;
    char here;
    assert(pthread_getattr_np(pthread_self(), &attributes) == 0);
    assert(pthread_attr_getstack(&attributes, &address, &bytes) == 0);
    assert(bytes >= *(size_t *)argument);
    assert((char *)address <= &here && &here < (char *)address + bytes);
    return argument;
}

static void stacks(void) {
    pthread_attr_t attributes;
    pthread_t thread;
    void *address;
    size_t bytes;
    pthread_attr_init(&attributes);
    assert(pthread_attr_getstacksize(&attributes, &bytes) == 0 && bytes == 8 << 20);
    assert(pthread_attr_setstacksize(&attributes, PTHREAD_STACK_MIN - 1) == EINVAL);
    for (size_t wanted = PTHREAD_STACK_MIN; wanted <= 32 << 20; wanted *= 3) {
        assert(pthread_attr_setstacksize(&attributes, wanted) == 0);
        assert(pthread_attr_getstacksize(&attributes, &bytes) == 0 && bytes == wanted);
        assert(pthread_create(&thread, &attributes, with_sizes, &bytes) == 0);
        assert(pthread_join(thread, NULL) == 0);
    }
    assert(pthread_attr_setstack(&attributes, low, PTHREAD_STACK_MIN - 1) == EINVAL);
    low = malloc(STACK_BYTES);
    high = low + STACK_BYTES;
    assert(pthread_attr_setstack(&attributes, low, STACK_BYTES) == 0);
    assert(pthread_attr_getstack(&attributes, &address, &bytes) == 0);
    assert(address == low && bytes == STACK_BYTES);
    for (int i = 0; i < 3; i++) {
        assert(pthread_create(&thread, &attributes, on_given_stack, NULL) == 0);
        assert(pthread_join(thread, NULL) == 0);
        low[i] = 1;
    }
    free(low);
    pthread_attr_destroy(&attributes);
}

static void too_much(void) {
    pthread_attr_t attributes;
    pthread_t thread;
    pthread_attr_init(&attributes);
    assert(pthread_attr_setstacksize(&attributes, 0x7ff00000) == 0);
    assert(pthread_create(&thread, &attributes, on_given_stack, NULL) == EAGAIN);
}

static void scheduling(void) {
    pthread_attr_t attributes;
    struct sched_param parameters = {.sched_priority = 5};
    int value;
    pthread_attr_init(&attributes);
    assert(pthread_attr_getinheritsched(&attributes, &value) == 0);
    assert(value == PTHREAD_INHERIT_SCHED);
    assert(pthread_attr_setinheritsched(&attributes, 7) == EINVAL);
    assert(pthread_attr_setinheritsched(&attributes, PTHREAD_EXPLICIT_SCHED) == 0);
    assert(pthread_attr_getscope(&attributes, &value) == 0 && value == PTHREAD_SCOPE_SYSTEM);
    assert(pthread_attr_setscope(&attributes, PTHREAD_SCOPE_PROCESS) == ENOTSUP);
    assert(pthread_attr_setscope(&attributes, 9) == EINVAL);
    assert(pthread_attr_setschedparam(&attributes, &parameters) == EINVAL);
    assert(pthread_attr_setschedpolicy(&attributes, 77) == EINVAL);
    assert(pthread_attr_setschedpolicy(&attributes, SCHED_RR) == 0);
    assert(pthread_attr_getschedpolicy(&attributes, &value) == 0 && value == SCHED_RR);
    assert(pthread_attr_setschedparam(&attributes, &parameters) == 0);
    parameters.sched_priority = 0;
    assert(pthread_attr_getschedparam(&attributes, &parameters) == 0);
    assert(parameters.sched_priority == 5);
}

static void rest(void) {
    pthread_attr_t attributes;
    size_t bytes;
    int value;
    pthread_attr_init(&attributes);
    assert(pthread_attr_getdetachstate(&attributes, &value) == 0);
    assert(value == PTHREAD_CREATE_JOINABLE);
    assert(pthread_attr_setdetachstate(&attributes, 5) == EINVAL);
    assert(pthread_attr_setguardsize(&attributes, 0) == 0);
    assert(pthread_attr_getguardsize(&attributes, &bytes) == 0 && bytes == 0);
    pthread_t thread;
    bytes = 4096;
    assert(pthread_create(&thread, &attributes, with_sizes, &bytes) == 0);
    assert(pthread_join(thread, NULL) == 0);
    assert(pthread_attr_setstacksize(&attributes, 1 << 18) == 0);
    assert(pthread_setattr_default_np(&attributes) == 0);
    assert(pthread_getattr_default_np(&attributes) == 0);
    assert(pthread_attr_getstacksize(&attributes, &bytes) == 0 && bytes == 1 << 18);
    assert(pthread_getattr_np(thread, &attributes) == ESRCH);
}

int main(void) {
    size_t bytes = 4096;
    with_sizes(&bytes);
    stacks();
    too_much();
    scheduling();
    rest();
    return 0;
}
