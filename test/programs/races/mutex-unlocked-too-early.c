// expect: race; races-on: total
// The read is locked, the write that depends on it is not.
#include <pthread.h>
#include <stdatomic.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int total;
static atomic_int both_have_read;

static void *add(void *unused)
{
    pthread_mutex_lock(&lock);
    int old = total;
    pthread_mutex_unlock(&lock);
    // Meet here, so that neither lock can come after the other's write.
    atomic_fetch_add_explicit(&both_have_read, 1, memory_order_relaxed);
    while (atomic_load_explicit(&both_have_read, memory_order_relaxed) < 2) {
    }
    total = old + 1;
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, add, NULL);
    pthread_create(&b, NULL, add, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
