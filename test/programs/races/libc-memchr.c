// expect: race; races-on: text
// memchr reads up to the byte that it finds.
#include <pthread.h>
#include <string.h>

static char text[16] = "message", found;

static void *thread(void *unused)
{
    found = memchr(text, 'e', 16) != NULL;
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    text[1] = 'e';
    pthread_join(t, NULL);
    return 0;
}
