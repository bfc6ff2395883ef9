// deadlock: each philosopher takes the left fork first: if all do so at once, nobody gets a right
// one.

#include <pthread.h>
#include <stdio.h>

enum { PHILOSOPHERS = 5, MEALS = 20 };

static pthread_mutex_t forks[PHILOSOPHERS];
static int meals[PHILOSOPHERS];

static void eat(int seat) { meals[seat]++; }

static void *philosopher(void *argument) {
    int seat = *(int *)argument;
    int left = seat;
    int right = (seat + 1) % PHILOSOPHERS;
    for (int i = 0; i < MEALS; i++) {
        pthread_mutex_lock(&forks[left]);
        pthread_mutex_lock(&forks[right]);
        eat(seat);
        pthread_mutex_unlock(&forks[right]);
        pthread_mutex_unlock(&forks[left]);
    }
    return NULL;
}

int main(void) {
    pthread_t threads[PHILOSOPHERS];
    int seats[PHILOSOPHERS];
    int total = 0;
    for (int i = 0; i < PHILOSOPHERS; i++) pthread_mutex_init(&forks[i], NULL);
    for (int i = 0; i < PHILOSOPHERS; i++) {
        seats[i] = i;
        pthread_create(&threads[i], NULL, philosopher, &seats[i]);
    }
    for (int i = 0; i < PHILOSOPHERS; i++) {
        pthread_join(threads[i], NULL);
        total += meals[i];
    }
    printf("%d\n", total);
    return 0;
}
