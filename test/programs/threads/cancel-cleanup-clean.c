// expect: clean; stdout: "third second key\npopped\nfirst\nexit second key\n"
// Cleanup handlers run last pushed first, with the condition variable's mutex locked; then the
// destructors of keys. pthread_exit runs them too.
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <time.h>

static pthread_mutex_t mutex = PTHREAD_ERRORCHECK_MUTEX_INITIALIZER_NP;
static pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
static pthread_key_t key;

static void say(void *text) { printf("%s", (char *)text); }

static void unlock(void *text) {
    say(text);
    assert(pthread_mutex_unlock(&mutex) == 0);
}

static void *waits(void *argument) {
    pthread_setspecific(key, "key\n");
    pthread_cleanup_push(say, "second ");
    pthread_mutex_lock(&mutex);
    pthread_cleanup_push(unlock, "third ");
    for (;;) pthread_cond_wait(&condition, &mutex);
    pthread_cleanup_pop(0);
    pthread_cleanup_pop(0);
    return argument;
}

static void *pops(void *argument) {
    pthread_cleanup_push(say, "first\n");
    pthread_cleanup_push(say, "not this one\n");
    pthread_cleanup_push(say, "popped\n");
    pthread_cleanup_pop(1);
    pthread_cleanup_pop(0);
    pthread_cleanup_pop(1);
    return argument;
}

static void *exits(void *argument) {
    pthread_setspecific(key, "key\n");
    pthread_cleanup_push(say, "second ");
    pthread_cleanup_push(say, "exit ");
    pthread_exit(argument);
    pthread_cleanup_pop(0);
    pthread_cleanup_pop(0);
}

int main(void) {
    pthread_t thread;
    void *result;
    struct timespec second = {1, 0};
    pthread_key_create(&key, say);
    pthread_create(&thread, NULL, waits, NULL);
    nanosleep(&second, NULL);
    // It is cancelled with the mutex held elsewhere: it must wait for that.
    pthread_mutex_lock(&mutex);
    pthread_cancel(thread);
    nanosleep(&second, NULL);
    assert(pthread_tryjoin_np(thread, NULL) == EBUSY);
    pthread_mutex_unlock(&mutex);
    assert(pthread_join(thread, &result) == 0 && result == PTHREAD_CANCELED);
    pthread_create(&thread, NULL, pops, NULL);
    pthread_join(thread, NULL);
    pthread_create(&thread, NULL, exits, &mutex);
    assert(pthread_join(thread, &result) == 0 && result == &mutex);
    return 0;
}
