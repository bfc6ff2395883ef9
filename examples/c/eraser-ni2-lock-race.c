// race on xfile: a file is opened on first use, and the first check is made without the lock.
//
// The bug that Eraser found in AltaVista (section 4.1), rebuilt. The lock makes sure that the file
// is opened once; but a thread that finds the pointer set never locks, so nothing orders the
// opening before its use. On some processors (Alpha) it could even see the pointer and, behind it,
// a file structure that is not yet filled in.
#include <pthread.h>
#include <stdio.h>

struct file {
    int descriptor;
};

static struct {
    pthread_mutex_t lock;
    struct file *open;          // NULL until somebody needs the file
    struct file file;
} xfile = {.lock = PTHREAD_MUTEX_INITIALIZER};

static int xfile_descriptor(void)
{
    if (xfile.open == NULL) {
        pthread_mutex_lock(&xfile.lock);
        if (xfile.open == NULL) {
            xfile.file.descriptor = 3;
            xfile.open = &xfile.file;
        }
        pthread_mutex_unlock(&xfile.lock);
    }
    return xfile.open->descriptor;
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
