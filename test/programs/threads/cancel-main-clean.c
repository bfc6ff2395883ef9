// expect: clean; stdout: "cleaned up\nthe last\n"
// The main thread is cancelled in a wait: its handlers run, and the process ends with status 0 when
// the last thread has ended.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static pthread_t main_thread;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t condition = PTHREAD_COND_INITIALIZER;

static void clean_up(void *argument) {
    puts("cleaned up");
    pthread_mutex_unlock(argument);
}

static void at_exit(void) { puts("the last"); }

static void *body(void *argument) {
    void *result;
    sleep(1);
    pthread_cancel(main_thread);
    if (pthread_join(main_thread, &result) || result != PTHREAD_CANCELED) exit(1);
    return argument;
}

int main(void) {
    pthread_t thread;
    main_thread = pthread_self();
    atexit(at_exit);
    pthread_create(&thread, NULL, body, NULL);
    pthread_mutex_lock(&mutex);
    pthread_cleanup_push(clean_up, &mutex);
    for (;;) pthread_cond_wait(&condition, &mutex);
    pthread_cleanup_pop(0);
    return 1;
}
