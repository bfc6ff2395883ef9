// expect: race; races-on: text
// strcpy writes the terminator as well.
#include <pthread.h>
#include <string.h>

static char text[16];

static void *thread(void *unused)
{
    strcpy(text, "message");
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
