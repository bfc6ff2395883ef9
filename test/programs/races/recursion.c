// expect: race; races-on: deepest
// A thread for each half, down to single elements; all note their depth in one variable.
#include <pthread.h>
#include <stdint.h>

static int deepest;

static void *descend(void *arg)
{
    intptr_t depth = (intptr_t)arg;
    if (depth > deepest)
        deepest = (int)depth;
    if (depth < 3) {
        pthread_t left, right;
        pthread_create(&left, NULL, descend, (void *)(depth + 1));
        pthread_create(&right, NULL, descend, (void *)(depth + 1));
        pthread_join(left, NULL);
        pthread_join(right, NULL);
    }
    return NULL;
}

int main(void)
{
    descend((void *)(intptr_t)1);
    return 0;
}
