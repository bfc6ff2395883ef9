// expect: finding; kinds: invalid-mutex
//
// Memory that holds no mutex. (Zeroed memory is one: it is what the initializer makes.)

#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

int main(void) {
    pthread_mutex_t *mutex = malloc(sizeof *mutex);
    memset(mutex, 0xa5, sizeof *mutex);
    pthread_mutex_lock(mutex);
    free(mutex);
    return 0;
}
