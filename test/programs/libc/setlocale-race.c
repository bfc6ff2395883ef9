// expect: race; tsan: silent
// C17 7.11.1.1p5: a call of setlocale may race with other calls of it. glibc's takes a lock.
#include <locale.h>
#include <pthread.h>
#include <stddef.h>

static void *set(void *unused)
{
    setlocale(LC_ALL, "C");
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, set, NULL);
    setlocale(LC_ALL, "");
    pthread_join(thread, NULL);
    return 0;
}
