// expect: race; races-on: state; tsan: silent
// erand48 changes the state that it is given.
#define _GNU_SOURCE
#include <pthread.h>
#include <stdlib.h>

static unsigned short state[3];

static void *draw(void *unused)
{
    erand48(state);
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, draw, NULL);
    erand48(state);
    pthread_join(thread, NULL);
    return 0;
}
