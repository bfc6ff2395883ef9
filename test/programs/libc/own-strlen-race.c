// expect: race; races-on: text; native: skip
// A program's own definition of a library function wins, and is instrumented like the rest.
#include <pthread.h>
#include <stddef.h>

static char text[8] = "abc";

__attribute__((noinline)) size_t strlen(const char *s)
{
    size_t length = 0;
    while (s[length]) length++;
    return length;
}

static void *thread(void *unused)
{
    return strlen(text) ? unused : NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    text[1] = 0;
    pthread_join(t, NULL);
    return 0;
}
