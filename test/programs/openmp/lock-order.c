// expect: finding; kinds: lock-order-inversion; options: -fopenmp
#include <omp.h>

int main(void)
{
    omp_lock_t a, b;
    int sum = 0, is_over = 0;
    omp_init_lock(&a);
    omp_init_lock(&b);
#pragma omp parallel sections num_threads(2)
    {
#pragma omp section
        {
            omp_set_lock(&a);
            omp_set_lock(&b);
            sum++;
            omp_unset_lock(&b);
            omp_unset_lock(&a);
#pragma omp atomic write
            is_over = 1;
        }
#pragma omp section
        {
            int seen;
            do {
#pragma omp atomic read
                seen = is_over;
            } while (!seen);
            omp_set_lock(&b);
            omp_set_lock(&a);
            sum++;
            omp_unset_lock(&a);
            omp_unset_lock(&b);
        }
    }
    omp_destroy_lock(&a);
    omp_destroy_lock(&b);
    return sum - 2;
}
