// expect: race; races-on: text
// strchr reads up to the character that it finds.
#include <pthread.h>
#include <string.h>

static char text[16] = "message", found;

static void *thread(void *unused)
{
    found = strchr(text, 'g') != NULL;
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
