// expect: race; races-on: memory
// Two threads share the memory that an entry's texts are copied to.
#include <pthread.h>
#include <pwd.h>
#include <unistd.h>

static char memory[4096];

static void *look_up(void *unused) {
    struct passwd user, *result;
    getpwuid_r(getuid(), &user, memory, sizeof memory, &result);
    return unused;
}

int main(void) {
    pthread_t threads[2];
    for (int i = 0; i < 2; i++) pthread_create(&threads[i], NULL, look_up, NULL);
    for (int i = 0; i < 2; i++) pthread_join(threads[i], NULL);
    return 0;
}
