// expect: race; races-on: heap; lockset: heap; hybrid: nothing
// What was said of a block does not hold for the next one at its address.
#include <antecede.h>
#include <pthread.h>
#include <stdlib.h>

static void *worker(void *number) {
    *(int *)number = 1;
    return NULL;
}

static void race_on(int *number) {
    pthread_t a, b;
    pthread_create(&a, NULL, worker, number);
    pthread_create(&b, NULL, worker, number);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
}

int main(void) {
    int *number = malloc(sizeof *number);
    ANTECEDE_BENIGN_RACE(number, "the value is the same");
    race_on(number);
    free(number);
    number = malloc(sizeof *number);
    race_on(number);
    free(number);
    return 0;
}
