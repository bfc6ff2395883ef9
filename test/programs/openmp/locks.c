// expect: clean; stdout: "103 40 2 0\n"; options: -fopenmp
#include <omp.h>
#include <stdio.h>

static omp_lock_t lock;
static omp_nest_lock_t nested;
static int counted, twice;

static void count_again(void)
{
    omp_set_nest_lock(&nested);
    twice++;
    omp_unset_nest_lock(&nested);
}

int main(void)
{
    omp_init_lock(&lock);
    omp_init_nest_lock(&nested);
#pragma omp parallel for
    for (int i = 0; i < 103; i++) {
        if (i % 2)
            omp_set_lock(&lock);
        else
            while (!omp_test_lock(&lock))
                ;
        counted++;
        omp_unset_lock(&lock);
    }
#pragma omp parallel for
    for (int i = 0; i < 20; i++) {
        omp_set_nest_lock(&nested);
        twice++;
        count_again();
        omp_unset_nest_lock(&nested);
    }
    omp_test_nest_lock(&nested);
    int depth = omp_test_nest_lock(&nested);
    omp_unset_nest_lock(&nested);
    omp_unset_nest_lock(&nested);
    omp_destroy_nest_lock(&nested);
    omp_set_lock(&lock);
    int is_taken = omp_test_lock(&lock);
    omp_unset_lock(&lock);
    omp_destroy_lock(&lock);
    printf("%d %d %d %d\n", counted, twice, depth, is_taken);
    return 0;
}
