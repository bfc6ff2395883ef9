// Performs a stream of operations on synchronization objects, each by the thread that the stream
// names, and says what each returns (misuse-equals-model.test.ts). An operation is
//
//     THREAD CALL INDEX [ARGUMENT [ARGUMENT]]
//
// and they are divided by semicolons. Main performs none: it hands them out, one a tick of virtual
// time. What a thread can do, it has done when the next tick comes.
//
// Standard output, in the order of time:
//
//     object FAMILY INDEX ADDRESS      before the first operation
//     operation NUMBER [skipped]       skipped: its thread waits, or has ended
//     THREAD RESULT                    a call returns

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
    OBJECTS = 2, // of each family; the second begins as memory that was never initialized
    THREADS = 5, // main is the first
    NEVER_INITIALIZED = 0xa5,
    ARGUMENTS = 3,
};

static const long long tick_ns = 1000000;
static const long long second_ns = 1000000000;

static pthread_mutex_t mutexes[OBJECTS];
static pthread_rwlock_t rwlocks[OBJECTS];
static pthread_spinlock_t spinlocks[OBJECTS];
static pthread_cond_t conditions[OBJECTS];
static pthread_barrier_t barriers[OBJECTS];
static sem_t semaphores[OBJECTS];

struct operation {
    const char *call;
    int index;
    int arguments[ARGUMENTS];
    int value; // of a semaphore
};

static struct worker {
    pthread_t handle;
    sem_t turn;
    _Atomic int is_busy;
    _Atomic int has_ended;
    struct operation operation;
} workers[THREADS];

static long long start_ns;
static int current; // the number of the operation

int __antecede_rwlock_unlock_write(pthread_rwlock_t *);
int __antecede_rwlock_unlock_read(pthread_rwlock_t *);

// ---- Limits of time ----------------------------------------------------------------------------

static struct timespec at(long long ns) {
    return (struct timespec){.tv_sec = ns / second_ns, .tv_nsec = ns % second_ns};
}

// ticks: 0 has passed, n ends before the nth operation from now, below 0 is no time at all.
static const struct timespec *limit(struct timespec *time, int ticks) {
    if (ticks < 0) *time = (struct timespec){.tv_nsec = -1};
    else if (ticks == 0) *time = (struct timespec){0};
    else *time = at(start_ns + (current + ticks) * tick_ns - tick_ns / 2);
    return time;
}

// ---- Calls -------------------------------------------------------------------------------------

#define MUTEX (&mutexes[the->index])
#define RWLOCK (&rwlocks[the->index])
#define SPINLOCK (&spinlocks[the->index])
#define CONDITION (&conditions[the->index])
#define WITH (&mutexes[the->arguments[0]])
#define BARRIER (&barriers[the->index])
#define SEMAPHORE (&semaphores[the->index])
#define THREAD (workers[the->index].handle)
#define LIMIT(argument) limit(&(struct timespec){0}, the->arguments[argument])

static int mutex_init(const struct operation *the) {
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_settype(&attributes, the->arguments[0]);
    pthread_mutexattr_setrobust(&attributes, the->arguments[1]);
    return pthread_mutex_init(MUTEX, &attributes);
}

static int rwlock_init(const struct operation *the) {
    pthread_rwlockattr_t attributes;
    pthread_rwlockattr_init(&attributes);
    pthread_rwlockattr_setkind_np(&attributes, the->arguments[0]
                                                   ? PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP
                                                   : PTHREAD_RWLOCK_DEFAULT_NP);
    return pthread_rwlock_init(RWLOCK, &attributes);
}

static int error_of(int result) { return result ? errno : 0; }

#define CALL(name, result) \
    static int name(struct operation *the) { return result; }

CALL(mutex_destroy, pthread_mutex_destroy(MUTEX))
CALL(mutex_lock, pthread_mutex_lock(MUTEX))
CALL(mutex_trylock, pthread_mutex_trylock(MUTEX))
CALL(mutex_timedlock, pthread_mutex_timedlock(MUTEX, LIMIT(0)))
CALL(mutex_unlock, pthread_mutex_unlock(MUTEX))
CALL(mutex_consistent, pthread_mutex_consistent(MUTEX))
CALL(mutex_begin, mutex_init(the))
CALL(rwlock_begin, rwlock_init(the))
CALL(rwlock_destroy, pthread_rwlock_destroy(RWLOCK))
CALL(rwlock_rdlock, pthread_rwlock_rdlock(RWLOCK))
CALL(rwlock_tryrdlock, pthread_rwlock_tryrdlock(RWLOCK))
CALL(rwlock_timedrdlock, pthread_rwlock_timedrdlock(RWLOCK, LIMIT(0)))
CALL(rwlock_wrlock, pthread_rwlock_wrlock(RWLOCK))
CALL(rwlock_trywrlock, pthread_rwlock_trywrlock(RWLOCK))
CALL(rwlock_timedwrlock, pthread_rwlock_timedwrlock(RWLOCK, LIMIT(0)))
CALL(rwlock_unlock, pthread_rwlock_unlock(RWLOCK))
CALL(rwlock_unlock_read, __antecede_rwlock_unlock_read(RWLOCK))
CALL(rwlock_unlock_write, __antecede_rwlock_unlock_write(RWLOCK))
CALL(spinlock_init, pthread_spin_init(SPINLOCK, PTHREAD_PROCESS_PRIVATE))
CALL(spinlock_destroy, pthread_spin_destroy(SPINLOCK))
CALL(spinlock_lock, pthread_spin_lock(SPINLOCK))
CALL(spinlock_trylock, pthread_spin_trylock(SPINLOCK))
CALL(spinlock_unlock, pthread_spin_unlock(SPINLOCK))
CALL(condition_init, pthread_cond_init(CONDITION, NULL))
CALL(condition_destroy, pthread_cond_destroy(CONDITION))
CALL(condition_signal, pthread_cond_signal(CONDITION))
CALL(condition_broadcast, pthread_cond_broadcast(CONDITION))
CALL(condition_wait, pthread_cond_wait(CONDITION, WITH))
CALL(condition_timedwait, pthread_cond_timedwait(CONDITION, WITH, LIMIT(1)))
CALL(barrier_init, pthread_barrier_init(BARRIER, NULL, (unsigned)the->arguments[0]))
CALL(barrier_destroy, pthread_barrier_destroy(BARRIER))
CALL(barrier_wait, pthread_barrier_wait(BARRIER))
CALL(semaphore_init, error_of(sem_init(SEMAPHORE, 0, (unsigned)the->arguments[0])))
CALL(semaphore_destroy, error_of(sem_destroy(SEMAPHORE)))
CALL(semaphore_post, error_of(sem_post(SEMAPHORE)))
CALL(semaphore_wait, error_of(sem_wait(SEMAPHORE)))
CALL(semaphore_trywait, error_of(sem_trywait(SEMAPHORE)))
CALL(semaphore_timedwait, error_of(sem_timedwait(SEMAPHORE, LIMIT(0))))
CALL(semaphore_getvalue, error_of(sem_getvalue(SEMAPHORE, &the->value)))
CALL(thread_join, pthread_join(THREAD, NULL))
CALL(thread_tryjoin, pthread_tryjoin_np(THREAD, NULL))
CALL(thread_timedjoin, pthread_timedjoin_np(THREAD, NULL, LIMIT(0)))
CALL(thread_detach, pthread_detach(THREAD))

static const struct {
    const char *name;
    int (*perform)(struct operation *);
} calls[] = {
    {"mutex init", mutex_begin},
    {"mutex destroy", mutex_destroy},
    {"mutex lock", mutex_lock},
    {"mutex trylock", mutex_trylock},
    {"mutex timedlock", mutex_timedlock},
    {"mutex unlock", mutex_unlock},
    {"mutex consistent", mutex_consistent},
    {"rwlock init", rwlock_begin},
    {"rwlock destroy", rwlock_destroy},
    {"rwlock rdlock", rwlock_rdlock},
    {"rwlock tryrdlock", rwlock_tryrdlock},
    {"rwlock timedrdlock", rwlock_timedrdlock},
    {"rwlock wrlock", rwlock_wrlock},
    {"rwlock trywrlock", rwlock_trywrlock},
    {"rwlock timedwrlock", rwlock_timedwrlock},
    {"rwlock unlock", rwlock_unlock},
    {"rwlock unlock_read", rwlock_unlock_read},
    {"rwlock unlock_write", rwlock_unlock_write},
    {"spinlock init", spinlock_init},
    {"spinlock destroy", spinlock_destroy},
    {"spinlock lock", spinlock_lock},
    {"spinlock trylock", spinlock_trylock},
    {"spinlock unlock", spinlock_unlock},
    {"condition init", condition_init},
    {"condition destroy", condition_destroy},
    {"condition signal", condition_signal},
    {"condition broadcast", condition_broadcast},
    {"condition wait", condition_wait},
    {"condition timedwait", condition_timedwait},
    {"barrier init", barrier_init},
    {"barrier destroy", barrier_destroy},
    {"barrier wait", barrier_wait},
    {"semaphore init", semaphore_init},
    {"semaphore destroy", semaphore_destroy},
    {"semaphore post", semaphore_post},
    {"semaphore wait", semaphore_wait},
    {"semaphore trywait", semaphore_trywait},
    {"semaphore timedwait", semaphore_timedwait},
    {"semaphore getvalue", semaphore_getvalue},
    {"thread join", thread_join},
    {"thread tryjoin", thread_tryjoin},
    {"thread timedjoin", thread_timedjoin},
    {"thread detach", thread_detach},
};

// ---- What is said ------------------------------------------------------------------------------

static void say(const char *line) { write(STDOUT_FILENO, line, strlen(line)); }

static const char *name_of(int result) {
    static const struct {
        int value;
        const char *name;
    } names[] = {
        {0, "0"},
        {EAGAIN, "EAGAIN"},
        {EBUSY, "EBUSY"},
        {EDEADLK, "EDEADLK"},
        {EINVAL, "EINVAL"},
        {ENOTRECOVERABLE, "ENOTRECOVERABLE"},
        {EOVERFLOW, "EOVERFLOW"},
        {EOWNERDEAD, "EOWNERDEAD"},
        {EPERM, "EPERM"},
        {ESRCH, "ESRCH"},
        {ETIMEDOUT, "ETIMEDOUT"},
        {PTHREAD_BARRIER_SERIAL_THREAD, "PTHREAD_BARRIER_SERIAL_THREAD"},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (names[i].value == result) return names[i].name;
    }
    return "another result";
}

static void say_result(int thread, int result, int value) {
    char line[64];
    if (value < 0) snprintf(line, sizeof line, "%d %s\n", thread, name_of(result));
    else snprintf(line, sizeof line, "%d %s value %d\n", thread, name_of(result), value);
    say(line);
}

static void say_objects(const char *family, const void *first, size_t bytes) {
    for (int i = 0; i < OBJECTS; i++) {
        char line[64];
        snprintf(line, sizeof line, "object %s %d %lu\n", family, i,
                 (unsigned long)first + i * (unsigned long)bytes);
        say(line);
    }
}

// ---- Threads -----------------------------------------------------------------------------------

static void perform(int thread, struct operation *operation) {
    operation->value = -1;
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        if (strcmp(calls[i].name, operation->call)) continue;
        int result = calls[i].perform(operation);
        say_result(thread, result, operation->value);
        return;
    }
    say("no such call\n");
    _Exit(1);
}

static void *work(void *argument) {
    struct worker *self = argument;
    int thread = (int)(self - workers);
    for (;;) {
        while (sem_wait(&self->turn)) {}
        if (!strcmp(self->operation.call, "thread exit")) break;
        perform(thread, &self->operation);
        self->is_busy = 0;
    }
    self->has_ended = 1;
    say_result(thread, 0, -1);
    return NULL;
}

static void wait_for_tick(int tick) {
    struct timespec until = at(start_ns + tick * tick_ns);
    clock_nanosleep(CLOCK_REALTIME, TIMER_ABSTIME, &until, NULL);
}

// The text is cut into words in place.
static void hand_out(char *text) {
    char *rest;
    const int thread = atoi(strtok_r(text, " ", &rest));
    const char *family = strtok_r(NULL, " ", &rest);
    const char *call = strtok_r(NULL, " ", &rest);
    static char name[THREADS][32];
    snprintf(name[thread], sizeof name[thread], "%s %s", family, call);
    struct operation operation = {.call = name[thread], .index = atoi(strtok_r(NULL, " ", &rest))};
    for (int i = 0; i < ARGUMENTS; i++) {
        const char *word = strtok_r(NULL, " ", &rest);
        if (word) operation.arguments[i] = (int)strtoll(word, NULL, 10);
    }
    workers[thread].operation = operation;
    workers[thread].is_busy = 1;
    sem_post(&workers[thread].turn);
}

int main(int count, char **arguments) {
    if (count < 2) return 1;
    memset(&mutexes[1], NEVER_INITIALIZED, sizeof *mutexes);
    memset(&rwlocks[1], NEVER_INITIALIZED, sizeof *rwlocks);
    memset((void *)&spinlocks[1], NEVER_INITIALIZED, sizeof *spinlocks);
    memset(&conditions[1], NEVER_INITIALIZED, sizeof *conditions);
    memset(&barriers[1], NEVER_INITIALIZED, sizeof *barriers);
    memset(&semaphores[1], NEVER_INITIALIZED, sizeof *semaphores);
    say_objects("mutex", mutexes, sizeof *mutexes);
    say_objects("rwlock", rwlocks, sizeof *rwlocks);
    say_objects("spinlock", (const void *)spinlocks, sizeof *spinlocks);
    say_objects("condition", conditions, sizeof *conditions);
    say_objects("barrier", barriers, sizeof *barriers);
    say_objects("semaphore", semaphores, sizeof *semaphores);
    workers[0].handle = pthread_self();
    for (int i = 1; i < THREADS; i++) {
        sem_init(&workers[i].turn, 0, 0);
        if (pthread_create(&workers[i].handle, NULL, work, &workers[i])) return 1;
    }
    for (int i = 0; i < THREADS; i++) {
        char line[64];
        snprintf(line, sizeof line, "object thread %d %lu\n", i,
                 (unsigned long)workers[i].handle);
        say(line);
    }
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    start_ns = now.tv_sec * second_ns + now.tv_nsec + tick_ns;
    wait_for_tick(0);
    char *rest;
    for (char *text = strtok_r(arguments[1], ";", &rest); text;
         text = strtok_r(NULL, ";", &rest)) {
        const struct worker *worker = &workers[atoi(text)];
        int can = !worker->is_busy && !worker->has_ended;
        char line[64];
        snprintf(line, sizeof line, "operation %d%s\n", current, can ? "" : " skipped");
        say(line);
        if (can) hand_out(text);
        // Not before: limits of time count from the present operation.
        wait_for_tick(current + 1);
        current++;
    }
    _Exit(0);
}
