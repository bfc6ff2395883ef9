// Named semaphores, which live within the process: a list of names. A semaphore is freed when its
// name is unlinked and it is closed as often as it was opened.

#define _GNU_SOURCE
#include "semaphore-object.h"
#include <errno.h>
#include <stdarg.h>
#include <string.h>

struct named {
    sem_t semaphore;
    struct named *next;
    uint32_t opened;
    int is_unlinked;
    char name[];
};

static struct named *all;

static sem_t *fail_open(int error) {
    errno = error;
    return SEM_FAILED;
}

// POSIX leaves the slash at the beginning to the implementation; Linux takes both.
static const char *without_slash(const char *name) { return *name == '/' ? name + 1 : name; }

static struct named **find(const char *name) {
    struct named **at = &all;
    while (*at && ((*at)->is_unlinked || strcmp((*at)->name, name) != 0)) at = &(*at)->next;
    return at;
}

static sem_t *create(const char *name, unsigned value) {
    if (value > SEM_VALUE_MAX) return fail_open(EINVAL);
    size_t length = strlen(name);
    struct named *named = antecede_private_allocate(sizeof *named + length + 1);
    if (!named) return fail_open(ENOMEM);
    memcpy(named->name, name, length + 1);
    named->opened = 1;
    named->next = all;
    all = named;
    antecede_semaphore(&named->semaphore)->value = value;
    return &named->semaphore;
}

REPLACEMENT sem_t *sem_open(const char *path, int flags, ...) {
    const char *name = without_slash(path);
    if (!*name || strchr(name, '/')) return fail_open(EINVAL);
    if (strlen(name) > NAME_MAX) return fail_open(ENAMETOOLONG);
    struct named *named = *find(name);
    if (named && (flags & O_CREAT) && (flags & O_EXCL)) return fail_open(EEXIST);
    if (named) {
        named->opened++;
        return &named->semaphore;
    }
    if (!(flags & O_CREAT)) return fail_open(ENOENT);
    va_list arguments;
    va_start(arguments, flags);
    (void)va_arg(arguments, int); // the mode: there is one user
    unsigned value = va_arg(arguments, unsigned);
    va_end(arguments);
    return create(name, value);
}

static void free_if_unused(struct named **at) {
    struct named *named = *at;
    if (!named->is_unlinked || named->opened) return;
    *at = named->next;
    antecede_private_free(named);
}

REPLACEMENT int sem_close(sem_t *semaphore) {
    struct named **at = &all;
    while (*at && &(*at)->semaphore != semaphore) at = &(*at)->next;
    if (!*at || !(*at)->opened) {
        errno = EINVAL;
        return -1;
    }
    (*at)->opened--;
    free_if_unused(at);
    return 0;
}

REPLACEMENT int sem_unlink(const char *path) {
    const char *name = without_slash(path);
    struct named **at = find(name);
    if (!*at) {
        errno = strlen(name) > NAME_MAX ? ENAMETOOLONG : ENOENT;
        return -1;
    }
    (*at)->is_unlinked = 1;
    free_if_unused(at);
    return 0;
}
