// expect: race; races-on: count; options: -fopenmp
// Teams know nothing of each other: their loops have no common end.
#include <omp.h>
#include <stdio.h>

static int count;

int main(void)
{
#pragma omp teams num_teams(2)
    count++;
    printf("%d\n", count > 0);
    return 0;
}
