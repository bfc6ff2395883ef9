// clean: a race that its author calls benign, and that is therefore not reported.
//
// The twin of eraser-kill-queries-plain-race.c. Nothing has become better: the behaviour is as
// undefined as there. An atomic flag would be no harder to write.
#include <antecede.h>
#include <pthread.h>
#include <stdio.h>

static int kill_queries;
ANTECEDE_BENIGN_RACE_STATIC(kill_queries, "set once; queries look at it now and then");

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
