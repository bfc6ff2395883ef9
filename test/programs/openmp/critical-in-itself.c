// expect: deadlock; kinds: double-lock; options: -fopenmp; native: skip
#include <stdio.h>

static int one(void)
{
    int result;
#pragma omp critical
    result = 1;
    return result;
}

int main(void)
{
    int sum = 0;
#pragma omp parallel num_threads(2)
    {
#pragma omp critical
        sum += one();
    }
    printf("%d\n", sum);
    return 0;
}
