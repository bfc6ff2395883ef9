// expect: race; tsan: silent
// C17 7.22.4.6p2: getenv need not avoid races with threads that change the environment.
// ThreadSanitizer doesn't look at it.
#include <pthread.h>
#include <stdlib.h>

static void *change(void *unused)
{
    setenv("COLOUR", "blue", 1);
    return unused;
}

int main(void)
{
    pthread_t thread;
    setenv("COLOUR", "red", 1);
    pthread_create(&thread, NULL, change, NULL);
    const char *home = getenv("HOME");
    pthread_join(thread, NULL);
    return home != NULL;
}
