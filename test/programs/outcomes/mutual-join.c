// expect: clean; stdout: "1 told of a deadlock, 1 joined\n"; native: skip
// Each of two threads waits for the other to end. POSIX lets pthread_join fail with EDEADLK then,
// and Antecede's does. (glibc 2.36 only checks before it waits: both at once hang for ever.)
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static pthread_t threads[2];
static atomic_int both_exist, told, joined;

static void *thread(void *other)
{
    while (!atomic_load(&both_exist)) {
    }
    int result = pthread_join(*(pthread_t *)other, NULL);
    atomic_fetch_add(result == EDEADLK ? &told : &joined, 1);
    return NULL;
}

int main(void)
{
    pthread_create(&threads[0], NULL, thread, &threads[1]);
    pthread_create(&threads[1], NULL, thread, &threads[0]);
    atomic_store(&both_exist, 1);
    while (atomic_load(&told) + atomic_load(&joined) < 2) {
    }
    printf("%d told of a deadlock, %d joined\n", told, joined);
    return 0;
}
