// expect: clean; stdout: "400\n"
// __sync_lock_test_and_set acquires, __sync_lock_release releases (GCC manual, 6.54).
#include <pthread.h>
#include <stdio.h>

static int locked, x;

static void *thread(void *unused)
{
    for (int i = 0; i < 200; i++) {
        while (__sync_lock_test_and_set(&locked, 1)) {
        }
        x++;
        __sync_lock_release(&locked);
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
