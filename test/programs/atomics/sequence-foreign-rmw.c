// expect: clean
// Relaxed RMWs of two other threads continue the release sequence (C++20 [intro.races]/5).
#include <pthread.h>
#include <stdatomic.h>

static int data;
static atomic_int stage;

static void *head(void *unused)
{
    data = 42;
    atomic_store_explicit(&stage, 1, memory_order_release);
    return NULL;
}

static void *link_in_chain(void *unused)
{
    while (atomic_load_explicit(&stage, memory_order_relaxed) < 1) {
    }
    atomic_fetch_add_explicit(&stage, 1, memory_order_relaxed);
    return NULL;
}

static void *reader(void *unused)
{
    while (atomic_load_explicit(&stage, memory_order_acquire) != 3) {
    }
    return data == 42 ? NULL : unused;
}

int main(void)
{
    pthread_t t[4];
    pthread_create(&t[0], NULL, head, NULL);
    pthread_create(&t[1], NULL, link_in_chain, NULL);
    pthread_create(&t[2], NULL, link_in_chain, NULL);
    pthread_create(&t[3], NULL, reader, NULL);
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    return 0;
}
