// expect: clean; stdout: "200\n"
// A bump allocator: fetch_add on an atomic pointer hands out slots, each to one thread.
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>

static int slots[200];
static atomic_size_t next;

static void *take(void *unused)
{
    for (int i = 0; i < 100; i++)
        slots[atomic_fetch_add_explicit(&next, 1, memory_order_relaxed)]++;
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    int sum = 0;
    pthread_create(&a, NULL, take, NULL);
    pthread_create(&b, NULL, take, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    for (int i = 0; i < 200; i++)
        sum += slots[i];
    printf("%d\n", sum);
    return 0;
}
