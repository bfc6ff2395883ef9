// Merge sort in which each half of a large part is another thread's: 31 threads in all, each of
// which hands its result back by being joined.
// usage: merge-sort [numbers, default 5000000]; prints a checksum of the sorted numbers
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LEVELS = 4 };

struct part {
    uint32_t *numbers;
    uint32_t *scratch;
    size_t count;
    int levels;     // of threads below this one
};

static void merge(const struct part *part, size_t middle)
{
    uint32_t *numbers = part->numbers;
    size_t left = 0, right = middle, out = 0;
    while (left < middle && right < part->count)
        part->scratch[out++] = numbers[left] <= numbers[right] ? numbers[left++] : numbers[right++];
    while (left < middle)
        part->scratch[out++] = numbers[left++];
    while (right < part->count)
        part->scratch[out++] = numbers[right++];
    memcpy(numbers, part->scratch, part->count * sizeof *numbers);
}

static void insert_all(uint32_t *numbers, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        uint32_t value = numbers[i];
        size_t at = i;
        for (; at > 0 && numbers[at - 1] > value; at--)
            numbers[at] = numbers[at - 1];
        numbers[at] = value;
    }
}

static void *sort(void *arg)
{
    const struct part *part = arg;
    if (part->count <= 16) {
        insert_all(part->numbers, part->count);
        return NULL;
    }
    size_t middle = part->count / 2;
    struct part left = {part->numbers, part->scratch, middle, part->levels - 1};
    struct part right = {part->numbers + middle, part->scratch + middle, part->count - middle,
                         part->levels - 1};
    if (part->levels > 0) {
        pthread_t t[2];
        pthread_create(&t[0], NULL, sort, &left);
        pthread_create(&t[1], NULL, sort, &right);
        pthread_join(t[0], NULL);
        pthread_join(t[1], NULL);
    } else {
        sort(&left);
        sort(&right);
    }
    merge(part, middle);
    return NULL;
}

int main(int argc, char **argv)
{
    size_t count = argc > 1 ? (size_t)atol(argv[1]) : 5000000;
    struct part all = {malloc(count * sizeof(uint32_t)), malloc(count * sizeof(uint32_t)), count,
                       LEVELS};
    uint32_t state = 1;
    for (size_t i = 0; i < count; i++) {
        state = state * 1664525u + 1013904223u;
        all.numbers[i] = state >> 4;
    }
    sort(&all);
    uint64_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum = sum * 31 + all.numbers[i];
        if (i > 0 && all.numbers[i - 1] > all.numbers[i])
            return 1;
    }
    printf("%llu\n", (unsigned long long)sum);
    free(all.numbers);
    free(all.scratch);
    return 0;
}
