// expect: deadlock
// Each of two threads waits for the other to end.
#include <pthread.h>
#include <stdatomic.h>

static pthread_t threads[2];
static atomic_int both_exist;

static void *thread(void *other)
{
    while (!atomic_load(&both_exist)) {
    }
    pthread_join(*(pthread_t *)other, NULL);
    return NULL;
}

int main(void)
{
    pthread_create(&threads[0], NULL, thread, &threads[1]);
    pthread_create(&threads[1], NULL, thread, &threads[0]);
    atomic_store(&both_exist, 1);
    pthread_exit(NULL);
}
