// Of Intel's intrinsics what threads use besides vectors: the pause of a spin, fences, prefetches,
// the time stamp. Vectors are native code, which can't be judged.
#ifndef ANTECEDE_IMMINTRIN_H
#define ANTECEDE_IMMINTRIN_H

#include <time.h>

#define _MM_HINT_T0 3
#define _MM_HINT_T1 2
#define _MM_HINT_T2 1
#define _MM_HINT_NTA 0

#define _mm_pause() __builtin_ia32_pause()
#define _mm_mfence() __builtin_ia32_mfence()
#define _mm_lfence() __builtin_ia32_lfence()
#define _mm_sfence() __builtin_ia32_sfence()
#define _mm_clflush(address) ((void)(address))
#define _mm_prefetch(address, hint) ((void)(address))
#define __rdtsc() __builtin_ia32_rdtsc()
#define _rdtsc() __builtin_ia32_rdtsc()

// A nanosecond of virtual time is a tick.
static __inline__ unsigned long long __builtin_ia32_rdtsc(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (unsigned long long)now.tv_sec * 1000000000ull + (unsigned long long)now.tv_nsec;
}

#endif
