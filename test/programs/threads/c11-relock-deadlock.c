// expect: deadlock; kinds: double-lock
// C11 7.26.4.3: a mutex that isn't recursive must not be locked by its owner.
#include <threads.h>

int main(void) {
    mtx_t mutex;
    mtx_init(&mutex, mtx_plain);
    mtx_lock(&mutex);
    mtx_lock(&mutex);
    return 0;
}
