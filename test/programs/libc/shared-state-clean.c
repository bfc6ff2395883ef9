// expect: clean
// What POSIX.1-2017 XSH 2.9.1 lists is used under a lock, with its results. What glibc makes safe
// though it is listed (rand, strerror), what has its state from the caller, and what only looks is
// used without one.
#define _GNU_SOURCE
#include <assert.h>
#include <dirent.h>
#include <locale.h>
#include <pthread.h>
#include <search.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void under_lock(time_t time)
{
    char line[] = "one two";
    pthread_mutex_lock(&lock);
    assert(strcmp(strtok(line, " "), "one") == 0);
    assert(strcmp(strtok(NULL, " "), "two") == 0);
    assert(gmtime(&time)->tm_year == 70);
    assert(localtime(&time)->tm_year == 70);
    assert(asctime(gmtime(&time))[0] == ctime(&time)[0]);
    drand48();
    srand48(time);
    hsearch((ENTRY){.key = time ? "a" : "b"}, ENTER);
    setlocale(LC_ALL, "C");
    pthread_mutex_unlock(&lock);
}

static void without_lock(time_t time)
{
    char line[] = "one two", text[32], *place;
    unsigned short state[3] = {0};
    struct tm day;
    strtok_r(line, " ", &place);
    gmtime_r(&time, &day);
    asctime_r(&day, text);
    ctime_r(&time, text);
    rand();
    random();
    erand48(state);
    strerror(2);
    DIR *directory = opendir(".");
    if (!directory) return;
    while (readdir(directory)) {}
    closedir(directory);
}

static void *use(void *time)
{
    under_lock(*(time_t *)time);
    without_lock(*(time_t *)time);
    return NULL;
}

static void *look(void *unused)
{
    setlocale(LC_ALL, NULL);
    assert(hsearch((ENTRY){.key = "a"}, FIND));
    return unused;
}

static void two(void *(*work)(void *))
{
    static time_t times[2] = {0, 3600};
    pthread_t threads[2];
    for (int i = 0; i < 2; i++) pthread_create(&threads[i], NULL, work, &times[i]);
    for (int i = 0; i < 2; i++) pthread_join(threads[i], NULL);
}

int main(void)
{
    hcreate(8);
    two(use);
    two(look);
    hdestroy();
    return 0;
}
