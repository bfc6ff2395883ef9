// expect: race; races-on: answer; options: -fopenmp
// masked has no barrier at its end.
#include <omp.h>
#include <stdio.h>

static int answer;

int main(void)
{
    int sum = 0;
#pragma omp parallel num_threads(2) reduction(+ : sum)
    {
#pragma omp masked
        answer = 42;
        sum += answer;
    }
    printf("%d\n", sum > 0);
    return 0;
}
