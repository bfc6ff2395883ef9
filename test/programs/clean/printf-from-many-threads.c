// expect: clean; stdout: "line\nline\nline\nline\nline\nline\nline\nline\n"
// A stream has its own lock (C11 7.21.2p7): lines don't mix, and nothing races.
#include <pthread.h>
#include <stdio.h>

static void *thread(void *unused)
{
    printf("line\n");
    printf("%s\n", "line");
    return NULL;
}

int main(void)
{
    pthread_t t[4];
    for (int i = 0; i < 4; i++)
        pthread_create(&t[i], NULL, thread, NULL);
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    return 0;
}
