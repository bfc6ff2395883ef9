// expect: race; races-on: argument
// What is written BEFORE pthread_create is published by it, what is written after is not.
#include <pthread.h>

static struct {
    int before;
    int after;
} argument;

static void *thread(void *unused)
{
    int sum = argument.before + argument.after;
    return sum > 100 ? unused : NULL;
}

int main(void)
{
    pthread_t t;
    argument.before = 1;
    pthread_create(&t, NULL, thread, NULL);
    argument.after = 2;
    pthread_join(t, NULL);
    return 0;
}
