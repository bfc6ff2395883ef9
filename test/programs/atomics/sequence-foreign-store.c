// expect: race; races-on: data; tsan: silent
// A relaxed STORE of another thread ends the sequence, in every edition of the standards (C17
// 5.1.2.4p10). ThreadSanitizer leaves an address's clock alone at a relaxed store.
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

static void *overwrite(void *unused)
{
    while (atomic_load_explicit(&stage, memory_order_relaxed) != 1) {
    }
    atomic_store_explicit(&stage, 2, memory_order_relaxed);
    return NULL;
}

static void *reader(void *unused)
{
    while (atomic_load_explicit(&stage, memory_order_relaxed) != 2) {
    }
    if (atomic_load_explicit(&stage, memory_order_acquire) != 2)
        return unused;
    return data == 42 ? NULL : unused;
}

int main(void)
{
    pthread_t t[3];
    pthread_create(&t[0], NULL, head, NULL);
    pthread_create(&t[1], NULL, overwrite, NULL);
    pthread_create(&t[2], NULL, reader, NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], NULL);
    return 0;
}
