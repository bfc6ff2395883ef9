// expect: race; races-on: text; tsan: silent
// strdup reads its argument. (ThreadSanitizer's interceptor checks nothing.)
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static char text[16] = "message";

static void *thread(void *unused)
{
    free(strdup(text));
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    text[3] = 'S';
    pthread_join(t, NULL);
    return 0;
}
