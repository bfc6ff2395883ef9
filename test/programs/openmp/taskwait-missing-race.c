// expect: race; races-on: result; options: -fopenmp
// Its child has not been waited for.
#include <omp.h>
#include <stdio.h>

static int result, done;

// Executed by this thread, it is in order.
static int ran_here(int value)
{
    return value < 0;
}

int main(void)
{
#pragma omp parallel num_threads(2)
#pragma omp single
    {
#pragma omp task
        {
            result = 1;
#pragma omp atomic write
            done = 1;
        }
        int seen;
        do {
#pragma omp taskyield
#pragma omp atomic read
            seen = done;
        } while (!seen || ran_here(result));
    }
    printf("%d\n", result);
    return 0;
}
