// expect: clean; stdout: "2122 2223 1 1 0\n"; options: -fopenmp
// Regions within regions: of one thread unless more levels are asked for.
#include <omp.h>
#include <stdio.h>

int main(void)
{
    int inner[2][2] = {{0}}, alone = 0, level = 0;
#pragma omp parallel num_threads(2)
#pragma omp parallel num_threads(2)
#pragma omp critical
    alone = omp_get_num_threads();
    omp_set_max_active_levels(2);
#pragma omp parallel num_threads(2)
    {
        int outer = omp_get_thread_num();
#pragma omp parallel num_threads(2)
        {
            int number = omp_get_thread_num(), around = omp_get_ancestor_thread_num(1);
            inner[outer][number] = 10 * omp_get_level() + around + number + omp_get_team_size(1) - 1;
            if (omp_get_ancestor_thread_num(2) != number || omp_get_ancestor_thread_num(3) != -1)
                inner[outer][number] = -1;
        }
    }
#pragma omp parallel if (alone > 5)
    level = omp_get_level() + omp_get_active_level();
    printf("%d%d %d%d %d %d %d\n", inner[0][0], inner[0][1], inner[1][0], inner[1][1], alone, level,
           omp_in_parallel());
    return 0;
}
