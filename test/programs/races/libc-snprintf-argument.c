// expect: race; races-on: text
// An argument of %s is read to its terminator.
#include <pthread.h>
#include <stdio.h>

static char text[16] = "message", line[32];

static void *thread(void *unused)
{
    snprintf(line, sizeof line, "%s", text);
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    text[1] = 'E';
    pthread_join(t, NULL);
    return 0;
}
