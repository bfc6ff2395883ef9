// expect: race; races-on: state
// Resetting a struct by memset writes its atomics plainly.
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

static struct {
    int other;
    atomic_int count;
} state;

static void *count(void *unused)
{
    atomic_fetch_add_explicit(&state.count, 1, memory_order_relaxed);
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, count, NULL);
    memset((void *)&state, 0, sizeof state);
    pthread_join(t, NULL);
    return 0;
}
