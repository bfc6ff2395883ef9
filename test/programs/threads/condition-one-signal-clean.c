// expect: clean
// Each signal wakes a thread that waited when it was sent: never one that came later, never none.
#include <assert.h>
#include <pthread.h>

enum { ROUNDS = 30 };

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t turn[2] = {PTHREAD_COND_INITIALIZER, PTHREAD_COND_INITIALIZER};
static int whose, count;

static void *plays(void *argument) {
    int me = argument != NULL;
    pthread_mutex_lock(&mutex);
    for (int i = 0; i < ROUNDS; i++) {
        while (whose != me) pthread_cond_wait(&turn[me], &mutex);
        count++;
        whose = !me;
        pthread_cond_signal(&turn[!me]);
    }
    pthread_mutex_unlock(&mutex);
    return NULL;
}

int main(void) {
    pthread_t threads[2];
    for (int i = 0; i < 2; i++) pthread_create(&threads[i], NULL, plays, i ? &count : NULL);
    for (int i = 0; i < 2; i++) pthread_join(threads[i], NULL);
    assert(count == 2 * ROUNDS);
    return 0;
}
