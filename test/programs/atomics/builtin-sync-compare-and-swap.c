// expect: clean; stdout: "400\n"
#include <pthread.h>
#include <stdio.h>

static int locked, x;

static void *thread(void *unused)
{
    for (int i = 0; i < 200; i++) {
        while (!__sync_bool_compare_and_swap(&locked, 0, 1)) {
        }
        x++;
        __sync_val_compare_and_swap(&locked, 1, 0);
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
