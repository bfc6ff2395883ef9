// expect: race; races-on: number
// sscanf writes through the pointers that it is given.
#include <pthread.h>
#include <stdio.h>

static int number;

static void *thread(void *unused)
{
    sscanf("42", "%d", &number);
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    number = 1;
    pthread_join(t, NULL);
    return 0;
}
