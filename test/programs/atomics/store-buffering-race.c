// expect: race; races-on: shared; sequential: no
// Dekker's entry with relaxed orders: both threads may find that the other is not there. Of 64
// rounds one shows it. With seq_cst, or in an interleaving, at most one of them enters.
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_int wants[2];
static int shared;

static void *enter(void *argument)
{
    int me = argument != NULL;
    atomic_store_explicit(&wants[me], 1, memory_order_relaxed);
    if (!atomic_load_explicit(&wants[!me], memory_order_relaxed)) shared++;
    return NULL;
}

int main(void)
{
    for (int round = 0; round < 64; round++) {
        atomic_store(&wants[0], 0);
        atomic_store(&wants[1], 0);
        pthread_t first, second;
        pthread_create(&first, NULL, enter, NULL);
        pthread_create(&second, NULL, enter, &shared);
        pthread_join(first, NULL);
        pthread_join(second, NULL);
    }
    return 0;
}
