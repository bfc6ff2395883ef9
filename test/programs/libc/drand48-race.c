// expect: race; tsan: silent
// POSIX.1-2017 XSH 2.9.1 lists drand48, lrand48 and mrand48 as not thread-safe: they share a state.
#define _GNU_SOURCE
#include <pthread.h>
#include <stdlib.h>

static void *draw(void *unused)
{
    lrand48();
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, draw, NULL);
    drand48();
    pthread_join(thread, NULL);
    return 0;
}
