// expect: clean; stdout: "sorted\n"
// Two threads sort a half each with qsort, then main merges.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { COUNT = 200 };

static int numbers[COUNT], merged[COUNT];

static int ascending(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

static void *sort_half(void *half)
{
    qsort(half, COUNT / 2, sizeof(int), ascending);
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    unsigned state = 1;
    for (int i = 0; i < COUNT; i++) {
        state = state * 1103515245u + 12345u;
        numbers[i] = (int)(state >> 16 & 0x7fff);
    }
    pthread_create(&a, NULL, sort_half, numbers);
    pthread_create(&b, NULL, sort_half, numbers + COUNT / 2);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    for (int i = 0, left = 0, right = COUNT / 2; i < COUNT; i++) {
        int from_left = right == COUNT
            || (left < COUNT / 2 && numbers[left] <= numbers[right]);
        merged[i] = numbers[from_left ? left++ : right++];
    }
    for (int i = 1; i < COUNT; i++)
        if (merged[i - 1] > merged[i])
            return 1;
    puts("sorted");
    return 0;
}
