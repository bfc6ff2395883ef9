// expect: race; races-on: sum; options: -fopenmp
// Each thread adds to the one sum.
#include <omp.h>
#include <stdio.h>

static int sum;

int main(void)
{
#pragma omp parallel for num_threads(2)
    for (int i = 0; i < 100; i++)
        sum += i;
    printf("%d\n", sum >= 0);
    return 0;
}
