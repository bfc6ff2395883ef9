// expect: clean
// qsort reads and writes the array. Both threads hold the lock.
#include <pthread.h>
#include <stdlib.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int numbers[8] = {7, 6, 5, 4, 3, 2, 1, 0};

static int ascending(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

static void *thread(void *unused)
{
    pthread_mutex_lock(&lock);
    qsort(numbers, 8, sizeof numbers[0], ascending);
    pthread_mutex_unlock(&lock);
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    pthread_mutex_lock(&lock);
    numbers[0] = 9;
    pthread_mutex_unlock(&lock);
    pthread_join(t, NULL);
    return 0;
}
