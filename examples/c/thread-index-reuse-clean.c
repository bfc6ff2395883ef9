// clean: a thousand threads, one after another, may share one place in the vector clocks.
//
// Each is joined before the next starts, so no access of a dead one can race any more and its index
// is used again. A clock of a thousand entries would be right too, and slow.
#include <pthread.h>
#include <stdio.h>

static int total;

static void *add_one(void *unused)
{
    total++;
    return NULL;
}

int main(void)
{
    for (int i = 0; i < 1000; i++) {
        pthread_t thread;
        pthread_create(&thread, NULL, add_one, NULL);
        pthread_join(thread, NULL);
    }
    printf("%d\n", total);
    return 0;
}
