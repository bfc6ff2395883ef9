// expect: clean; stdout: "86 99 3432\n"; options: -fopenmp
// Ordered regions, and iterations that wait for others (doacross).
#include <stdio.h>
#include <stdlib.h>

static int sequence[100], length, chain[100], grid[8][8];

int main(void)
{
#pragma omp parallel for ordered schedule(dynamic, 3)
    for (int i = 0; i < 100; i++) {
        if (i % 7 == 3)
            continue;
#pragma omp ordered
        sequence[length++] = i;
    }
    for (int i = 1; i < length; i++) {
        if (sequence[i] <= sequence[i - 1])
            abort();
    }
#pragma omp parallel for ordered(1)
    for (int i = 1; i < 100; i++) {
#pragma omp ordered depend(sink : i - 1)
        chain[i] = chain[i - 1] + 1;
#pragma omp ordered depend(source)
    }
#pragma omp parallel for ordered(2) schedule(static, 1)
    for (int i = 0; i < 8; i++) {
        for (int j = 0; j < 8; j++) {
#pragma omp ordered depend(sink : i - 1, j) depend(sink : i, j - 1)
            grid[i][j] = i && j ? grid[i - 1][j] + grid[i][j - 1] : 1;
#pragma omp ordered depend(source)
        }
    }
    printf("%d %d %d\n", length, chain[99], grid[7][7]);
    return 0;
}
