// expect: clean; stdout: "object 2\nobject 1\nkey\n"
// thread_local variables are each thread's own and fresh; their destructors run before those of
// keys, last constructed first.
#include <assert.h>
#include <pthread.h>
#include <stdio.h>

int __cxa_thread_atexit_impl(void (*function)(void *), void *object, void *library);

static _Thread_local int counter = 10;
static _Thread_local char zeroed[3000];
static _Thread_local _Alignas(64) int aligned = 1;
static pthread_key_t key;

static void destroy(void *object) { printf("object %d\n", *(int *)object); }

static void destroy_key(void *value) { puts(value); }

static void *body(void *argument) {
    assert(counter == 10 && zeroed[0] == 0 && zeroed[2999] == 0 && aligned == 1);
    assert((unsigned long)&aligned % 64 == 0);
    counter = 20;
    zeroed[0] = zeroed[2999] = 1;
    return argument;
}

static void *with_destructors(void *argument) {
    static _Thread_local int first = 1, second = 2;
    pthread_setspecific(key, "key");
    __cxa_thread_atexit_impl(destroy, &first, NULL);
    __cxa_thread_atexit_impl(destroy, &second, NULL);
    return argument;
}

int main(void) {
    pthread_t thread;
    pthread_key_create(&key, destroy_key);
    for (int i = 0; i < 5; i++) {
        pthread_create(&thread, NULL, body, NULL);
        pthread_join(thread, NULL);
    }
    assert(counter == 10 && zeroed[0] == 0);
    pthread_create(&thread, NULL, with_destructors, NULL);
    pthread_join(thread, NULL);
    return 0;
}
