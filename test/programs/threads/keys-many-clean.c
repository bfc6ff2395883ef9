// expect: clean
// A program may have as many keys as on Linux; each thread has its own value of each, and a value's
// destructor is called at the thread's end. A key made anew begins as NULL.
#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { MOST = 1024 };

static pthread_key_t keys[MOST];
static int count;
static atomic_int destroyed;

static void destroy(void *value) {
    assert(*(int *)value == 7);
    free(value);
    destroyed++;
}

static void *uses_the_last(void *argument) {
    pthread_key_t key = keys[count - 1];
    assert(pthread_getspecific(key) == NULL);
    assert(!pthread_setspecific(key, NULL) && pthread_getspecific(key) == NULL);
    int *value = malloc(sizeof *value);
    *value = 7;
    assert(!pthread_setspecific(key, value) && pthread_getspecific(key) == value);
    return argument;
}

int main(void) {
    pthread_t threads[3];
    int here;
    assert(PTHREAD_KEYS_MAX == MOST);
    while (count < MOST && !pthread_key_create(&keys[count], destroy)) count++;
    // The C library may have some of its own.
    assert(count > MOST - 16);
    for (int i = 0; i < 3; i++) pthread_create(&threads[i], NULL, uses_the_last, NULL);
    for (int i = 0; i < 3; i++) pthread_join(threads[i], NULL);
    assert(destroyed == 3);

    assert(!pthread_setspecific(keys[count - 1], &here));
    assert(!pthread_key_delete(keys[count - 1]));
    assert(!pthread_key_create(&keys[count - 1], NULL));
    assert(pthread_getspecific(keys[count - 1]) == NULL);
    return 0;
}
