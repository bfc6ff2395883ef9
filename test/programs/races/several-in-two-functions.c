// expect: race; races-on: first, second, third
// Each is a race of its own, though all have the same two functions on top of their stacks.
#include <pthread.h>
#include <string.h>

static char first[16], second[16], third[16];
static int copied;

static void *writer(void *unused)
{
    while (!__atomic_load_n(&copied, __ATOMIC_RELAXED))
        ;
    first[3] = 1;
    second[3] = 1;
    third[3] = 1;
    return unused;
}

int main(void)
{
    pthread_t thread;
    char copy[16];
    pthread_create(&thread, NULL, writer, NULL);
    memcpy(copy, first, sizeof copy);
    memcpy(copy, second, sizeof copy);
    memcpy(copy, third, sizeof copy);
    __atomic_store_n(&copied, 1, __ATOMIC_RELAXED);
    pthread_join(thread, NULL);
    return copy[0];
}
