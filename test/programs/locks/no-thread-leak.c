// expect: clean; options: --report-thread-leaks
//
// Each thread is joined, detached, or created so; one detaches itself.

#include <pthread.h>
#include <stddef.h>

static void *body(void *unused) { return unused; }

static void *detaches_itself(void *unused) {
    pthread_detach(pthread_self());
    return unused;
}

int main(void) {
    pthread_t joined, detached, made_detached, itself;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_create(&joined, NULL, body, NULL);
    pthread_create(&detached, NULL, body, NULL);
    pthread_create(&made_detached, &attributes, body, NULL);
    pthread_create(&itself, NULL, detaches_itself, NULL);
    pthread_join(joined, NULL);
    pthread_detach(detached);
    return 0;
}
