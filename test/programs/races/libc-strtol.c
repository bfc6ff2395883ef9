// expect: race; races-on: text; tsan: silent
// strtol reads the digits. (ThreadSanitizer does not intercept it.)
#include <pthread.h>
#include <stdlib.h>

static char text[16] = "123";
static long number;

static void *thread(void *unused)
{
    number = strtol(text, NULL, 10);
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    text[1] = '5';
    pthread_join(t, NULL);
    return 0;
}
