// race on heap: free counts as a write, and nothing orders the other thread's read before it.
//
// Miri and Antecede treat allocation and deallocation as kinds of write. Either the read comes
// first (a race) or the free does (a race, and a use of freed memory besides).
#include <pthread.h>
#include <stdlib.h>

static int *number;

static void *reader(void *unused)
{
    return *number == 7 ? NULL : unused;
}

int main(void)
{
    pthread_t thread;
    number = malloc(sizeof *number);
    *number = 7;
    pthread_create(&thread, NULL, reader, NULL);
    free(number);               // the missing order: join first, then free
    pthread_join(thread, NULL);
    return 0;
}
