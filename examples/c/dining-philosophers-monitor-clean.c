// clean: a waiter, here a monitor, seats all philosophers but one: one of them gets both forks.

#include <pthread.h>
#include <stdio.h>

enum { PHILOSOPHERS = 5, MEALS = 20 };

static pthread_mutex_t forks[PHILOSOPHERS];
static int meals[PHILOSOPHERS];

static pthread_mutex_t waiter = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t someone_left = PTHREAD_COND_INITIALIZER;
static int seated;

static void eat(int seat) { meals[seat]++; }

static void sit_down(void) {
    pthread_mutex_lock(&waiter);
    while (seated == PHILOSOPHERS - 1) pthread_cond_wait(&someone_left, &waiter);
    seated++;
    pthread_mutex_unlock(&waiter);
}

static void stand_up(void) {
    pthread_mutex_lock(&waiter);
    seated--;
    pthread_cond_signal(&someone_left);
    pthread_mutex_unlock(&waiter);
}

static void *philosopher(void *argument) {
    int seat = *(int *)argument;
    int left = seat;
    int right = (seat + 1) % PHILOSOPHERS;
    for (int i = 0; i < MEALS; i++) {
        sit_down();
        pthread_mutex_lock(&forks[left]);
        pthread_mutex_lock(&forks[right]);
        eat(seat);
        pthread_mutex_unlock(&forks[right]);
        pthread_mutex_unlock(&forks[left]);
        stand_up();
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
