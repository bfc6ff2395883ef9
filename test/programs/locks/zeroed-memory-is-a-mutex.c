// expect: clean
//
// All bytes zero is what PTHREAD_MUTEX_INITIALIZER makes, and what static storage begins as.

#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>

int main(void) {
    static pthread_mutex_t in_bss;
    pthread_mutex_t *on_heap = calloc(1, sizeof *on_heap);
    pthread_mutex_lock(&in_bss);
    pthread_mutex_lock(on_heap);
    pthread_mutex_unlock(on_heap);
    pthread_mutex_unlock(&in_bss);
    free(on_heap);
    return 0;
}
