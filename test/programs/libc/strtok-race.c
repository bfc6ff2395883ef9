// expect: race; tsan: silent
// C17 7.24.5.8p6: strtok need not avoid races with other calls of it, whatever their strings. The
// threads may cut each other's strings.
#include <pthread.h>
#include <string.h>

static void *words(void *unused)
{
    char line[] = "one two three";
    int count = 0;
    for (char *word = strtok(line, " "); word; word = strtok(NULL, " ")) count++;
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    for (int i = 0; i < 2; i++) pthread_create(&threads[i], NULL, words, NULL);
    for (int i = 0; i < 2; i++) pthread_join(threads[i], NULL);
    return 0;
}
