// expect: clean; stdout: "199998\n"
//
// A list of 100,000 elements, each with its lock, is walked hand over hand by two threads, in one
// direction.

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { COUNT = 100000 };

struct element {
    pthread_mutex_t lock;
    int visits;
};

static struct element *elements;

static void *walk(void *unused) {
    pthread_mutex_lock(&elements[0].lock);
    for (int i = 1; i < COUNT; i++) {
        pthread_mutex_lock(&elements[i].lock);
        pthread_mutex_unlock(&elements[i - 1].lock);
        elements[i].visits++;
    }
    pthread_mutex_unlock(&elements[COUNT - 1].lock);
    return unused;
}

int main(void) {
    pthread_t threads[2];
    long total = 0;
    elements = malloc(COUNT * sizeof *elements);
    for (int i = 0; i < COUNT; i++) {
        pthread_mutex_init(&elements[i].lock, NULL);
        elements[i].visits = 0;
    }
    for (int i = 0; i < 2; i++) pthread_create(&threads[i], NULL, walk, NULL);
    for (int i = 0; i < 2; i++) pthread_join(threads[i], NULL);
    for (int i = 0; i < COUNT; i++) total += elements[i].visits;
    free(elements);
    printf("%ld\n", total);
    return 0;
}
