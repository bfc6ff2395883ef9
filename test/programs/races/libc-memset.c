// expect: race; races-on: text
// memset writes the whole range.
#include <pthread.h>
#include <string.h>

static char text[32];

static void *thread(void *unused)
{
    memset(text, 0, sizeof text);
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    text[0] = 'x';
    pthread_join(t, NULL);
    return 0;
}
