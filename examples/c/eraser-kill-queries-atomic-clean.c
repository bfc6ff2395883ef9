// clean: the flag made atomic; relaxed is enough, since it publishes nothing but itself.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int kill_queries;

static void *query(void *unused)
{
    while (!atomic_load_explicit(&kill_queries, memory_order_relaxed)) {
    }
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, query, NULL);
    pthread_create(&b, NULL, query, NULL);
    atomic_store_explicit(&kill_queries, 1, memory_order_relaxed);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    puts("stopped");
    return 0;
}
