// expect: race; races-on: partial
// Each thread writes its own part and reads the other's, with no barrier between the two phases.
#include <pthread.h>

static int partial[2];

static void *thread(void *arg)
{
    int me = arg != NULL;
    partial[me] = 1;
    int other = partial[1 - me];
    return other > 1 ? arg : NULL;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, thread, NULL);
    pthread_create(&b, NULL, thread, partial);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
