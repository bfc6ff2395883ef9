// expect: race; races-on: counter; tsan: any
// C11 7.17.2.2: atomic_init is not atomic; an access from another thread, "even via an atomic
// operation, constitutes a data race". (gcc compiles atomic_init to a relaxed atomic store, so its
// ThreadSanitizer cannot see it; clang compiles a plain store.)
#include <pthread.h>
#include <stdatomic.h>

static atomic_int counter;

static void *count(void *unused)
{
    atomic_fetch_add(&counter, 1);
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, count, NULL);
    atomic_init(&counter, 10);
    pthread_join(t, NULL);
    return 0;
}
