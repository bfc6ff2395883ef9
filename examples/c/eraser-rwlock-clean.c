// clean: a read-write lock, held for reading by readers and for writing by writers.
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdio.h>

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static int price, tax;

static void *reader(void *sound)
{
    for (int i = 0; i < 100; i++) {
        pthread_rwlock_rdlock(&lock);
        if (tax * 10 != price)
            *(int *)sound = 0;
        pthread_rwlock_unlock(&lock);
    }
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    int a_sound = 1, b_sound = 1;
    pthread_create(&a, NULL, reader, &a_sound);
    pthread_create(&b, NULL, reader, &b_sound);
    for (int i = 1; i <= 100; i++) {
        pthread_rwlock_wrlock(&lock);
        price = 10 * i;
        tax = i;
        pthread_rwlock_unlock(&lock);
    }
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("%d %d\n", a_sound, b_sound);
    return 0;
}
