// expect: clean; native: skip
// What is left of a program when gcc has preprocessed it with glibc's headers for x86-64: the numbers
// of errors, signals and flags are Linux's, and time_t is a long.
typedef struct { int __val[2]; } __fsid_t;
typedef long int __time_t;
typedef unsigned long int pthread_t;
typedef union { char __size[40]; long int __align; } pthread_mutex_t;
typedef union { char __size[4]; int __align; } pthread_mutexattr_t;
typedef union { char __size[48]; long long int __align; } pthread_cond_t;
typedef union { char __size[32]; long int __align; } sem_t;
typedef struct { unsigned long int __val[32]; } sigset_t;
struct timespec { __time_t tv_sec; long int tv_nsec; };
struct sigaction {
    union { void (*sa_handler)(int); } __sigaction_handler;
    sigset_t sa_mask;
    int sa_flags;
    void (*sa_restorer)(void);
};

extern int *__errno_location (void) __attribute__ ((__nothrow__ , __leaf__)) __attribute__ ((__const__));
extern void __assert_fail (const char *, const char *, unsigned int, const char *) __attribute__ ((__noreturn__));
extern long int strtol (const char *, char **, int);
extern int strcmp (const char *, const char *);
extern char *strerror (int);
extern int pthread_create (pthread_t *, const void *, void *(*) (void *), void *);
extern int pthread_join (pthread_t, void **);
extern int pthread_mutexattr_init (pthread_mutexattr_t *);
extern int pthread_mutexattr_settype (pthread_mutexattr_t *, int);
extern int pthread_mutex_init (pthread_mutex_t *, const pthread_mutexattr_t *);
extern int pthread_mutex_lock (pthread_mutex_t *);
extern int pthread_mutex_trylock (pthread_mutex_t *);
extern int pthread_mutex_unlock (pthread_mutex_t *);
extern int pthread_cond_timedwait (pthread_cond_t *, pthread_mutex_t *, const struct timespec *);
extern int clock_gettime (int, struct timespec *);
extern sem_t *sem_open (const char *, int, ...);
extern int sem_trywait (sem_t *);
extern int sem_unlink (const char *);
extern int sigaction (int, const struct sigaction *, struct sigaction *);
extern int sigismember (const sigset_t *, int);
extern int raise (int);
extern void (*signal (int, void (*) (int))) (int);

static void check (int holds, int line) {
    if (!holds) __assert_fail ("holds", "glibc-errors-clean.i", line, "check");
}

static pthread_mutex_t mutex;
static pthread_cond_t condition;
static int caught;

static void handler (int number) { caught = number; }

// Each thread has its own errno.
static void *overflow (void *argument) {
    for (int i = 0; i < 20; i++) {
        (*__errno_location ()) = 0;
        strtol ("9999999999999999999999", 0, 10);
        check ((*__errno_location ()) == 34, __LINE__);
    }
    return argument;
}

static void errors_that_are_returned (void) {
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init (&attributes);
    check (pthread_mutexattr_settype (&attributes, 77) == 22, __LINE__);
    check (pthread_mutexattr_settype (&attributes, 2) == 0, __LINE__);
    pthread_mutex_init (&mutex, &attributes);
    check (pthread_mutex_unlock (&mutex) == 1, __LINE__);
    check (pthread_mutex_lock (&mutex) == 0, __LINE__);
    check (pthread_mutex_lock (&mutex) == 35, __LINE__);
    check (pthread_mutex_trylock (&mutex) == 16, __LINE__);
    struct { struct timespec time; long int next; } until = {.next = 5};
    clock_gettime (0, &until.time);
    until.time.tv_sec++;
    check (pthread_cond_timedwait (&condition, &mutex, &until.time) == 110, __LINE__);
    check (until.next == 5, __LINE__);
    pthread_mutex_unlock (&mutex);
}

static void errors_in_errno (void) {
    sem_t *semaphore = sem_open ("/semaphore", 0100 | 0200, 0600, 0);
    check (semaphore != 0, __LINE__);
    check (sem_open ("/semaphore", 0100 | 0200, 0600, 0) == 0, __LINE__);
    check ((*__errno_location ()) == 17, __LINE__);
    check (sem_trywait (semaphore) == -1 && (*__errno_location ()) == 11, __LINE__);
    check (sem_unlink ("/semaphore") == 0, __LINE__);
    check (!strcmp (strerror (22), "Invalid argument"), __LINE__);
}

static void structures (void) {
    struct sigaction action = {.__sigaction_handler = {handler}}, before;
    action.sa_mask.__val[0] = 1 << 11;
    action.sa_flags = 0x10000000;
    check (sigaction (10, &action, 0) == 0 && sigaction (10, 0, &before) == 0, __LINE__);
    check (before.__sigaction_handler.sa_handler == handler, __LINE__);
    check (sigismember (&before.sa_mask, 12) && !sigismember (&before.sa_mask, 10), __LINE__);
    check (before.sa_flags == 0x10000000, __LINE__);
    raise (10);
    check (caught == 10, __LINE__);
    // SIG_IGN and SIG_ERR.
    check (signal (10, ((void (*) (int)) 1)) == handler, __LINE__);
    raise (10);
    check (sigaction (10, 0, &before) == 0, __LINE__);
    check (before.__sigaction_handler.sa_handler == ((void (*) (int)) 1), __LINE__);
    check (signal (9, handler) == ((void (*) (int)) -1), __LINE__);
}

int main (void) {
    pthread_t one, other;
    pthread_create (&one, 0, overflow, 0);
    pthread_create (&other, 0, overflow, 0);
    pthread_join (one, 0);
    pthread_join (other, 0);
    errors_that_are_returned ();
    errors_in_errno ();
    structures ();
    return 0;
}
