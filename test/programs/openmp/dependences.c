// expect: clean; stdout: "3 2 2 6 6 11\n"; options: -fopenmp
#include <stdio.h>

int main(void)
{
    int a = 0, b = 0, c = 0, d = 0, e = 0, f = 0;
#pragma omp parallel
#pragma omp single
    {
#pragma omp task depend(out : a)
        a = 1;
#pragma omp task depend(inout : a)
        a++;
        // Readers are in no order, and come before the next writer.
#pragma omp task depend(in : a) depend(out : b)
        b = a;
#pragma omp task depend(in : a)
        c = a;
#pragma omp task depend(out : a)
        a = 3;
#pragma omp task depend(out : d)
        d = 1;
#pragma omp task depend(mutexinoutset : d) depend(in : b)
        d += b;
#pragma omp task depend(mutexinoutset : d) depend(in : a)
        d += a;
#pragma omp task depend(in : d)
        e = d;
#pragma omp task depend(in : d) if (0)
        f = d;
#pragma omp task depend(out : f)
        f += 5;
#pragma omp taskwait depend(in : f)
        f += 0;
    }
    printf("%d %d %d %d %d %d\n", a, b, c, d, e, f);
    return 0;
}
