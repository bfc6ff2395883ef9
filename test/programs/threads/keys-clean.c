// expect: clean
// Thread-specific data: values, destructors and their rounds, deletion, limits.
#include <assert.h>
#include <errno.h>
#include <pthread.h>

static pthread_key_t key, again, deleted, ended_early;
static int destroyed, rounds, deleted_ran, main_ran;

static void destroy(void *value) {
    assert(pthread_getspecific(key) == NULL);
    destroyed += *(int *)value;
}

static void sets_again(void *value) {
    rounds++;
    pthread_setspecific(again, value);
}

static void must_not_run(void *value) {
    (void)value;
    deleted_ran = 1;
}

static void *body(void *argument) {
    static int seven = 7;
    assert(pthread_getspecific(key) == NULL);
    assert(pthread_setspecific(key, &seven) == 0);
    assert(pthread_getspecific(key) == &seven);
    assert(pthread_setspecific(again, argument) == 0);
    assert(pthread_setspecific(deleted, argument) == 0);
    assert(pthread_key_delete(deleted) == 0);
    return argument;
}

static void *exits(void *argument) {
    pthread_setspecific(ended_early, argument);
    pthread_exit(NULL);
}

static void count_main(void *value) {
    (void)value;
    main_ran++;
}

static void limits(void) {
    pthread_key_t keys[PTHREAD_KEYS_MAX + 1];
    int made = 0, error;
    while (!(error = pthread_key_create(&keys[made], NULL))) made++;
    assert(error == EAGAIN && made >= 120);
    assert(pthread_setspecific(keys[0], &made) == 0);
    pthread_key_t old = keys[0];
    assert(pthread_key_delete(old) == 0);
    assert(pthread_setspecific(old, &made) == EINVAL && pthread_key_delete(old) == EINVAL);
    assert(pthread_key_create(&keys[0], NULL) == 0);
    assert(pthread_getspecific(keys[0]) == NULL);
    for (int i = 0; i < made; i++) assert(pthread_key_delete(keys[i]) == 0);
    assert(pthread_key_delete(100000) == EINVAL && pthread_setspecific(100000, &made) == EINVAL);
}

int main(void) {
    pthread_t thread;
    assert(pthread_key_create(&key, destroy) == 0);
    assert(pthread_key_create(&again, sets_again) == 0);
    assert(pthread_key_create(&deleted, must_not_run) == 0);
    assert(pthread_key_create(&ended_early, count_main) == 0);
    pthread_create(&thread, NULL, body, &key);
    pthread_join(thread, NULL);
    assert(destroyed == 7 && rounds == PTHREAD_DESTRUCTOR_ITERATIONS && !deleted_ran);
    pthread_create(&thread, NULL, exits, &key);
    pthread_join(thread, NULL);
    assert(main_ran == 1);
    limits();
    return 0;
}
