// expect: race; races-on: temporary; options: -fopenmp
// It should be private.
#include <omp.h>
#include <stdio.h>

static int temporary, table[100];

int main(void)
{
#pragma omp parallel for num_threads(2)
    for (int i = 0; i < 100; i++) {
        temporary = table[i] + i;
        table[i] = temporary;
    }
    printf("%d\n", table[0]);
    return 0;
}
