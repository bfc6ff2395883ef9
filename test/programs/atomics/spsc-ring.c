// expect: clean; stdout: "5050\n"
// One producer, one consumer: each index is written by one of them only, so its own may be relaxed.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static int ring[4];
static atomic_uint head, tail;

static void *producer(void *unused)
{
    for (int i = 1; i <= 100; i++) {
        unsigned t = atomic_load_explicit(&tail, memory_order_relaxed);
        while (t - atomic_load_explicit(&head, memory_order_acquire) == 4) {
        }
        ring[t % 4] = i;
        atomic_store_explicit(&tail, t + 1, memory_order_release);
    }
    return NULL;
}

int main(void)
{
    pthread_t p;
    int sum = 0;
    pthread_create(&p, NULL, producer, NULL);
    for (int i = 0; i < 100; i++) {
        unsigned h = atomic_load_explicit(&head, memory_order_relaxed);
        while (h == atomic_load_explicit(&tail, memory_order_acquire)) {
        }
        sum += ring[h % 4];
        atomic_store_explicit(&head, h + 1, memory_order_release);
    }
    pthread_join(p, NULL);
    printf("%d\n", sum);
    return 0;
}
