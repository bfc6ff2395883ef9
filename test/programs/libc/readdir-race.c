// expect: race; races-on: heap; tsan: silent
// POSIX.1-2017 XSH 2.9.1 lists readdir as not thread-safe: two threads read one directory stream.
#include <dirent.h>
#include <pthread.h>
#include <stddef.h>

static DIR *directory;

static void *next(void *unused)
{
    readdir(directory);
    return unused;
}

int main(void)
{
    pthread_t thread;
    directory = opendir(".");
    pthread_create(&thread, NULL, next, NULL);
    readdir(directory);
    pthread_join(thread, NULL);
    closedir(directory);
    return 0;
}
