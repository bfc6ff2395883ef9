// expect: race; races-on: text
// strlen reads up to the terminator, and that included.
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
    text[2] = 'x';
    pthread_join(t, NULL);
    return 0;
}
