// race on kill_queries: volatile is for devices and signal handlers, not for threads.
//
// It keeps the compiler from caching the flag, and does nothing else: C11 5.1.2.4 asks for ATOMIC.
#include <pthread.h>
#include <stdio.h>

static volatile int kill_queries;

static void *query(void *unused)
{
    while (!kill_queries) {
    }
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, query, NULL);
    pthread_create(&b, NULL, query, NULL);
    kill_queries = 1;
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    puts("stopped");
    return 0;
}
