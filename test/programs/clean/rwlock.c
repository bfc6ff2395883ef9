// expect: clean
#include <pthread.h>

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static int a, b;

static void *reader(void *unused)
{
    for (int i = 0; i < 50; i++) {
        pthread_rwlock_rdlock(&lock);
        int equal = a == b;
        pthread_rwlock_unlock(&lock);
        if (!equal)
            return &a;
    }
    return NULL;
}

static void *writer(void *unused)
{
    for (int i = 0; i < 50; i++) {
        pthread_rwlock_wrlock(&lock);
        a++;
        b++;
        pthread_rwlock_unlock(&lock);
    }
    return NULL;
}

int main(void)
{
    pthread_t t[4];
    int wrong = 0;
    pthread_create(&t[0], NULL, reader, NULL);
    pthread_create(&t[1], NULL, writer, NULL);
    pthread_create(&t[2], NULL, reader, NULL);
    pthread_create(&t[3], NULL, writer, NULL);
    for (int i = 0; i < 4; i++) {
        void *result;
        pthread_join(t[i], &result);
        wrong += result != NULL;
    }
    return wrong != 0 || a != 100;
}
