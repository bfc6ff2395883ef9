// expect: finding; kinds: invalid-condition-variable
//
// A condition variable is signalled after it was destroyed.

#include <pthread.h>
#include <stddef.h>

static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

int main(void) {
    pthread_cond_destroy(&changed);
    pthread_cond_signal(&changed);
    return 0;
}
