// expect: clean; stdout: "still here\n"
// The process lives on until its last thread has ended.
#include <pthread.h>
#include <stdio.h>

static void *thread(void *unused)
{
    puts("still here");
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    pthread_exit(NULL);
}
