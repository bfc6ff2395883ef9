// expect: clean; stdout: "100 2475 1 50 99 1 4\n"; options: -fopenmp
#include <stdio.h>

static int counter, order[100], most = -1, flags = 0;
static double sum;
static struct {
    char c;
    short s;
} part;

int main(void)
{
#pragma omp parallel for
    for (int i = 0; i < 100; i++) {
        int mine;
#pragma omp atomic capture
        mine = counter++;
        order[mine] = i + 1;
#pragma omp atomic
        sum += i * 0.5;
#pragma omp atomic
        part.s += i % 2;
#pragma omp atomic compare
        if (most < i) { most = i; }
#pragma omp atomic update seq_cst
        flags |= 1 << i % 3 & 5;
    }
    int is_full = 1;
    for (int i = 0; i < 100; i++)
        is_full = is_full && order[i];
    printf("%d %g %d %d %d %d %d\n", counter, sum, is_full, part.s, most, flags & 1, flags & 4);
    return 0;
}
