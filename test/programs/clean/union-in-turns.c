// expect: clean
// One member after the other, ordered by the join.
#include <pthread.h>

static union {
    unsigned word;
    unsigned char bytes[4];
} number;

static void *thread(void *unused)
{
    number.bytes[3] = 1;
    return NULL;
}

int main(void)
{
    pthread_t t;
    number.word = 0;
    pthread_create(&t, NULL, thread, NULL);
    pthread_join(t, NULL);
    return number.word == 0;
}
