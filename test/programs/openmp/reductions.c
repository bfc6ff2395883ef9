// expect: clean; stdout: "4950 2475 99 -99 1048576 1 0 15 328350 100 -4950\n"; options: -fopenmp
// By atomic operations where there are such, under a lock where not.
#include <stdio.h>

struct pair {
    int x, y;
};

#pragma omp declare reduction(add : struct pair : omp_out.x += omp_in.x, omp_out.y += omp_in.y) \
    initializer(omp_priv = (struct pair){0, 0})

static int prefix[100];

int main(void)
{
    int sum = 0, most = -1, all = 1, none = 0, bits = 0;
    double half = 0, least = 1;
    long long product = 1;
    struct pair pair = {0, 0};
#pragma omp parallel for reduction(+ : sum, half) reduction(max : most) reduction(min : least) \
    reduction(* : product) reduction(&& : all) reduction(|| : none) reduction(| : bits) \
    reduction(add : pair)
    for (int i = 0; i < 100; i++) {
        sum += i;
        half += i * 0.5;
        most = i > most ? i : most;
        least = -i < least ? -i : least;
        product *= i < 20 ? 2 : 1;
        all = all && i >= 0;
        none = none || i > 100;
        bits |= 1 << i % 4;
        pair.x += 1;
        pair.y -= i;
    }
    int running = 0;
#pragma omp parallel for reduction(inscan, + : running)
    for (int i = 0; i < 100; i++) {
        running += i * i;
#pragma omp scan inclusive(running)
        prefix[i] = running;
    }
    printf("%d %g %d %g %lld %d %d %d %d %d %d\n", sum, half, most, least, product, all, none, bits,
           prefix[99], pair.x, pair.y);
    return 0;
}
