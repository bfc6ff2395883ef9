// expect: race; races-on: text
// The 17th byte is the last that this memmove writes.
#include <pthread.h>
#include <string.h>

static char text[32] = "message";

static void *thread(void *unused)
{
    memmove(text + 1, text, 16);
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    text[16] = 'x';
    pthread_join(t, NULL);
    return 0;
}
