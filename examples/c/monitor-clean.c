// clean: a monitor, data that only its own methods touch, one method at a time.
//
// C has no monitors, so the pattern is a struct with a mutex, a condition variable, and the rule
// that nobody looks inside. `take` waits until there is something to take.
#include <pthread.h>
#include <stdio.h>

struct account {
    pthread_mutex_t lock;
    pthread_cond_t enough;
    int balance;
};

static struct account account = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0};

static void put(struct account *a, int amount)
{
    pthread_mutex_lock(&a->lock);
    a->balance += amount;
    pthread_cond_broadcast(&a->enough);
    pthread_mutex_unlock(&a->lock);
}

static void take(struct account *a, int amount)
{
    pthread_mutex_lock(&a->lock);
    // A loop, not an `if`: a wait may wake for no reason, or too late.
    while (a->balance < amount)
        pthread_cond_wait(&a->enough, &a->lock);
    a->balance -= amount;
    pthread_mutex_unlock(&a->lock);
}

static void *spender(void *unused)
{
    take(&account, 30);
    return NULL;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, spender, NULL);
    for (int i = 0; i < 4; i++)
        put(&account, 10);
    pthread_join(thread, NULL);
    printf("%d\n", account.balance);
    return 0;
}
