// expect: clean; stdout: "500500\n"
// Two producers, two consumers, a ring of four places, two conditions.
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t not_full = PTHREAD_COND_INITIALIZER;
static pthread_cond_t not_empty = PTHREAD_COND_INITIALIZER;
static int ring[4], head, count;

static void put(int value)
{
    pthread_mutex_lock(&lock);
    while (count == 4)
        pthread_cond_wait(&not_full, &lock);
    ring[(head + count++) % 4] = value;
    pthread_cond_signal(&not_empty);
    pthread_mutex_unlock(&lock);
}

static int take(void)
{
    pthread_mutex_lock(&lock);
    while (count == 0)
        pthread_cond_wait(&not_empty, &lock);
    int value = ring[head];
    head = (head + 1) % 4;
    count--;
    pthread_cond_signal(&not_full);
    pthread_mutex_unlock(&lock);
    return value;
}

static void *producer(void *first)
{
    for (int i = 0; i < 500; i++)
        put(*(int *)first + i);
    return NULL;
}

static void *consumer(void *sum)
{
    for (int i = 0; i < 500; i++)
        *(long *)sum += take();
    return NULL;
}

int main(void)
{
    pthread_t t[4];
    int first[2] = {1, 501};
    long sums[2] = {0, 0};
    pthread_create(&t[0], NULL, producer, &first[0]);
    pthread_create(&t[1], NULL, producer, &first[1]);
    pthread_create(&t[2], NULL, consumer, &sums[0]);
    pthread_create(&t[3], NULL, consumer, &sums[1]);
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    printf("%ld\n", sums[0] + sums[1]);
    return 0;
}
