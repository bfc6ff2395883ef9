// expect: clean; options: --no-misuse
// All of C11 <threads.h> and its result codes.
#include <assert.h>
#include <threads.h>
#include <time.h>

enum { THREADS = 4, ROUNDS = 20 };

static mtx_t plain, recursive, timed;
static cnd_t condition;
static once_flag flag = ONCE_FLAG_INIT;
static tss_t key;
static int counter, initialized, arrived;
static _Atomic int destroyed;
static thread_local int own = 3;

static void initialize(void) { initialized++; }

static void destroy(void *value) { destroyed += *(int *)value; }

static struct timespec after(int seconds) {
    struct timespec at;
    timespec_get(&at, TIME_UTC);
    at.tv_sec += seconds;
    return at;
}

static int body(void *argument) {
    static int one = 1;
    call_once(&flag, initialize);
    assert(initialized == 1 && own == 3);
    own++;
    assert(tss_get(key) == NULL && tss_set(key, &one) == thrd_success && tss_get(key) == &one);
    for (int i = 0; i < ROUNDS; i++) {
        if (mtx_trylock(&plain) == thrd_busy) mtx_lock(&plain);
        counter++;
        assert(mtx_unlock(&plain) == thrd_success);
        thrd_yield();
    }
    mtx_lock(&plain);
    arrived++;
    if (arrived == THREADS) assert(cnd_broadcast(&condition) == thrd_success);
    while (arrived < THREADS) assert(cnd_wait(&condition, &plain) == thrd_success);
    mtx_unlock(&plain);
    return (int)(long)argument * -100;
}

static int exits(void *argument) {
    struct timespec at = after(2);
    assert(mtx_trylock(&timed) == thrd_busy);
    assert(mtx_timedlock(&timed, &at) == thrd_timedout);
    assert(thrd_equal(thrd_current(), *(thrd_t *)argument));
    thrd_exit(41);
}

static void conditions(void) {
    struct timespec at = after(3);
    int result;
    mtx_lock(&timed);
    do result = cnd_timedwait(&condition, &timed, &at);
    while (result == thrd_success);
    assert(result == thrd_timedout);
    assert(cnd_signal(&condition) == thrd_success);
    mtx_unlock(&timed);
}

int main(void) {
    thrd_t threads[THREADS];
    int result;
    assert(mtx_init(&plain, mtx_plain) == thrd_success);
    assert(mtx_init(&recursive, mtx_plain | mtx_recursive) == thrd_success);
    assert(mtx_init(&timed, mtx_timed) == thrd_success);
    assert(mtx_init(&timed, 77) == thrd_error);
    assert(cnd_init(&condition) == thrd_success);
    assert(tss_create(&key, destroy) == thrd_success);
    for (long i = 0; i < THREADS; i++) {
        assert(thrd_create(&threads[i], body, (void *)i) == thrd_success);
    }
    for (int i = 0; i < THREADS; i++) {
        assert(thrd_join(threads[i], &result) == thrd_success && result == i * -100);
    }
    assert(counter == THREADS * ROUNDS && own == 3 && destroyed == THREADS);
    assert(mtx_lock(&recursive) == thrd_success && mtx_lock(&recursive) == thrd_success);
    assert(mtx_unlock(&recursive) == thrd_success && mtx_unlock(&recursive) == thrd_success);
    assert(mtx_unlock(&recursive) == thrd_error);
    mtx_lock(&timed);
    assert(thrd_create(&threads[0], exits, &threads[0]) == thrd_success);
    assert(thrd_join(threads[0], &result) == thrd_success && result == 41);
    assert(thrd_join(threads[0], &result) == thrd_error);
    mtx_unlock(&timed);
    conditions();
    assert(thrd_create(&threads[0], body, NULL) == thrd_success);
    assert(thrd_detach(threads[0]) == thrd_success);
    struct timespec second = {1, 0};
    assert(thrd_sleep(&second, NULL) == 0);
    assert(thrd_detach(threads[0]) == thrd_error);
    tss_delete(key);
    assert(tss_set(key, &result) == thrd_error);
    // Sleeping orders nothing: the mutex itself says that the detached thread is done with it.
    mtx_lock(&plain);
    mtx_unlock(&plain);
    mtx_destroy(&plain);
    mtx_destroy(&recursive);
    mtx_destroy(&timed);
    cnd_destroy(&condition);
    return 0;
}
