// Matrix product in threads: few synchronizations, many plain reads (the detector's fast path).
// usage: matmul [size, default 650] [threads, default 2]; prints a checksum
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static int size, threads;
static double *a, *b, *c;

static void *multiply(void *arg)
{
    int first = *(int *)arg;
    for (int i = first; i < size; i += threads) {
        for (int j = 0; j < size; j++) {
            double sum = 0;
            for (int k = 0; k < size; k++)
                sum += a[i * size + k] * b[k * size + j];
            c[i * size + j] = sum;
        }
    }
    return NULL;
}

int main(int argc, char **argv)
{
    size = argc > 1 ? atoi(argv[1]) : 650;
    threads = argc > 2 ? atoi(argv[2]) : 2;
    size_t cells = (size_t)size * size;
    a = malloc(cells * sizeof *a);
    b = malloc(cells * sizeof *b);
    c = malloc(cells * sizeof *c);
    for (size_t i = 0; i < cells; i++) {
        a[i] = (double)(i % 7);
        b[i] = (double)(i % 5);
    }
    pthread_t *t = malloc((size_t)threads * sizeof *t);
    int *first = malloc((size_t)threads * sizeof *first);
    for (int i = 0; i < threads; i++) {
        first[i] = i;
        pthread_create(&t[i], NULL, multiply, &first[i]);
    }
    for (int i = 0; i < threads; i++)
        pthread_join(t[i], NULL);
    double sum = 0;
    for (size_t i = 0; i < cells; i++)
        sum += c[i];
    printf("%.0f\n", sum);
    free(a);
    free(b);
    free(c);
    free(t);
    free(first);
    return 0;
}
