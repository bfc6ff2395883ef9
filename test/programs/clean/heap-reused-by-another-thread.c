// expect: clean
// What one thread frees, malloc may give to another that is not ordered after it. The allocator's
// own synchronization is not the program's: a fresh block has no past.
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static void *churn(void *unused)
{
    for (int i = 0; i < 100; i++) {
        char *block = malloc(64);
        memset(block, i, 64);
        free(block);
    }
    return NULL;
}

int main(void)
{
    pthread_t t[3];
    for (int i = 0; i < 3; i++)
        pthread_create(&t[i], NULL, churn, NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], NULL);
    return 0;
}
