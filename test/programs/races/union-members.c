// expect: race; races-on: number
// The members of a union overlap: two names, one memory location.
#include <pthread.h>

static union {
    unsigned word;
    unsigned char bytes[4];
} number;

static void *thread(void *unused)
{
    number.bytes[0] = 1;
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    number.word = 2;
    pthread_join(t, NULL);
    return 0;
}
