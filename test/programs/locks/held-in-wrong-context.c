// expect: finding; kinds: mutex-held-in-wrong-context
//
// The program says where no mutex may be held: the first time it holds none.

#include <pthread.h>

void __tsan_check_no_mutexes_held(void);

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

int main(void) {
    __tsan_check_no_mutexes_held();
    pthread_mutex_lock(&mutex);
    __tsan_check_no_mutexes_held();
    pthread_mutex_unlock(&mutex);
    return 0;
}
