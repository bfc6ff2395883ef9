// expect: deadlock; sequential: no; native: skip
// Who comes first waits for the other, who will see that and post. With relaxed orders both may
// see nobody: both wait for good. Of 64 rounds one shows it.
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_int came[2];
static sem_t posted[2];

static void *meet(void *argument)
{
    int me = argument != NULL;
    atomic_store_explicit(&came[me], 1, memory_order_relaxed);
    if (atomic_load_explicit(&came[!me], memory_order_relaxed)) sem_post(&posted[!me]);
    else sem_wait(&posted[me]);
    return NULL;
}

int main(void)
{
    for (int round = 0; round < 64; round++) {
        for (int i = 0; i < 2; i++) {
            atomic_store(&came[i], 0);
            sem_init(&posted[i], 0, 0);
        }
        pthread_t first, second;
        pthread_create(&first, NULL, meet, NULL);
        pthread_create(&second, NULL, meet, &posted);
        pthread_join(first, NULL);
        pthread_join(second, NULL);
    }
    return 0;
}
