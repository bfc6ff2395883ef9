// expect: race; races-on: made, moved, opened, removed, address, pause_time; tsan: any
// What only reads a text or a time of its caller reads it as a plain access. ThreadSanitizer knows
// some of these functions.
#include <arpa/inet.h>
#include <dirent.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static char made[] = "/nowhere/made", moved[] = "/nowhere/moved", opened[] = "/nowhere/opened";
static char removed[] = "/nowhere/removed", address[] = "127.0.0.1";
static struct timespec pause_time = {0, 1000};

static void *change(void *unused)
{
    made[1] = moved[1] = opened[1] = removed[1] = 'N';
    address[0] = '2';
    pause_time.tv_nsec = 2000;
    return unused;
}

int main(void)
{
    pthread_t thread;
    struct in_addr to;
    pthread_create(&thread, NULL, change, NULL);
    mkdir(made, 0700);
    rename(moved, "/nowhere/else");
    opendir(opened);
    unlink(removed);
    inet_pton(AF_INET, address, &to);
    nanosleep(&pause_time, NULL);
    pthread_join(thread, NULL);
    return 0;
}
