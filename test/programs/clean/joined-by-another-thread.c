// expect: clean; stdout: "3\n"
// A thread may be joined by any other; the joiner passes the order on.
#include <pthread.h>
#include <stdio.h>

static pthread_t first;
static int x;

static void *write_x(void *unused)
{
    x = 2;
    return NULL;
}

static void *join_first(void *unused)
{
    pthread_join(first, NULL);
    x++;
    return NULL;
}

int main(void)
{
    pthread_t second;
    pthread_create(&first, NULL, write_x, NULL);
    pthread_create(&second, NULL, join_first, NULL);
    pthread_join(second, NULL);
    printf("%d\n", x);
    return 0;
}
