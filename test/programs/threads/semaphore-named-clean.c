// expect: clean
// Named semaphores: one object a name until it is unlinked, gone when closed by all.
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <string.h>

static int shared;

static void *body(void *argument) {
    sem_t *semaphore = sem_open("/signal", 0);
    assert(semaphore != SEM_FAILED);
    shared = 1;
    assert(sem_post(semaphore) == 0 && sem_close(semaphore) == 0);
    return argument;
}

int main(void) {
    char long_name[300];
    pthread_t thread;
    int value;
    memset(long_name, 'n', sizeof long_name);
    long_name[0] = '/';
    long_name[sizeof long_name - 1] = 0;
    assert(sem_open("/signal", 0) == SEM_FAILED && errno == ENOENT);
    assert(sem_unlink("/signal") == -1 && errno == ENOENT);
    assert(sem_open(long_name, O_CREAT, 0600, 0) == SEM_FAILED && errno == ENAMETOOLONG);
    assert(sem_open("/", O_CREAT, 0600, 0) == SEM_FAILED && errno == EINVAL);
    assert(sem_open("/big", O_CREAT, 0600, SEM_VALUE_MAX + 1u) == SEM_FAILED && errno == EINVAL);
    sem_t *semaphore = sem_open("/signal", O_CREAT, 0600, 0);
    assert(semaphore != SEM_FAILED);
    assert(sem_open("/signal", O_CREAT | O_EXCL, 0600, 0) == SEM_FAILED && errno == EEXIST);
    assert(sem_open("/signal", O_CREAT, 0600, 9) == semaphore);
    assert(sem_getvalue(semaphore, &value) == 0 && value == 0);
    pthread_create(&thread, NULL, body, NULL);
    assert(sem_wait(semaphore) == 0);
    assert(shared == 1);
    pthread_join(thread, NULL);
    assert(sem_unlink("/signal") == 0);
    sem_t *other = sem_open("/signal", O_CREAT | O_EXCL, 0600, 5);
    assert(other != SEM_FAILED && other != semaphore);
    assert(sem_post(semaphore) == 0); // unlinked, still open
    assert(sem_close(semaphore) == 0 && sem_close(semaphore) == 0);
    assert(sem_close(semaphore) == -1 && errno == EINVAL);
    assert(sem_close(other) == 0);
    assert(sem_open("signal", 0) == other && sem_getvalue(other, &value) == 0 && value == 5);
    assert(sem_unlink("signal") == 0);
    return 0;
}
