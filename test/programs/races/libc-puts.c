// expect: race; races-on: text
// puts reads its argument.
#include <pthread.h>
#include <stdio.h>

static char text[8] = "message";

static void *thread(void *unused)
{
    puts(text);
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    text[0] = 'M';
    pthread_join(t, NULL);
    return 0;
}
