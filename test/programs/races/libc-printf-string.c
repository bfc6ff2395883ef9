// expect: race; races-on: text
// printf reads an argument of %s.
#include <pthread.h>
#include <stdio.h>

static char text[8] = "message";

static void *thread(void *unused)
{
    printf("%s\n", text);
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    text[6] = 'E';
    pthread_join(t, NULL);
    return 0;
}
