// expect: deadlock
// All take the left fork, then all wait for the right one.
#include <pthread.h>
#include <stdatomic.h>

static pthread_mutex_t forks[5];
static atomic_int hold_left;

static void *philosopher(void *left)
{
    pthread_mutex_t *right = forks + ((pthread_mutex_t *)left - forks + 1) % 5;
    pthread_mutex_lock(left);
    atomic_fetch_add_explicit(&hold_left, 1, memory_order_relaxed);
    while (atomic_load_explicit(&hold_left, memory_order_relaxed) < 5) {
    }
    pthread_mutex_lock(right);
    pthread_mutex_unlock(right);
    pthread_mutex_unlock(left);
    return NULL;
}

int main(void)
{
    pthread_t t[5];
    for (int i = 0; i < 5; i++)
        pthread_mutex_init(&forks[i], NULL);
    for (int i = 0; i < 5; i++)
        pthread_create(&t[i], NULL, philosopher, &forks[i]);
    for (int i = 0; i < 5; i++)
        pthread_join(t[i], NULL);
    return 0;
}
