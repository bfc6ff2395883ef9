// expect: race; races-on: count; options: -fopenmp
// Two inner teams are in no order, though each has an end of its own.
#include <omp.h>
#include <stdio.h>

static int count;

int main(void)
{
    omp_set_max_active_levels(2);
#pragma omp parallel num_threads(2)
#pragma omp parallel num_threads(2)
    {
        if (omp_get_thread_num() == 1)
            count++;
    }
    printf("%d\n", count > 0);
    return 0;
}
