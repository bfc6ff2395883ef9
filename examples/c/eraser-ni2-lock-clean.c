// clean: the same file opened on first use, with an atomic pointer that is released and acquired.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

struct file {
    int descriptor;
};

static struct {
    pthread_mutex_t lock;
    struct file *_Atomic open;
    struct file file;
} xfile = {.lock = PTHREAD_MUTEX_INITIALIZER};

static int xfile_descriptor(void)
{
    struct file *open = atomic_load_explicit(&xfile.open, memory_order_acquire);
    if (open == NULL) {
        pthread_mutex_lock(&xfile.lock);
        open = atomic_load_explicit(&xfile.open, memory_order_relaxed);
        if (open == NULL) {
            xfile.file.descriptor = 3;
            open = &xfile.file;
            atomic_store_explicit(&xfile.open, open, memory_order_release);
        }
        pthread_mutex_unlock(&xfile.lock);
    }
    return open->descriptor;
}

static void *user(void *seen)
{
    *(int *)seen = xfile_descriptor();
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    int seen[2];
    pthread_create(&a, NULL, user, &seen[0]);
    pthread_create(&b, NULL, user, &seen[1]);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("%d %d\n", seen[0], seen[1]);
    return 0;
}
