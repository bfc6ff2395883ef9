// expect: race; races-on: flags
// C11 3.14: adjacent bit-fields are one memory location, whatever their names are.
#include <pthread.h>

static struct {
    unsigned dirty : 1;
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
