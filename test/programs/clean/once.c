// expect: clean; stdout: "once, 42 42 42\n"
#include <pthread.h>
#include <stdio.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int resource, calls;

static void initialize(void)
{
    calls++;
    resource = 42;
}

static void *user(void *seen)
{
    pthread_once(&once, initialize);
    *(int *)seen = resource;
    return NULL;
}

int main(void)
{
    pthread_t t[3];
    int seen[3];
    for (int i = 0; i < 3; i++)
        pthread_create(&t[i], NULL, user, &seen[i]);
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], NULL);
    printf("%s, %d %d %d\n", calls == 1 ? "once" : "often", seen[0], seen[1], seen[2]);
    return 0;
}
