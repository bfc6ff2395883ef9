// expect: race; races-on: heap; tsan: any
// The last owner writes to the object before freeing it. The counter stands apart from the value:
// in one granule ThreadSanitizer's four shadow cells may have forgotten the other thread's read.
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

struct object {
    atomic_int owners;
    char apart[60];
    int value;
};

static void *owner(void *arg)
{
    struct object *object = arg;
    int seen = object->value;
    if (atomic_fetch_sub_explicit(&object->owners, 1, memory_order_relaxed) == 1) {
        object->value = 0;
        free(object);
    }
    return seen == 7 ? NULL : arg;
}

int main(void)
{
    pthread_t a, b;
    struct object *object = malloc(sizeof *object);
    atomic_init(&object->owners, 2);
    object->value = 7;
    pthread_create(&a, NULL, owner, object);
    pthread_create(&b, NULL, owner, object);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
