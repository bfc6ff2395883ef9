// expect: race; races-on: message
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static char *message;

static void *thread(void *unused)
{
    return message ? unused : NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    if (asprintf(&message, "%d", 7) < 0) abort();
    pthread_join(t, NULL);
    free(message);
    return 0;
}
