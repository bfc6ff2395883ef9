// expect: clean; stdout: "20\n"
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lock;
static int x;

static void add(int times)
{
    pthread_mutex_lock(&lock);
    x++;
    if (times > 1)
        add(times - 1);
    pthread_mutex_unlock(&lock);
}

static void *thread(void *unused)
{
    add(10);
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    pthread_mutexattr_t recursive;
    pthread_mutexattr_init(&recursive);
    pthread_mutexattr_settype(&recursive, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(&lock, &recursive);
    pthread_create(&a, NULL, thread, NULL);
    pthread_create(&b, NULL, thread, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("%d\n", x);
    pthread_mutex_destroy(&lock);
    pthread_mutexattr_destroy(&recursive);
    return 0;
}
