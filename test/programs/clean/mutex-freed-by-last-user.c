// expect: clean
// POSIX (pthread_mutex_destroy, rationale): the thread that sees the count reach zero under the
// lock may unlock, destroy and free at once, while the other has only just left its unlock.
#include <pthread.h>
#include <stdlib.h>

struct object {
    pthread_mutex_t lock;
    int owners;
};

static void *release(void *arg)
{
    struct object *object = arg;
    pthread_mutex_lock(&object->lock);
    int left = --object->owners;
    pthread_mutex_unlock(&object->lock);
    if (left == 0) {
        pthread_mutex_destroy(&object->lock);
        free(object);
    }
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    struct object *object = malloc(sizeof *object);
    pthread_mutex_init(&object->lock, NULL);
    object->owners = 2;
    pthread_create(&a, NULL, release, object);
    pthread_create(&b, NULL, release, object);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
