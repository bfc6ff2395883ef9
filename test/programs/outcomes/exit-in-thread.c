// expect: exit 5
// exit in any thread ends the process.
#include <pthread.h>
#include <stdlib.h>

static void *thread(void *unused)
{
    exit(5);
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    pthread_join(t, NULL);
    return 0;
}
