// expect: clean; stdout: "400\n"
#include <pthread.h>
#include <stdio.h>

static pthread_spinlock_t lock;
static int x;

static void *thread(void *unused)
{
    for (int i = 0; i < 200; i++) {
        pthread_spin_lock(&lock);
        x++;
        pthread_spin_unlock(&lock);
    }
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    pthread_spin_init(&lock, PTHREAD_PROCESS_PRIVATE);
    pthread_create(&a, NULL, thread, NULL);
    pthread_create(&b, NULL, thread, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("%d\n", x);
    pthread_spin_destroy(&lock);
    return 0;
}
