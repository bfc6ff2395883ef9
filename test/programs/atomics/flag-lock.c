// expect: clean; stdout: "400\n"
// A spin lock of atomic_flag, acquire and release.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_flag locked = ATOMIC_FLAG_INIT;
static int x;

static void *thread(void *unused)
{
    for (int i = 0; i < 200; i++) {
        while (atomic_flag_test_and_set_explicit(&locked, memory_order_acquire)) {
        }
        x++;
        atomic_flag_clear_explicit(&locked, memory_order_release);
    }
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, thread, NULL);
    pthread_create(&b, NULL, thread, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("%d\n", x);
    return 0;
}
