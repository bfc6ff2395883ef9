// expect: clean
// Whoever doesn't get the lock doesn't touch x.
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int x;

static void *thread(void *unused)
{
    for (int i = 0; i < 200; i++) {
        if (pthread_mutex_trylock(&lock) == 0) {
            x++;
            pthread_mutex_unlock(&lock);
        }
    }
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, thread, NULL);
    pthread_create(&b, NULL, thread, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return x > 400;
}
