// What wasi-libc hides of <sys/random.h>.
#ifndef ANTECEDE_SYS_RANDOM_H
#define ANTECEDE_SYS_RANDOM_H

#include_next <sys/random.h>
#define __NEED_ssize_t
#include <bits/alltypes.h>

#define GRND_NONBLOCK 0x0001
#define GRND_RANDOM 0x0002

#ifdef __cplusplus
extern "C" {
#endif

ssize_t getrandom(void *, size_t, unsigned);

#ifdef __cplusplus
}
#endif

#endif
