// expect: race; races-on: right
// memcmp reads at least up to the first difference.
#include <pthread.h>
#include <string.h>

static char left[16], right[16], differ;

static void *thread(void *unused)
{
    differ = memcmp(left, right, 16) != 0;
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    right[0] = 1;
    pthread_join(t, NULL);
    return 0;
}
