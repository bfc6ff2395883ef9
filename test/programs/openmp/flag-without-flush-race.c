// expect: race; races-on: data; options: -fopenmp
// The atomic flag orders nothing without a flush (OpenMP 5.2, 1.4.6).
#include <omp.h>
#include <stdio.h>

static int data, flag;

int main(void)
{
    int got = 0;
#pragma omp parallel num_threads(2)
    {
        if (omp_get_thread_num() == 0) {
            data = 42;
#pragma omp atomic write
            flag = 1;
        } else {
            int seen = 0;
            while (!seen) {
#pragma omp atomic read
                seen = flag;
            }
            got = data;
        }
    }
    printf("%d\n", got >= 0);
    return 0;
}
