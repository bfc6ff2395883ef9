// expect: clean
// A sleep is over soon in steps, whatever other threads do until then: yield, look at a clock, sleep
// a little, or hand a turn to each other.
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <time.h>
#include <unistd.h>

static atomic_int slept, stop;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
static int turn;

static void *sleeper(void *unused) {
    sleep(1);
    atomic_fetch_add(&slept, 1);
    return unused;
}

static void by_yields(void) {
    while (!slept) sched_yield();
}

static void by_short_sleeps(void) {
    while (!slept) usleep(1);
}

static void by_the_clock(void) {
    time_t start = time(NULL);
    while (time(NULL) < start + 1) {
    }
}

static void *player(void *argument) {
    int me = argument != NULL;
    pthread_mutex_lock(&mutex);
    while (!stop) {
        while (turn != me && !stop) pthread_cond_wait(&condition, &mutex);
        turn = !me;
        pthread_cond_signal(&condition);
    }
    pthread_mutex_unlock(&mutex);
    return NULL;
}

static void in_turns(void) {
    pthread_t players[2];
    pthread_create(&players[0], NULL, player, NULL);
    pthread_create(&players[1], NULL, player, &turn);
    while (!slept) usleep(100000);
    stop = 1;
    pthread_mutex_lock(&mutex);
    pthread_cond_broadcast(&condition);
    pthread_mutex_unlock(&mutex);
    for (int i = 0; i < 2; i++) pthread_join(players[i], NULL);
}

int main(void) {
    void (*const ways[])(void) = {by_yields, by_short_sleeps, by_the_clock, in_turns};
    for (unsigned i = 0; i < sizeof ways / sizeof *ways; i++) {
        pthread_t thread;
        slept = 0;
        pthread_create(&thread, NULL, sleeper, NULL);
        ways[i]();
        pthread_join(thread, NULL);
    }
    return 0;
}
