// expect: clean; stdout: "main ERANGE, thread EDOM\n"
// errno belongs to the thread (C11 7.5p2), whatever the other does in between.
#include <errno.h>
#include <pthread.h>
#include <stdio.h>

static pthread_barrier_t barrier;
static int thread_saw;

static void *thread(void *unused)
{
    errno = EDOM;
    pthread_barrier_wait(&barrier);
    pthread_barrier_wait(&barrier);
    thread_saw = errno;
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_barrier_init(&barrier, NULL, 2);
    pthread_create(&t, NULL, thread, NULL);
    pthread_barrier_wait(&barrier);
    errno = ERANGE;
    pthread_barrier_wait(&barrier);
    int main_saw = errno;
    pthread_join(t, NULL);
    printf("main %s, thread %s\n", main_saw == ERANGE ? "ERANGE" : "?",
           thread_saw == EDOM ? "EDOM" : "?");
    return 0;
}
