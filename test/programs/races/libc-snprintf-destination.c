// expect: race; races-on: line
// snprintf writes what it prints.
#include <pthread.h>
#include <stdio.h>

static char line[32];

static void *thread(void *unused)
{
    snprintf(line, sizeof line, "%d", 12345);
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    line[4] = 'x';
    pthread_join(t, NULL);
    return 0;
}
