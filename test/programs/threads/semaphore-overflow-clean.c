// expect: clean
//
// A post to a semaphore that has the highest value fails with an error that POSIX.1-2017 defines
// (XSH sem_post): a program may rely on it.

#include <assert.h>
#include <errno.h>
#include <semaphore.h>

static sem_t units;

int main(void) {
    int value;
    assert(sem_init(&units, 0, SEM_VALUE_MAX) == 0);
    assert(sem_post(&units) == -1 && errno == EOVERFLOW);
    assert(sem_getvalue(&units, &value) == 0 && value == SEM_VALUE_MAX);
    return 0;
}
