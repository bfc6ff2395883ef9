// expect: race; races-on: a, b
#include <pthread.h>

static int a, b;

static void *write_a(void *unused)
{
    a = 1;
    return NULL;
}

static void *write_b(void *unused)
{
    b = 1;
    return NULL;
}

static void *read_both(void *sum)
{
    *(int *)sum = a + b;
    return NULL;
}

int main(void)
{
    pthread_t t[3];
    int sum;
    pthread_create(&t[0], NULL, write_a, NULL);
    pthread_create(&t[1], NULL, write_b, NULL);
    pthread_create(&t[2], NULL, read_both, &sum);
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], NULL);
    return sum > 2;
}
