// expect: race; races-on: text
// A token's end is overwritten in the text itself.
#include <pthread.h>
#include <string.h>

static char text[] = "one two";

static void *thread(void *unused)
{
    return text[3] == ' ' ? unused : NULL;
}

int main(void)
{
    pthread_t t;
    char *place;
    pthread_create(&t, NULL, thread, NULL);
    strtok_r(text, " ", &place);
    pthread_join(t, NULL);
    return 0;
}
