// expect: race; races-on: next.counter
// A static local variable is a global with a smaller scope. (clang names it function.variable.)
#include <pthread.h>

static int next(void)
{
    static int counter;
    return ++counter;
}

static void *thread(void *unused)
{
    next();
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    next();
    pthread_join(t, NULL);
    return 0;
}
