// clean: data that nobody writes any more needs no lock.
//
// Version number, configuration, constant table: reads never conflict with reads.
#include <pthread.h>
#include <stdio.h>

static int version;
static const char *greeting;

static void *reader(void *length)
{
    int n = 0;
    while (greeting[n] != '\0')
        n++;
    *(int *)length = n + version;
    return NULL;
}

int main(void)
{
    pthread_t threads[3];
    int lengths[3];
    version = 1;
    greeting = "Hello";
    for (int i = 0; i < 3; i++)
        pthread_create(&threads[i], NULL, reader, &lengths[i]);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    printf("%d %d %d\n", lengths[0], lengths[1], lengths[2]);
    return 0;
}
