// Random numbers from the seed of the run. rand and random are libc's own generators, which always
// begin alike; their state is hidden, so it isn't the program's access.

#define _GNU_SOURCE
#include "intercept.h"
#include <errno.h>
#include <stdlib.h>
#include <sys/random.h>
#include <unistd.h>

enum { GETENTROPY_LIMIT_BYTES = 256 };

int __real_rand_r(unsigned *);

static void fill(unsigned char *to, size_t bytes) {
    uint32_t word = 0;
    for (size_t i = 0; i < bytes; i++, word >>= 8) {
        if (i % sizeof word == 0) word = antecede_random32();
        to[i] = (unsigned char)word;
    }
}

INTERCEPTOR int rand_r(unsigned *seed) {
    int value = __real_rand_r(seed);
    reads(seed, sizeof *seed);
    writes(seed, sizeof *seed);
    return value;
}

// ---- With a state of the caller's ---------------------------------------------------------------

// glibc's generator for a state of eight bytes, of which the first four are its own.
static int32_t next(int32_t *state) {
    *state = (int32_t)(((uint32_t)*state * 1103515245u + 12345u) & INT32_MAX);
    return *state;
}

static int fail(void) {
    errno = EINVAL;
    return -1;
}

REPLACEMENT int srandom_r(unsigned seed, struct random_data *data) {
    if (!data->state) return fail();
    *data->state = seed ? (int32_t)(seed & INT32_MAX) : 1;
    reads(data, sizeof *data);
    writes(data->state, sizeof *data->state);
    return 0;
}

REPLACEMENT int initstate_r(unsigned seed, char *restrict state, size_t bytes,
                            struct random_data *restrict data) {
    if (bytes < 8) return fail();
    data->state = (int32_t *)state;
    writes(data, sizeof *data);
    return srandom_r(seed, data);
}

REPLACEMENT int random_r(struct random_data *restrict data, int32_t *restrict result) {
    if (!data->state) return fail();
    *result = next(data->state);
    reads(data, sizeof *data);
    writes(data->state, sizeof *data->state);
    writes(result, sizeof *result);
    return 0;
}

// POSIX's generator of 48 bits, X(n+1) = a X(n) + c, with the parameters in the caller's data.
static const uint64_t MULTIPLIER = 0x5deece66dull;
enum { ADDEND = 0xb };

static uint64_t step48(unsigned short x[3], struct drand48_data *data) {
    uint64_t before = (uint64_t)x[2] << 32 | (uint64_t)x[1] << 16 | x[0];
    uint64_t a = data->__a ? data->__a : MULTIPLIER;
    uint64_t value = (before * a + (data->__a ? data->__c : ADDEND)) & 0xffffffffffffull;
    for (int i = 0; i < 3; i++) x[i] = (unsigned short)(value >> 16 * i);
    // The data may hold x, too.
    reads(data, sizeof *data);
    writes(x, 3 * sizeof *x);
    return value;
}

REPLACEMENT int srand48_r(long seed, struct drand48_data *data) {
    *data = (struct drand48_data){
        .__x = {0x330e, (unsigned short)seed, (unsigned short)((unsigned long)seed >> 16)},
        .__c = ADDEND,
        .__a = MULTIPLIER,
    };
    writes(data, sizeof *data);
    return 0;
}

REPLACEMENT int seed48_r(unsigned short x[3], struct drand48_data *data) {
    *data = (struct drand48_data){.__x = {x[0], x[1], x[2]}, .__c = ADDEND, .__a = MULTIPLIER};
    reads(x, 3 * sizeof *x);
    writes(data, sizeof *data);
    return 0;
}

REPLACEMENT int lcong48_r(unsigned short p[7], struct drand48_data *data) {
    *data = (struct drand48_data){
        .__x = {p[0], p[1], p[2]},
        .__c = p[6],
        .__a = (uint64_t)p[5] << 32 | (uint64_t)p[4] << 16 | p[3],
    };
    reads(p, 7 * sizeof *p);
    writes(data, sizeof *data);
    return 0;
}

REPLACEMENT int erand48_r(unsigned short x[3], struct drand48_data *restrict data,
                          double *restrict result) {
    *result = (double)step48(x, data) / (double)(1ull << 48);
    writes(result, sizeof *result);
    return 0;
}

REPLACEMENT int nrand48_r(unsigned short x[3], struct drand48_data *restrict data,
                          long *restrict result) {
    *result = (long)(step48(x, data) >> 17);
    writes(result, sizeof *result);
    return 0;
}

REPLACEMENT int jrand48_r(unsigned short x[3], struct drand48_data *restrict data,
                          long *restrict result) {
    *result = (int32_t)(step48(x, data) >> 16);
    writes(result, sizeof *result);
    return 0;
}

REPLACEMENT int drand48_r(struct drand48_data *restrict data, double *restrict result) {
    return erand48_r(data->__x, data, result);
}

REPLACEMENT int lrand48_r(struct drand48_data *restrict data, long *restrict result) {
    return nrand48_r(data->__x, data, result);
}

REPLACEMENT int mrand48_r(struct drand48_data *restrict data, long *restrict result) {
    return jrand48_r(data->__x, data, result);
}

// ---- From the seed of the run ------------------------------------------------------------------

REPLACEMENT int getentropy(void *to, size_t bytes) {
    if (bytes > GETENTROPY_LIMIT_BYTES) {
        errno = EIO;
        return -1;
    }
    fill(to, bytes);
    writes(to, bytes);
    return 0;
}

REPLACEMENT ssize_t getrandom(void *to, size_t bytes, unsigned flags) {
    (void)flags;
    fill(to, bytes);
    writes(to, bytes);
    return (ssize_t)bytes;
}

REPLACEMENT uint32_t arc4random(void) { return antecede_random32(); }

REPLACEMENT void arc4random_buf(void *to, size_t bytes) {
    fill(to, bytes);
    writes(to, bytes);
}

// Rejection, so that each value is as likely as the others.
REPLACEMENT uint32_t arc4random_uniform(uint32_t bound) {
    if (bound < 2) return 0;
    uint32_t least = -bound % bound;
    uint32_t value;
    do value = antecede_random32();
    while (value < least);
    return value % bound;
}
