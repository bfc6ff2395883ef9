// expect: race; races-on: line; tsan: any
// snprintf writes what it prints. (ThreadSanitizer notes these six
// bytes one by one in the four cells of their granule, so it may have forgotten the fifth.)
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
