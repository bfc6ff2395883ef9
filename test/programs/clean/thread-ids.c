// expect: clean; stdout: "own 1 other 0\n"
#include <pthread.h>
#include <stdio.h>

static pthread_t saved;

static void *thread(void *unused)
{
    saved = pthread_self();
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    pthread_join(t, NULL);
    int own = pthread_equal(pthread_self(), pthread_self()) != 0;
    printf("own %d other %d\n", own, pthread_equal(saved, pthread_self()) != 0);
    return 0;
}
