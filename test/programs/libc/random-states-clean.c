// expect: clean
// Generators whose state is the caller's, for threads; those of 48 bits are POSIX's, bit by bit.
#define _GNU_SOURCE
#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

static void *draw(void *unused)
{
    struct random_data data = {0};
    char state[64];
    int32_t value;
    assert(initstate_r(1, state, sizeof state, &data) == 0);
    for (int i = 0; i < 5; i++)
        assert(random_r(&data, &value) == 0 && value >= 0);
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, draw, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    struct drand48_data data;
    double fraction;
    long value;
    srand48(7);
    srand48_r(7, &data);
    drand48_r(&data, &fraction);
    assert(fraction == drand48());
    lrand48_r(&data, &value);
    assert(value == lrand48());
    mrand48_r(&data, &value);
    assert(value == mrand48());
    return 0;
}
