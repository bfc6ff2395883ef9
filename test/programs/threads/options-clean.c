// expect: clean
// What POSIX and Linux have is there, and is said to be: by macros, by sysconf, under other names.
#define _GNU_SOURCE
#include <asm/types.h>
#include <assert.h>
#include <bits/pthreadtypes.h>
#include <errno.h>
#include <limits.h>
#include <linux/sched.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/sysmacros.h>
#include <sys/ucontext.h>
#include <sys/unistd.h>
#include <syslog.h>
#include <time.h>
#include <wait.h>

#if !(_POSIX_THREADS > 0 && _POSIX_SEMAPHORES > 0 && _POSIX_MESSAGE_PASSING > 0)
#error "threads, semaphores, message queues"
#endif
#if !(_POSIX_PRIORITY_SCHEDULING > 0 && _POSIX_THREAD_PRIORITY_SCHEDULING > 0)
#error "scheduling"
#endif
#if !(_POSIX_THREAD_PRIO_INHERIT > 0 && _POSIX_THREAD_PRIO_PROTECT > 0)
#error "priorities of mutexes"
#endif

static int is_option(int name) { return sysconf(name) > 0; }

int main(void) {
    assert(is_option(_SC_THREADS) && is_option(_SC_SEMAPHORES));
    assert(is_option(_SC_MESSAGE_PASSING) && is_option(_SC_PRIORITY_SCHEDULING));
    assert(is_option(_SC_THREAD_PRIO_INHERIT) && is_option(_SC_THREAD_PRIO_PROTECT));
    assert(sysconf(_SC_THREAD_KEYS_MAX) == PTHREAD_KEYS_MAX);
    assert(sysconf(_SC_THREAD_DESTRUCTOR_ITERATIONS) == PTHREAD_DESTRUCTOR_ITERATIONS);
    assert(sysconf(_SC_SEM_VALUE_MAX) == SEM_VALUE_MAX);
    assert(sysconf(_SC_RTSIG_MAX) >= _POSIX_RTSIG_MAX);
    assert(sysconf(_SC_LEVEL1_DCACHE_LINESIZE) > 0);
    assert(PIPE_BUF >= _POSIX_PIPE_BUF && LINE_MAX >= _POSIX2_LINE_MAX);

    assert(strcmp(strerrorname_np(EDEADLOCK), "EDEADLK") == 0);
    assert(strerrorname_np(-1) == NULL && strerrordesc_np(EINVAL) != NULL);
    assert(strcmp(sigabbrev_np(SIGCLD), "CHLD") == 0 && sigabbrev_np(4000) == NULL);
    assert(major(makedev(8, 300)) == 8 && minor(makedev(8, 300)) == 300);
    assert(LOG_UPTO(LOG_ERR) == 15);
    assert(TEMP_FAILURE_RETRY(getpid()) == getpid());

    char name[16];
    assert(prctl(PR_SET_NAME, "a name that is too long") == 0);
    assert(prctl(PR_GET_NAME, name) == 0 && strcmp(name, "a name that is ") == 0);

    pthread_mutexattr_t attributes;
    int ceiling;
    pthread_mutexattr_init(&attributes);
    assert(pthread_mutexattr_getprioceiling(&attributes, &ceiling) == 0);
    assert(ceiling >= sched_get_priority_min(SCHED_FIFO));

    struct timespec time;
    assert(clock_gettime(4000, &time) == -1 && errno == EINVAL);
    assert(clock_getres(4000, &time) == -1 && errno == EINVAL);
    return 0;
}
