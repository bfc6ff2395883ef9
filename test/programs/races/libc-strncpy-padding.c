// expect: race; races-on: text
// strncpy pads with zeros up to its limit.
#include <pthread.h>
#include <string.h>

static char text[16];

static void *thread(void *unused)
{
    strncpy(text, "message", sizeof text);
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    text[15] = '\0';
    pthread_join(t, NULL);
    return 0;
}
