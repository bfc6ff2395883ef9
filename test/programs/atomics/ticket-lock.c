// expect: clean; stdout: "600\n"
// Drawing a ticket may be relaxed: the order comes from `serving`.
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_uint next_ticket, serving;
static int x;

static void *thread(void *unused)
{
    for (int i = 0; i < 200; i++) {
        unsigned mine = atomic_fetch_add_explicit(&next_ticket, 1, memory_order_relaxed);
        while (atomic_load_explicit(&serving, memory_order_acquire) != mine)
            sched_yield();
        x++;
        atomic_store_explicit(&serving, mine + 1, memory_order_release);
    }
    return NULL;
}

int main(void)
{
    pthread_t t[3];
    for (int i = 0; i < 3; i++)
        pthread_create(&t[i], NULL, thread, NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], NULL);
    printf("%d\n", x);
    return 0;
}
