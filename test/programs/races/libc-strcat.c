// expect: race; races-on: text; tsan: silent
// strcat writes over the old terminator. (ThreadSanitizer does not intercept it.)
#include <pthread.h>
#include <string.h>

static char text[16] = "a";

static void *thread(void *unused)
{
    strcat(text, "b");
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    text[1] = 'x';
    pthread_join(t, NULL);
    return 0;
}
