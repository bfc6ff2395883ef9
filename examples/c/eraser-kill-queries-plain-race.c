// race on kill_queries: a "benign" race is a race.
//
// Threads look at a flag now and then and stop when it is set. What should go wrong? The compiler
// may read it once and keep it in a register. Since C11 the behaviour is undefined.
#include <pthread.h>
#include <stdio.h>

static int kill_queries;

static void *query(void *unused)
{
    while (!kill_queries) {
        // … another piece of the answer …
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
