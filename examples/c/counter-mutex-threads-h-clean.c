// clean: the same counter with C11's own <threads.h> instead of pthreads.
//
// mtx_unlock synchronizes with later mtx_lock calls (C11 7.26.4), thrd_join with the thread's end.
#include <stdio.h>
#include <threads.h>

static mtx_t lock;
static int counter;

static int count(void *unused)
{
    for (int i = 0; i < 1000; i++) {
        mtx_lock(&lock);
        counter++;
        mtx_unlock(&lock);
    }
    return 0;
}

int main(void)
{
    thrd_t threads[4];
    mtx_init(&lock, mtx_plain);
    for (int i = 0; i < 4; i++)
        thrd_create(&threads[i], count, NULL);
    for (int i = 0; i < 4; i++)
        thrd_join(threads[i], NULL);
    printf("%d\n", counter);
    mtx_destroy(&lock);
    return 0;
}
