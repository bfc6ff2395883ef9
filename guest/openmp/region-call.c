// The call of a region's function, which must be by its very type.

#include "team.h"

// Each captured variable is an argument of its own, of a pointer's size: T are their types, V those
// of them from number n on, F the first.
#define T1 , void *
#define T2 T1 T1
#define T4 T2 T2
#define T8 T4 T4
#define T16 T8 T8
#define T24 T16 T8
#define T32 T16 T16
#define T40 T32 T8
#define T48 T32 T16
#define T56 T32 T24
#define T0
#define V1(n) , v[n]
#define V2(n) V1(n) V1(n + 1)
#define V4(n) V2(n) V2(n + 2)
#define V8(n) V4(n) V4(n + 4)
#define F8 V8(0)
#define F16 F8 V8(8)
#define F24 F16 V8(16)
#define F32 F24 V8(24)
#define F40 F32 V8(32)
#define F48 F40 V8(40)
#define F56 F48 V8(48)
#define F0
#define CALL(first, count, types, values)                                                          \
    case first + count:                                                                            \
        ((void (*)(int32_t *, int32_t *T##first types))function)(thread, bound F##first values);   \
        return;
#define EIGHT(n)                                                                                   \
    CALL(n, 0, , )                                                                                 \
    CALL(n, 1, T1, V1(n))                                                                          \
    CALL(n, 2, T2, V2(n))                                                                          \
    CALL(n, 3, T2 T1, V2(n) V1(n + 2))                                                             \
    CALL(n, 4, T4, V4(n))                                                                          \
    CALL(n, 5, T4 T1, V4(n) V1(n + 4))                                                             \
    CALL(n, 6, T4 T2, V4(n) V2(n + 4))                                                             \
    CALL(n, 7, T4 T2 T1, V4(n) V2(n + 4) V1(n + 6))

void antecede_call_region(const struct team *team, int32_t *thread, int32_t *bound) {
    const void *function = team->function;
    void **v = team->arguments;
    switch (team->argument_count) {
        EIGHT(0)
        EIGHT(8)
        EIGHT(16)
        EIGHT(24)
        EIGHT(32)
        EIGHT(40)
        EIGHT(48)
        EIGHT(56)
    }
}
