// expect: clean
// Threads that look up users and groups at once, each into memory of its own.
#include <assert.h>
#include <errno.h>
#include <grp.h>
#include <pthread.h>
#include <pwd.h>
#include <string.h>
#include <unistd.h>

static void *look_up(void *unused) {
    struct passwd user, again, *result;
    struct group group, *found;
    char memory[4096], more[4096];
    assert(getpwuid_r(getuid(), &user, memory, sizeof memory, &result) == 0 && result == &user);
    assert(user.pw_uid == getuid());
    assert(user.pw_name >= memory && user.pw_name < memory + sizeof memory);
    assert(getpwnam_r(user.pw_name, &again, more, sizeof more, &result) == 0 && result == &again);
    assert(strcmp(again.pw_dir, user.pw_dir) == 0);
    assert(getpwuid_r(getuid(), &user, memory, 2, &result) == ERANGE && !result);
    assert(getpwnam_r("nobody has this name", &user, memory, sizeof memory, &result) == 0);
    assert(!result);
    assert(getgrgid_r(getgid(), &group, memory + 1, sizeof memory - 1, &found) == 0);
    assert(found == &group && group.gr_gid == getgid());
    assert(getgrnam_r(group.gr_name, &group, more, sizeof more, &found) == 0 && found == &group);
    return unused;
}

int main(void) {
    pthread_t threads[2];
    for (int i = 0; i < 2; i++) pthread_create(&threads[i], NULL, look_up, NULL);
    for (int i = 0; i < 2; i++) pthread_join(threads[i], NULL);
    return 0;
}
