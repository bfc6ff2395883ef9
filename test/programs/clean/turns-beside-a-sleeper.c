// expect: clean
// A sleep is over soon in steps although other threads hand a turn to each other until then.
#include <pthread.h>
#include <stdatomic.h>
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
    pthread_t thread;
    pthread_create(&thread, NULL, sleeper, NULL);
    in_turns();
    pthread_join(thread, NULL);
    return 0;
}
