// clean: ANY of the locks to read, ALL of them to write.
//
// A pattern for callbacks: whoever holds either lock may look, and only who holds both may change.
// Each reader shares a lock with each writer, so every pair is ordered. Eraser intersects the
// readers' locks, finds none in common, and may warn falsely; with `--lockset-refine write` reads
// are only checked against the locks that all writers held.
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t first = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t second = PTHREAD_MUTEX_INITIALIZER;
static int setting;

static void *reader_with_first(void *last)
{
    for (int i = 0; i < 20; i++) {
        pthread_mutex_lock(&first);
        *(int *)last = setting;
        pthread_mutex_unlock(&first);
    }
    return NULL;
}

static void *reader_with_second(void *last)
{
    for (int i = 0; i < 20; i++) {
        pthread_mutex_lock(&second);
        *(int *)last = setting;
        pthread_mutex_unlock(&second);
    }
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    int last[2];
    pthread_create(&a, NULL, reader_with_first, &last[0]);
    pthread_create(&b, NULL, reader_with_second, &last[1]);
    for (int i = 0; i < 20; i++) {
        pthread_mutex_lock(&first);         // always in this order, or else a deadlock
        pthread_mutex_lock(&second);
        setting++;
        pthread_mutex_unlock(&second);
        pthread_mutex_unlock(&first);
    }
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    pthread_mutex_lock(&first);
    printf("%d\n", setting);
    pthread_mutex_unlock(&first);
    return 0;
}
