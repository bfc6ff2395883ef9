// expect: race; races-on: text
// strcmp reads at least up to the first difference.
#include <pthread.h>
#include <string.h>

static char text[16] = "same", differ;

static void *thread(void *unused)
{
    differ = strcmp(text, "same") != 0;
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    text[0] = 'S';
    pthread_join(t, NULL);
    return 0;
}
