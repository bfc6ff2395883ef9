// expect: clean
// Neighbouring bytes are separate memory locations (C11 3.14), in one word or not.
#include <pthread.h>

static char bytes[8];

static void *thread(void *unused)
{
    for (int i = 0; i < 8; i += 2)
        bytes[i] = 1;
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    for (int i = 1; i < 8; i += 2)
        bytes[i] = 2;
    pthread_join(t, NULL);
    return 0;
}
