// expect: race; races-on: mutex; tsan: any
//
// The mutex is free when it is destroyed, but nothing orders its use before that.

#include <pthread.h>
#include <stdatomic.h>

static pthread_mutex_t mutex;
static atomic_int is_done;

static void *use(void *unused) {
    pthread_mutex_lock(&mutex);
    pthread_mutex_unlock(&mutex);
    atomic_store_explicit(&is_done, 1, memory_order_relaxed);
    return unused;
}

int main(void) {
    pthread_mutex_init(&mutex, NULL);
    pthread_t thread;
    pthread_create(&thread, NULL, use, NULL);
    while (!atomic_load_explicit(&is_done, memory_order_relaxed)) {}
    pthread_mutex_destroy(&mutex);
    pthread_join(thread, NULL);
    return 0;
}
