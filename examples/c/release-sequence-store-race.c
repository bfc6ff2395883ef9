// race on data: since C++20 a relaxed store ends every release sequence, also its own thread's.
//
// The writer releases 1, then overwrites it with a relaxed 2, and the reader acquires the 2.
// Until C++17 (and in C17 5.1.2.4, and in gcc's ThreadSanitizer) the later store of the SAME thread
// continued the sequence; P0982 took that away, because compilers and processors could not use it.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static int data;
static atomic_int stage;

static void *writer(void *unused)
{
    data = 42;
    atomic_store_explicit(&stage, 1, memory_order_release);
    atomic_store_explicit(&stage, 2, memory_order_relaxed);
    return NULL;
}

static void *reader(void *unused)
{
    // Relaxed until 2 is there, so that this thread can never have acquired the 1.
    while (atomic_load_explicit(&stage, memory_order_relaxed) != 2) {
    }
    if (atomic_load_explicit(&stage, memory_order_acquire) == 2)
        printf("%d\n", data);
    return NULL;
}

int main(void)
{
    pthread_t w, r;
    pthread_create(&w, NULL, writer, NULL);
    pthread_create(&r, NULL, reader, NULL);
    pthread_join(w, NULL);
    pthread_join(r, NULL);
    return 0;
}
