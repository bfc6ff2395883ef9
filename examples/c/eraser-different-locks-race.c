// race on v: each thread locks, but not the same lock (Eraser's figure 3 spread over two threads).
//
// The candidate set C(v) is {mu1} after the one thread and empty after the other: no lock protects
// v. Nor does anything order the two threads.
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t mu1 = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t mu2 = PTHREAD_MUTEX_INITIALIZER;
static int v;

static void *thread(void *unused)
{
    pthread_mutex_lock(&mu2);
    v = v + 1;
    pthread_mutex_unlock(&mu2);
    return NULL;
}

int main(void)
{
    pthread_t other;
    pthread_create(&other, NULL, thread, NULL);
    pthread_mutex_lock(&mu1);
    v = v + 1;
    pthread_mutex_unlock(&mu1);
    pthread_join(other, NULL);
    printf("%d\n", v);
    return 0;
}
