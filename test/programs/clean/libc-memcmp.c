// expect: clean
// memcmp reads at least up to the first difference. Both threads hold the lock.
#include <pthread.h>
#include <string.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char left[16], right[16], differ;

static void *thread(void *unused)
{
    pthread_mutex_lock(&lock);
    differ = memcmp(left, right, 16) != 0;
    pthread_mutex_unlock(&lock);
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    pthread_mutex_lock(&lock);
    right[0] = 1;
    pthread_mutex_unlock(&lock);
    pthread_join(t, NULL);
    return 0;
}
