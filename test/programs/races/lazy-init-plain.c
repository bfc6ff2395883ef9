// expect: race; races-on: instance, object
// Lazy initialization without any synchronization.
#include <pthread.h>
#include <stddef.h>

static int object;
static int *instance;

static int *get(void)
{
    if (instance == NULL) {
        object = 42;
        instance = &object;
    }
    return instance;
}

static void *user(void *seen)
{
    *(int *)seen = *get();
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    int seen[2];
    pthread_create(&a, NULL, user, &seen[0]);
    pthread_create(&b, NULL, user, &seen[1]);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
