// expect: clean; stdout: "200 200 200 200\n"
// Atomics of 1, 2, 4 and 8 bytes.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_uchar one;
static atomic_ushort two;
static atomic_uint four;
static atomic_ullong eight;

static void *count(void *unused)
{
    for (int i = 0; i < 100; i++) {
        one++;
        two++;
        four++;
        eight++;
    }
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, count, NULL);
    pthread_create(&b, NULL, count, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("%u %u %u %llu\n", one, two, four, eight);
    return 0;
}
