// expect: race; races-on: x; tsan: any
// Natively the process ends before the thread gets far, so ThreadSanitizer depends on luck here.
// Antecede lets the other threads go on to their end after main has returned.
#include <pthread.h>

static int x;

static void *thread(void *unused)
{
    for (volatile int i = 0; i < 1000; i++) {
    }
    x = 1;
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    x = 2;
    return 0;
}
