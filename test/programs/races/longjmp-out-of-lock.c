// expect: race; races-on: x
// The error path jumps out of the critical section after unlocking, and then touches x again.
#include <pthread.h>
#include <setjmp.h>
#include <stdatomic.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int x;
static atomic_int main_is_out;

static void *thread(void *unused)
{
    jmp_buf error;
    if (setjmp(error) == 0) {
        pthread_mutex_lock(&lock);
        pthread_mutex_unlock(&lock);
        longjmp(error, 1);
    }
    x++;
    atomic_store_explicit(&main_is_out, 1, memory_order_relaxed);
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    // Wait for the thread's last lock: ours would otherwise release our x++ to it.
    while (!atomic_load_explicit(&main_is_out, memory_order_relaxed)) {
    }
    pthread_mutex_lock(&lock);
    x++;
    pthread_mutex_unlock(&lock);
    pthread_join(t, NULL);
    return 0;
}
