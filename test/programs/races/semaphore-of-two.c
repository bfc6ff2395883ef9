// expect: race; races-on: x
// A semaphore that starts at 2 lets two in at once; they meet inside.
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>

static sem_t places;
static int x;
static atomic_int inside;

static void *thread(void *unused)
{
    sem_wait(&places);
    atomic_fetch_add_explicit(&inside, 1, memory_order_relaxed);
    while (atomic_load_explicit(&inside, memory_order_relaxed) < 2) {
    }
    x++;
    sem_post(&places);
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    sem_init(&places, 0, 2);
    pthread_create(&a, NULL, thread, NULL);
    pthread_create(&b, NULL, thread, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
