// expect: race; races-on: table; options: -fopenmp
// Each iteration reads what the next one writes.
#include <omp.h>
#include <stdio.h>

static int table[100];

int main(void)
{
#pragma omp parallel for num_threads(4)
    for (int i = 0; i < 99; i++)
        table[i] = table[i + 1] + 1;
    printf("%d\n", table[0]);
    return 0;
}
