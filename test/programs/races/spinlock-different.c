// expect: race; races-on: x
#include <pthread.h>

static pthread_spinlock_t locks[2];
static int x;

static void *thread(void *lock)
{
    pthread_spin_lock(lock);
    x++;
    pthread_spin_unlock(lock);
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    pthread_spin_init(&locks[0], PTHREAD_PROCESS_PRIVATE);
    pthread_spin_init(&locks[1], PTHREAD_PROCESS_PRIVATE);
    pthread_create(&a, NULL, thread, (void *)&locks[0]);
    pthread_create(&b, NULL, thread, (void *)&locks[1]);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
