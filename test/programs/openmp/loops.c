// expect: clean; stdout: "10302 5151 20604 5253 99 12 36\n"; options: -fopenmp
// Each schedule gives each iteration to one thread, whatever the type of the variable.
#include <limits.h>
#include <omp.h>
#include <stdio.h>
#include <stdlib.h>

enum { LENGTH = 103 };

static int times[LENGTH], matrix[10][10];

static void check(void)
{
    for (int i = 0; i < LENGTH; i++) {
        if (times[i] != 1)
            abort();
        times[i] = 0;
    }
}

int main(void)
{
    long sum = 0, down = 0, wide = 0, runtime = 0;
    int last = 0, private = 12, collapsed = 0;
#pragma omp parallel for schedule(static, 3) reduction(+ : sum)
    for (int i = 0; i < LENGTH; i++) {
        times[i]++;
        sum += 2 * i;
    }
    sum -= 204;
    check();
#pragma omp parallel for schedule(dynamic) reduction(+ : down)
    for (signed char i = LENGTH - 1; i >= 1; i--) {
        times[i]++;
        down += i;
    }
    down -= 102;
    times[0] = 1;
    check();
#pragma omp parallel for schedule(guided, 2) reduction(+ : wide)
    for (unsigned long long i = ULLONG_MAX - 2 * LENGTH; i < ULLONG_MAX; i += 2) {
        unsigned long long index = (i - (ULLONG_MAX - 2 * LENGTH)) / 2;
        times[index]++;
        wide += 4 * (long)index;
    }
    wide -= 408;
    check();
    omp_set_schedule(omp_sched_dynamic, 7);
#pragma omp parallel for schedule(runtime) reduction(+ : runtime)
    for (unsigned i = 0; i < LENGTH; i++) {
        times[i]++;
        runtime += i;
    }
    check();
#pragma omp parallel for lastprivate(last) firstprivate(private)
    for (int i = 0; i < 100; i++) {
        last = i;
        private += i;
    }
#pragma omp parallel for collapse(2)
    for (int i = 0; i < 10; i++)
        for (int j = 0; j < 10; j++)
            matrix[i][j] = i * j;
    // More threads than iterations, and none at all.
#pragma omp parallel num_threads(5) reduction(+ : collapsed)
    {
#pragma omp for
        for (int i = 0; i < 3; i++)
            collapsed += matrix[i][6] * 2;
#pragma omp for schedule(dynamic)
        for (int i = 0; i < -1; i++)
            collapsed += 1000;
    }
    printf("%ld %ld %ld %ld %d %d %d\n", sum, down, wide, runtime, last, private, collapsed);
    return 0;
}
