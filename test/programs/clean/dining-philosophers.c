// expect: clean; stdout: "50 meals\n"
// Each takes the lower-numbered fork first: no cycle, no deadlock.
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t forks[5];
static int meals[5], used[5];

static void *philosopher(void *arg)
{
    int me = (int)((int *)arg - meals), other = (me + 1) % 5;
    int low = me < other ? me : other, high = me < other ? other : me;
    for (int i = 0; i < 10; i++) {
        pthread_mutex_lock(&forks[low]);
        pthread_mutex_lock(&forks[high]);
        used[low]++;
        used[high]++;
        meals[me]++;
        pthread_mutex_unlock(&forks[high]);
        pthread_mutex_unlock(&forks[low]);
    }
    return NULL;
}

int main(void)
{
    pthread_t t[5];
    int sum = 0;
    for (int i = 0; i < 5; i++)
        pthread_mutex_init(&forks[i], NULL);
    for (int i = 0; i < 5; i++)
        pthread_create(&t[i], NULL, philosopher, &meals[i]);
    for (int i = 0; i < 5; i++) {
        pthread_join(t[i], NULL);
        sum += meals[i];
    }
    printf("%d meals\n", sum);
    return 0;
}
