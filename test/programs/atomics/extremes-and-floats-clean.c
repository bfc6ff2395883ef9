// expect: clean; stdout: "150 98 200 -49 576460752303423488 -49 24.5 0 7\n"
// Operations that LLVM's ThreadSanitizer pass leaves alone.
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>

static _Atomic float counted;
static _Atomic double halves;
static int most = -5;
static unsigned char least = 200;
static signed char small = -3;
static uint64_t wide = 5;
static short taken;
static double highest;
static struct {
    int a, b;
} pairs[3];

static void *worker(void *argument)
{
    int number = *(int *)argument;
    for (int i = 0; i < 50; i++) {
        counted++;
        counted += 1.5f;
        counted--;
        halves--;
        halves++;
        __atomic_fetch_max(&most, number * i, __ATOMIC_RELAXED);
        __atomic_fetch_min(&least, (unsigned char)(255 - i), __ATOMIC_SEQ_CST);
        __atomic_fetch_min(&small, (signed char)-i, __ATOMIC_ACQ_REL);
        __atomic_fetch_max(&wide, UINT64_C(1) << (i + 10), __ATOMIC_RELEASE);
        __atomic_min_fetch(&taken, (short)-i, __ATOMIC_RELAXED);
        __atomic_fetch_max(&highest, i * 0.5, __ATOMIC_RELAXED);
        __atomic_fetch_max(&pairs[1].b, 7, __ATOMIC_RELAXED);
    }
    return NULL;
}

int main(void)
{
    pthread_t threads[2];
    int numbers[2] = {1, 2};
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, worker, &numbers[i]);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    printf("%g %d %d %d %llu %d %g %g %d\n", (double)counted, most, least, small,
           (unsigned long long)wide, taken, highest, (double)halves, pairs[1].b);
    return 0;
}
