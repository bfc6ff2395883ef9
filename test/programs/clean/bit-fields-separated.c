// expect: clean
// C11 3.14: a zero-width bit-field between them makes two memory locations of two bit-fields.
#include <pthread.h>

static struct {
    unsigned dirty : 1;
    unsigned : 0;
    unsigned locked : 1;
} flags;

static void *thread(void *unused)
{
    flags.dirty = 1;
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    flags.locked = 1;
    pthread_join(t, NULL);
    return 0;
}
