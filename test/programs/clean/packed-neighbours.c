// expect: clean
// An unaligned four-byte value between two bytes of another thread.
#include <pthread.h>

static struct __attribute__((packed)) {
    char before;
    int value;
    char after;
} record;

static void *thread(void *unused)
{
    record.value = 1;
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    record.before = 2;
    record.after = 3;
    pthread_join(t, NULL);
    return 0;
}
