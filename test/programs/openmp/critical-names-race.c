// expect: race; races-on: count; options: -fopenmp
// Regions of different names exclude each other not at all.
#include <omp.h>
#include <stdio.h>

static int count, arrived;

int main(void)
{
#pragma omp parallel sections num_threads(2)
    {
#pragma omp section
        {
            int leave;
#pragma omp critical(one)
            count++;
            do {
#pragma omp atomic read
                leave = arrived;
            } while (!leave);
        }
#pragma omp section
        {
#pragma omp critical(other)
            count++;
#pragma omp atomic write
            arrived = 1;
        }
    }
    printf("%d\n", count > 0);
    return 0;
}
