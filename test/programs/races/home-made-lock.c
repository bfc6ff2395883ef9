// expect: race; races-on: locked, x
// Test and set in two plain steps: no lock at all.
#include <pthread.h>

static int locked, x;

static void *thread(void *unused)
{
    while (locked) {
    }
    locked = 1;
    x++;
    locked = 0;
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, thread, NULL);
    pthread_create(&b, NULL, thread, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
