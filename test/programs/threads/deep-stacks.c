// expect: clean; stdout: "4 jumps, 240 locks\n"
// Deep stacks that wait, wake and are left by longjmp.
#include <pthread.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>

enum { THREADS = 4, DEPTH = 60000 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int locks;

static int descend(int n, jmp_buf *top)
{
    volatile int own = n;
    if (own == 0)
        longjmp(*top, 1);
    if (own % 1000 == 0) {
        pthread_mutex_lock(&lock);
        locks++;
        pthread_mutex_unlock(&lock);
    }
    return 1 + descend(own - 1, top);
}

static void *dive(void *arg)
{
    (void)arg;
    jmp_buf top;
    if (setjmp(top) == 0)
        return (void *)(intptr_t)descend(DEPTH, &top);
    return (void *)(intptr_t)-1;
}

int main(void)
{
    pthread_t t[THREADS];
    int jumps = 0;
    for (int i = 0; i < THREADS; i++)
        pthread_create(&t[i], NULL, dive, NULL);
    for (int i = 0; i < THREADS; i++) {
        void *result;
        pthread_join(t[i], &result);
        jumps += result == (void *)(intptr_t)-1;
    }
    printf("%d jumps, %d locks\n", jumps, locks);
    return 0;
}
