// expect: clean; tsan: any
// Store buffering: x86's full fence orders as C11's does. Pauses and empty assembly are nothing.
#include <assert.h>
#include <immintrin.h>
#include <pthread.h>
#include <stdatomic.h>

static atomic_int x, y, first_done;
static int seen_x, seen_y;

static void *first(void *unused)
{
    atomic_store_explicit(&x, 1, memory_order_relaxed);
    __asm__ __volatile__("mfence" ::: "memory");
    seen_y = atomic_load_explicit(&y, memory_order_relaxed);
    atomic_store_explicit(&first_done, 1, memory_order_release);
    return unused;
}

static void *second(void *unused)
{
    atomic_store_explicit(&y, 1, memory_order_relaxed);
    _mm_mfence();
    seen_x = atomic_load_explicit(&x, memory_order_relaxed);
    while (!atomic_load_explicit(&first_done, memory_order_acquire)) {
        __asm__ volatile("pause\n" ::: "memory");
        __asm__ volatile("rep; nop" ::: "memory");
        __asm__ volatile("" ::: "memory");
        _mm_pause();
        __builtin_ia32_pause();
    }
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, first, NULL);
    pthread_create(&b, NULL, second, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    assert(seen_x || seen_y);
    return 0;
}
