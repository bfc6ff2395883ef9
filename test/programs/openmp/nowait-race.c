// expect: race; races-on: table; options: -fopenmp
// Nothing waits for the loop before one of its results is read.
#include <omp.h>
#include <stdio.h>

static int table[1000];

int main(void)
{
    int error = 0;
#pragma omp parallel num_threads(2)
    {
#pragma omp for nowait
        for (int i = 0; i < 1000; i++)
            table[i] = 5 * i;
        if (omp_get_thread_num() == 0)
            error = table[999] + 1;
    }
    printf("%d\n", error > 0);
    return 0;
}
