// expect: clean; stdout: "4 4 42 7 3 6 18 2\n"; options: -fopenmp
// single, copyprivate, masked, critical, sections, barrier, threadprivate.
#include <omp.h>
#include <stdio.h>
#include <stdlib.h>

static int own;
#pragma omp threadprivate(own)

int main(void)
{
    int singles = 0, count = 0, answer = 0, first = 0, second = 0, neighbours[4], sum = 0;
    own = 3;
#pragma omp parallel num_threads(4) copyin(own)
    {
        for (int i = 0; i < 4; i++) {
#pragma omp single
            singles++;
        }
        int value;
#pragma omp single copyprivate(value)
        value = 42;
        if (value != 42)
            abort();
#pragma omp masked
        answer = value;
#pragma omp critical(counting)
        count++;
#pragma omp sections
        {
#pragma omp section
            first = 7;
#pragma omp section
            second = 3;
        }
        neighbours[omp_get_thread_num()] = own;
        own += omp_get_thread_num();
#pragma omp barrier
#pragma omp single
        for (int i = 0; i < 4; i++)
            sum += neighbours[i];
    }
    // Threads and their own variables stay.
    int kept = 0;
#pragma omp parallel num_threads(4) reduction(+ : kept)
    kept += own;
    int alone = 0;
#pragma omp parallel if (first == 0)
    alone += 1 + omp_get_num_threads();
    printf("%d %d %d %d %d %d %d %d\n", singles, count, answer, first, second, sum / 2, kept, alone);
    return 0;
}
