// expect: race; races-on: pair; lockset: pair; hybrid: nothing
// Half of the pair may race, and an access to both is still one that races on the other half.
#include <antecede.h>
#include <pthread.h>
#include <string.h>

static struct {
    int statistics;
    int balance;
} pair;

static void *worker(void *bytes) {
    pair.statistics++;
    memset(&pair, *(char *)bytes, sizeof pair);
    return NULL;
}

int main(void) {
    pthread_t a, b;
    char bytes[2] = {1, 2};
    ANTECEDE_BENIGN_RACE(&pair.statistics, "only for show");
    pthread_create(&a, NULL, worker, &bytes[0]);
    pthread_create(&b, NULL, worker, &bytes[1]);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
