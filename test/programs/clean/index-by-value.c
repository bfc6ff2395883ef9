// expect: clean; stdout: "6\n"
// The other right way: the index itself as the argument.
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>

static int seen[4];

static void *thread(void *index)
{
    seen[(intptr_t)index] = (int)(intptr_t)index;
    return NULL;
}

int main(void)
{
    pthread_t t[4];
    int sum = 0;
    for (intptr_t i = 0; i < 4; i++)
        pthread_create(&t[i], NULL, thread, (void *)i);
    for (int i = 0; i < 4; i++) {
        pthread_join(t[i], NULL);
        sum += seen[i];
    }
    printf("%d\n", sum);
    return 0;
}
