// expect: clean
//
// A recursive mutex taken again while another is held waits for nobody.

#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t a = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t b = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t r;

static void init(void) {
    pthread_mutexattr_t kind;
    pthread_mutexattr_init(&kind);
    pthread_mutexattr_settype(&kind, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(&r, &kind);
}

static void *one(void *unused) {
    pthread_mutex_lock(&r);
    pthread_mutex_lock(&a);
    pthread_mutex_lock(&r);
    pthread_mutex_unlock(&r);
    pthread_mutex_unlock(&a);
    pthread_mutex_unlock(&r);
    return unused;
}

static void *other(void *unused) {
    pthread_mutex_lock(&r);
    pthread_mutex_lock(&r);
    pthread_mutex_lock(&a);
    pthread_mutex_unlock(&a);
    pthread_mutex_unlock(&r);
    pthread_mutex_unlock(&r);
    return unused;
}

int main(void) {
    pthread_t threads[2];
    init();
    pthread_create(&threads[0], NULL, one, NULL);
    pthread_create(&threads[1], NULL, other, NULL);
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
    return 0;
}
