// expect: finding; kinds: semaphore-overflow
//
// A post to a semaphore that has the highest value: it fails, and the unit is lost.

#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>

static sem_t units;

int main(void) {
    sem_init(&units, 0, SEM_VALUE_MAX);
    sem_post(&units);
    return 0;
}
