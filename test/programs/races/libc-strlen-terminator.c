// expect: race; races-on: text
// The terminator is read too: here it is written over by another one.
#include <pthread.h>
#include <string.h>

static char text[16] = "message";
static size_t length;

static void *thread(void *unused)
{
    length = strlen(text);
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    text[7] = '\0';
    pthread_join(t, NULL);
    return 0;
}
