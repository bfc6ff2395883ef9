// expect: clean
#define _GNU_SOURCE
#include <assert.h>
#include <sched.h>

int main(void)
{
    cpu_set_t *set = CPU_ALLOC(100);
    size_t bytes = CPU_ALLOC_SIZE(100);
    CPU_ZERO_S(bytes, set);
    CPU_SET_S(99, bytes, set);
    assert(CPU_COUNT_S(bytes, set) == 1 && CPU_ISSET_S(99, bytes, set));
    CPU_FREE(set);
    return 0;
}
