// expect: clean; stdout: "end\n"
// Functions of other types, cast, as POSIX's own manual has it for pthread_mutex_unlock. A cast to
// void * first keeps compilers from remarking on it.
#include <assert.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_key_t key;
static int made, freed, raised, left;

static int make(void)
{
    return ++made;
}

static int release(void *value)
{
    free(value);
    return ++freed;
}

static int handle(int number)
{
    return raised = number;
}

static void leave(void)
{
    left++;
}

static int end(void)
{
    return puts("end");
}

static void *wait_for_ever(void *unused)
{
    pthread_setspecific(key, malloc(1));
    pthread_cleanup_push((void (*)(void *))(void *)leave, NULL);
    pthread_mutex_lock(&mutex);
    pthread_cleanup_push((void (*)(void *))(void *)pthread_mutex_unlock, &mutex);
    for (;;) pthread_cond_wait(&condition, &mutex);
    pthread_cleanup_pop(1);
    pthread_cleanup_pop(1);
    return unused;
}

int main(void)
{
    pthread_t thread;
    atexit((void (*)(void))(void *)end);
    signal(SIGUSR1, (void (*)(int))(void *)handle);
    raise(SIGUSR1);
    pthread_once(&once, (void (*)(void))(void *)make);
    pthread_key_create(&key, (void (*)(void *))(void *)release);
    pthread_create(&thread, NULL, wait_for_ever, NULL);
    sleep(1);
    pthread_cancel(thread);
    pthread_join(thread, NULL);
    assert(made == 1 && freed == 1 && raised == SIGUSR1 && left == 1);
    assert(pthread_mutex_trylock(&mutex) == 0);
    return 0;
}
