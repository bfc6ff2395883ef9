// expect: race; races-on: result; options: -fopenmp
// The child has ended, as a flag shows that orders nothing, but it has not been waited for.
#include <stdio.h>

static int result, done;

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
#pragma omp atomic read
            seen = done;
        } while (!seen);
        printf("%d\n", result);
    }
    return 0;
}
