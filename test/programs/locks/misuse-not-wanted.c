// expect: clean; options: --no-misuse
//
// Misuse is no finding if it is not asked for.

#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

int main(void) {
    pthread_mutex_unlock(&mutex);
    return 0;
}
