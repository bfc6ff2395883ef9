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
