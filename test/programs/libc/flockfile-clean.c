// expect: clean; stdout: "20\n"; tsan: any
#include <pthread.h>
#include <stdio.h>

static int total;

static void *thread(void *unused)
{
    for (int i = 0; i < 10; i++) {
        flockfile(stdout);
        flockfile(stdout); // recursive
        total++;
        funlockfile(stdout);
        funlockfile(stdout);
    }
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, thread, NULL);
    pthread_create(&b, NULL, thread, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("%d\n", total);
    return 0;
}
