// expect: race; races-on: record
// The four bytes of `value` lie in two words of the shadow; the race is in the second.
#include <pthread.h>

static struct __attribute__((packed)) {
    char tag[3];
    int value;
    char end;
} record __attribute__((aligned(8)));

static void *thread(void *unused)
{
    ((char *)&record)[6] = 1;       // the last byte of value
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    record.value = 2;
    pthread_join(t, NULL);
    return 0;
}
