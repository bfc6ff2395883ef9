// clean: the value computed on first use, wholly under a lock.
#include <pthread.h>
#include <stdio.h>

static struct {
    pthread_mutex_t lock;
    long fingerprint;
    int valid_fingerprint;
} tag = {.lock = PTHREAD_MUTEX_INITIALIZER};

static long fingerprint_value(void)
{
    pthread_mutex_lock(&tag.lock);
    if (!tag.valid_fingerprint) {
        tag.fingerprint = 0x5eed;
        tag.valid_fingerprint = 1;
    }
    long value = tag.fingerprint;
    pthread_mutex_unlock(&tag.lock);
    return value;
}

static void *user(void *seen)
{
    *(long *)seen = fingerprint_value();
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    long seen[2];
    pthread_create(&a, NULL, user, &seen[0]);
    pthread_create(&b, NULL, user, &seen[1]);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("%lx %lx\n", seen[0], seen[1]);
    return 0;
}
