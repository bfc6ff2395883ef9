// expect: clean; stdout: "red (none) blue (none)\n"
// Threads may look at the environment at once, and change it under a lock.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

static const char *look(const char *name)
{
    const char *value = getenv(name);
    return value ? value : "(none)";
}

static void *read_only(void *unused)
{
    look("COLOUR");
    return unused;
}

static void *change(void *unused)
{
    pthread_mutex_lock(&mutex);
    setenv("COLOUR", "blue", 1);
    unsetenv("SIZE");
    pthread_mutex_unlock(&mutex);
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    setenv("COLOUR", "red", 1);
    printf("%s %s ", look("COLOUR"), look("SIZE"));
    for (int i = 0; i < 2; i++) pthread_create(&threads[i], NULL, read_only, NULL);
    look("HOME");
    for (int i = 0; i < 2; i++) pthread_join(threads[i], NULL);
    for (int i = 0; i < 2; i++) pthread_create(&threads[i], NULL, change, NULL);
    pthread_mutex_lock(&mutex);
    look("COLOUR");
    pthread_mutex_unlock(&mutex);
    for (int i = 0; i < 2; i++) pthread_join(threads[i], NULL);
    printf("%s %s\n", look("COLOUR"), look("SIZE"));
    return 0;
}
