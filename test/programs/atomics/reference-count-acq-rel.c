// expect: clean
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

struct object {
    atomic_int owners;
    int value;
};

static void *owner(void *arg)
{
    struct object *object = arg;
    int seen = object->value;
    if (atomic_fetch_sub_explicit(&object->owners, 1, memory_order_acq_rel) == 1) {
        object->value = 0;
        free(object);
    }
    return seen == 7 ? NULL : arg;
}

int main(void)
{
    pthread_t t[4];
    struct object *object = malloc(sizeof *object);
    atomic_init(&object->owners, 4);
    object->value = 7;
    for (int i = 0; i < 4; i++)
        pthread_create(&t[i], NULL, owner, object);
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    return 0;
}
