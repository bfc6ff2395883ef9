// expect: race; races-on: copy
// memcpy writes every byte of its destination.
#include <pthread.h>
#include <string.h>

static char text[32] = "message", copy[32];

static void *thread(void *unused)
{
    memcpy(copy, text, sizeof copy);
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    copy[31] = 'x';
    pthread_join(t, NULL);
    return 0;
}
