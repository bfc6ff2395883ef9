// expect: clean
// One place in memory, two mutexes one after the other.
#include <pthread.h>

static pthread_mutex_t lock;
static int x;

static void *thread(void *unused)
{
    pthread_mutex_lock(&lock);
    x++;
    pthread_mutex_unlock(&lock);
    return NULL;
}

static void round_of_two(void)
{
    pthread_t a, b;
    pthread_mutex_init(&lock, NULL);
    pthread_create(&a, NULL, thread, NULL);
    pthread_create(&b, NULL, thread, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    pthread_mutex_destroy(&lock);
}

int main(void)
{
    round_of_two();
    round_of_two();
    return x != 4;
}
