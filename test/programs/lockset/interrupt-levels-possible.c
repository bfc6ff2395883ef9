// expect: clean; lockset: low; hybrid: nothing
// A level has the locks of all levels below it: high and low share those up to the lower one. What
// is used at level 0 has none. (The semaphore is the processor, which orders this run.)
#include <antecede.h>
#include <pthread.h>
#include <semaphore.h>

static sem_t processor;
static int shared, low;

static void *handler(void *level) {
    sem_wait(&processor);
    int before = ANTECEDE_INTERRUPT_LEVEL(*(int *)level);
    shared++;
    (void)ANTECEDE_INTERRUPT_LEVEL(before);
    low++;
    sem_post(&processor);
    return NULL;
}

int main(void) {
    pthread_t a, b;
    int levels[2] = {2, 5};
    sem_init(&processor, 0, 1);
    pthread_create(&a, NULL, handler, &levels[0]);
    pthread_create(&b, NULL, handler, &levels[1]);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
