// clean: a read-modify-write of another thread continues the release sequence.
//
// The reader acquires the value 2, which the helper wrote with a RELAXED fetch_add. But that RMW
// read the writer's 1 and so carries on its release sequence: the reader synchronizes with the
// writer (C++20 [intro.races], P0982).
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static int data;
static atomic_int stage;

static void *writer(void *unused)
{
    data = 42;
    atomic_store_explicit(&stage, 1, memory_order_release);
    return NULL;
}

static void *helper(void *unused)
{
    while (atomic_load_explicit(&stage, memory_order_relaxed) != 1) {
    }
    atomic_fetch_add_explicit(&stage, 1, memory_order_relaxed);
    return NULL;
}

static void *reader(void *unused)
{
    while (atomic_load_explicit(&stage, memory_order_acquire) != 2) {
    }
    printf("%d\n", data);
    return NULL;
}

int main(void)
{
    pthread_t threads[3];
    pthread_create(&threads[0], NULL, writer, NULL);
    pthread_create(&threads[1], NULL, helper, NULL);
    pthread_create(&threads[2], NULL, reader, NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    return 0;
}
