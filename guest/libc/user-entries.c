// The reentrant look-ups of <pwd.h> and <grp.h>: entries are copied, with their texts, into memory of
// the caller. An entry that doesn't exist is no error: there is just no result.

#include "intercept.h"
#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdint.h>

// What is left of the caller's memory.
struct room {
    char *at;
    size_t bytes;
    int is_short;
};

static void *take(struct room *room, const void *from, size_t bytes) {
    if (room->is_short || bytes > room->bytes) {
        room->is_short = 1;
        return NULL;
    }
    char *to = __real_memcpy(room->at, from, bytes);
    room->at += bytes;
    room->bytes -= bytes;
    return to;
}

static char *copy(struct room *room, const char *text) {
    return take(room, text, __real_strlen(text) + 1);
}

// Declares what was written; 0 or ERANGE.
static int finish(void *entry, size_t entry_bytes, const struct room *room, char *start) {
    if (room->is_short) return ERANGE;
    writes(start, (size_t)(room->at - start));
    writes(entry, entry_bytes);
    return 0;
}

static int give_user(const struct passwd *found, struct passwd *entry, char *memory, size_t bytes,
                     struct passwd **result) {
    struct room room = {memory, bytes, 0};
    if (found) {
        *entry = *found;
        entry->pw_name = copy(&room, found->pw_name);
        entry->pw_passwd = copy(&room, found->pw_passwd);
        entry->pw_gecos = copy(&room, found->pw_gecos);
        entry->pw_dir = copy(&room, found->pw_dir);
        entry->pw_shell = copy(&room, found->pw_shell);
    }
    *result = found && !room.is_short ? entry : NULL;
    writes(result, sizeof *result);
    return found ? finish(entry, sizeof *entry, &room, memory) : 0;
}

REPLACEMENT int getpwuid_r(uid_t id, struct passwd *entry, char *memory, size_t bytes,
                           struct passwd **result) {
    return give_user(getpwuid(id), entry, memory, bytes, result);
}

REPLACEMENT int getpwnam_r(const char *name, struct passwd *entry, char *memory, size_t bytes,
                           struct passwd **result) {
    return give_user(getpwnam(name), entry, memory, bytes, result);
}

// The list of members, which is empty, comes first: it must be aligned.
static int give_group(const struct group *found, struct group *entry, char *memory, size_t bytes,
                      struct group **result) {
    size_t padding = -(uintptr_t)memory % sizeof(char *);
    struct room room = {memory + padding, bytes - padding, padding > bytes};
    if (found) {
        *entry = *found;
        entry->gr_mem = take(&room, found->gr_mem, sizeof *found->gr_mem);
        entry->gr_name = copy(&room, found->gr_name);
        entry->gr_passwd = copy(&room, found->gr_passwd);
    }
    *result = found && !room.is_short ? entry : NULL;
    writes(result, sizeof *result);
    return found ? finish(entry, sizeof *entry, &room, memory + padding) : 0;
}

REPLACEMENT int getgrgid_r(gid_t id, struct group *entry, char *memory, size_t bytes,
                           struct group **result) {
    return give_group(getgrgid(id), entry, memory, bytes, result);
}

REPLACEMENT int getgrnam_r(const char *name, struct group *entry, char *memory, size_t bytes,
                           struct group **result) {
    return give_group(getgrnam(name), entry, memory, bytes, result);
}
