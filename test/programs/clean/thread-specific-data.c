// expect: clean; stdout: "1 2 destroyed 2\n"
// pthread keys; the destructor runs in the thread that ends, before its join returns.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static pthread_key_t key;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int destroyed;

static void destroy(void *value)
{
    pthread_mutex_lock(&lock);
    destroyed++;
    pthread_mutex_unlock(&lock);
    free(value);
}

static void *thread(void *arg)
{
    int *own = malloc(sizeof *own);
    *own = *(int *)arg;
    pthread_setspecific(key, own);
    *(int *)arg = *(int *)pthread_getspecific(key);
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    int na = 1, nb = 2;
    pthread_key_create(&key, destroy);
    pthread_create(&a, NULL, thread, &na);
    pthread_create(&b, NULL, thread, &nb);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("%d %d destroyed %d\n", na, nb, destroyed);
    pthread_key_delete(key);
    return 0;
}
