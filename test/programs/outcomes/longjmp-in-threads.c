// expect: clean; stdout: "100 100\n"
// Each thread jumps within its own stack, with thread switches in between.
#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <stdio.h>

static void *thread(void *arg)
{
    int *jumps = arg;
    for (int i = 0; i < 100; i++) {
        jmp_buf back;
        if (setjmp(back) == 0) {
            sched_yield();
            longjmp(back, 1);
        }
        ++*jumps;
        sched_yield();
    }
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    int ja = 0, jb = 0;
    pthread_create(&a, NULL, thread, &ja);
    pthread_create(&b, NULL, thread, &jb);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("%d %d\n", ja, jb);
    return 0;
}
