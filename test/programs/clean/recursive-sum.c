// expect: clean; stdout: "2016\n"
// Divide and conquer: a thread for one half, the caller takes the other.
#include <pthread.h>
#include <stdio.h>

struct range {
    const int *numbers;
    int count;
    long sum;
};

static void *sum(void *arg)
{
    struct range *range = arg;
    if (range->count <= 4) {
        range->sum = 0;
        for (int i = 0; i < range->count; i++)
            range->sum += range->numbers[i];
        return NULL;
    }
    int half = range->count / 2;
    struct range left = {range->numbers, half, 0};
    struct range right = {range->numbers + half, range->count - half, 0};
    pthread_t t;
    pthread_create(&t, NULL, sum, &left);
    sum(&right);
    pthread_join(t, NULL);
    range->sum = left.sum + right.sum;
    return NULL;
}

int main(void)
{
    int numbers[64];
    for (int i = 0; i < 64; i++)
        numbers[i] = i;
    struct range all = {numbers, 64, 0};
    sum(&all);
    printf("%ld\n", all.sum);
    return 0;
}
