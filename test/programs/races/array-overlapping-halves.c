// expect: race; races-on: numbers
// Two threads take half of an array each, with an off-by-one: both write element 8.
#include <pthread.h>

static int numbers[16];

static void *lower(void *unused)
{
    for (int i = 0; i <= 8; i++)
        numbers[i] = i;
    return NULL;
}

static void *upper(void *unused)
{
    for (int i = 8; i < 16; i++)
        numbers[i] = i;
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, lower, NULL);
    pthread_create(&b, NULL, upper, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
