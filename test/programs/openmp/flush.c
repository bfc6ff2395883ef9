// expect: clean; stdout: "42 43\n"; options: -fopenmp
// A flush orders what atomic operations show (OpenMP 5.2, 1.4.6); so do their own clauses.
#include <omp.h>
#include <stdio.h>

static int data, flag, more, other_flag;

int main(void)
{
    int got = 0, got_more = 0;
#pragma omp parallel num_threads(2)
    {
        if (omp_get_thread_num() == 0) {
            data = 42;
#pragma omp flush
#pragma omp atomic write
            flag = 1;
            more = 43;
#pragma omp atomic write release
            other_flag = 1;
        } else {
            int seen = 0;
            while (!seen) {
#pragma omp atomic read
                seen = flag;
            }
#pragma omp flush
            got = data;
            seen = 0;
            while (!seen) {
#pragma omp atomic read acquire
                seen = other_flag;
            }
            got_more = more;
        }
    }
    printf("%d %d\n", got, got_more);
    return 0;
}
