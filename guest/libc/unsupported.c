// What can't work here: other processes, the network, signals from outside, files in memory. A call
// ends the run as an unsupported operation of ours, not as a fault of the program.

#pragma clang diagnostic ignored "-Wc23-extensions"
#define _GNU_SOURCE
#include "intercept.h"
#include <dlfcn.h>
#include <execinfo.h>
#include <ifaddrs.h>
#include <netdb.h>
#include <signal.h>
#include <sched.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/resource.h>
#include <sys/sem.h>
#include <sys/sendfile.h>
#include <sys/shm.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

#define UNSUPPORTED(result, name, ...)                                                             \
    REPLACEMENT result name(__VA_ARGS__) { antecede_unsupported(#name); }

// ---- Processes ---------------------------------------------------------------------------------

UNSUPPORTED(pid_t, fork, void)
UNSUPPORTED(pid_t, vfork, void)
UNSUPPORTED(int, execve, const char *, char *const[], char *const[])
UNSUPPORTED(int, execv, const char *, char *const[])
UNSUPPORTED(int, execvp, const char *, char *const[])
UNSUPPORTED(int, execvpe, const char *, char *const[], char *const[])
UNSUPPORTED(int, execl, const char *, const char *, ...)
UNSUPPORTED(int, execlp, const char *, const char *, ...)
UNSUPPORTED(int, execle, const char *, const char *, ...)
UNSUPPORTED(int, posix_spawn, pid_t *restrict, const char *restrict,
            const posix_spawn_file_actions_t *, const posix_spawnattr_t *restrict, char *const[],
            char *const[])
UNSUPPORTED(int, posix_spawnp, pid_t *restrict, const char *restrict,
            const posix_spawn_file_actions_t *, const posix_spawnattr_t *restrict, char *const[],
            char *const[])
UNSUPPORTED(pid_t, wait, int *)
UNSUPPORTED(pid_t, waitpid, pid_t, int *, int)
UNSUPPORTED(pid_t, wait3, int *, int, struct rusage *)
UNSUPPORTED(pid_t, wait4, pid_t, int *, int, struct rusage *)
UNSUPPORTED(int, waitid, idtype_t, unsigned, siginfo_t *, int)
UNSUPPORTED(int, daemon, int, int)
UNSUPPORTED(int, system, const char *)
UNSUPPORTED(FILE *, popen, const char *, const char *)
UNSUPPORTED(int, pclose, FILE *)
UNSUPPORTED(long, ptrace, int, ...)
UNSUPPORTED(int, clone, int (*)(void *), void *, int, void *, ...)
UNSUPPORTED(int, unshare, int)

// ---- Signals of other processes, and timers as files -------------------------------------------

UNSUPPORTED(int, sigpause, int)
UNSUPPORTED(int, signalfd, int, const sigset_t *, int)
UNSUPPORTED(int, timerfd_create, int, int)
UNSUPPORTED(int, timerfd_settime, int, int, const struct itimerspec *, struct itimerspec *)
UNSUPPORTED(int, timerfd_gettime, int, struct itimerspec *)
UNSUPPORTED(int, clock_settime, clockid_t, const struct timespec *)

// ---- Network -----------------------------------------------------------------------------------

UNSUPPORTED(int, socket, int, int, int)
UNSUPPORTED(int, socketpair, int, int, int, int[2])
UNSUPPORTED(int, bind, int, const struct sockaddr *, socklen_t)
UNSUPPORTED(int, listen, int, int)
UNSUPPORTED(int, connect, int, const struct sockaddr *, socklen_t)
UNSUPPORTED(int, accept, int, struct sockaddr *restrict, socklen_t *restrict)
UNSUPPORTED(int, accept4, int, struct sockaddr *restrict, socklen_t *restrict, int)
UNSUPPORTED(int, shutdown, int, int)
UNSUPPORTED(int, getsockopt, int, int, int, void *restrict, socklen_t *restrict)
UNSUPPORTED(int, setsockopt, int, int, int, const void *, socklen_t)
UNSUPPORTED(int, getsockname, int, struct sockaddr *restrict, socklen_t *restrict)
UNSUPPORTED(int, getpeername, int, struct sockaddr *restrict, socklen_t *restrict)
UNSUPPORTED(ssize_t, send, int, const void *, size_t, int)
UNSUPPORTED(ssize_t, recv, int, void *, size_t, int)
UNSUPPORTED(ssize_t, sendto, int, const void *, size_t, int, const struct sockaddr *, socklen_t)
UNSUPPORTED(ssize_t, recvfrom, int, void *restrict, size_t, int, struct sockaddr *restrict,
            socklen_t *restrict)
UNSUPPORTED(ssize_t, sendmsg, int, const struct msghdr *, int)
UNSUPPORTED(ssize_t, recvmsg, int, struct msghdr *, int)
UNSUPPORTED(struct hostent *, gethostbyname, const char *)
UNSUPPORTED(int, getaddrinfo, const char *restrict, const char *restrict,
            const struct addrinfo *restrict, struct addrinfo **restrict)
UNSUPPORTED(void, freeaddrinfo, struct addrinfo *)
UNSUPPORTED(int, getnameinfo, const struct sockaddr *restrict, socklen_t, char *restrict,
            socklen_t, char *restrict, socklen_t, int)
UNSUPPORTED(const char *, gai_strerror, int)

UNSUPPORTED(int, getifaddrs, struct ifaddrs **)
UNSUPPORTED(void, freeifaddrs, struct ifaddrs *)
UNSUPPORTED(int, recvmmsg, int, struct mmsghdr *, unsigned, unsigned, struct timespec *)
UNSUPPORTED(int, sendmmsg, int, struct mmsghdr *, unsigned, unsigned)

UNSUPPORTED(int, epoll_create, int)
UNSUPPORTED(int, epoll_create1, int)
UNSUPPORTED(int, epoll_ctl, int, int, int, struct epoll_event *)
UNSUPPORTED(int, epoll_wait, int, struct epoll_event *, int, int)

// ---- Files -------------------------------------------------------------------------------------

UNSUPPORTED(int, lockf, int, int, off_t)
UNSUPPORTED(int, fchdir, int)
UNSUPPORTED(int, chroot, const char *)
UNSUPPORTED(int, chown, const char *, uid_t, gid_t)
UNSUPPORTED(int, fchown, int, uid_t, gid_t)
UNSUPPORTED(int, mkfifo, const char *, mode_t)
UNSUPPORTED(int, lchown, const char *, uid_t, gid_t)
UNSUPPORTED(int, eventfd, unsigned, int)
UNSUPPORTED(int, eventfd_read, int, eventfd_t *)
UNSUPPORTED(int, eventfd_write, int, eventfd_t)
UNSUPPORTED(ssize_t, sendfile, int, int, off_t *, size_t)
UNSUPPORTED(int, mincore, void *, size_t, unsigned char *)
UNSUPPORTED(int, remap_file_pages, void *, size_t, int, size_t, int)
UNSUPPORTED(int, shm_open, const char *, int, mode_t)
UNSUPPORTED(int, shm_unlink, const char *)
UNSUPPORTED(int, memfd_create, const char *, unsigned)
UNSUPPORTED(char *, getpass, const char *)
UNSUPPORTED(int, posix_openpt, int)
UNSUPPORTED(int, grantpt, int)
UNSUPPORTED(int, unlockpt, int)
UNSUPPORTED(char *, ptsname, int)

UNSUPPORTED(int, msgget, key_t, int)
UNSUPPORTED(int, msgsnd, int, const void *, size_t, int)
UNSUPPORTED(ssize_t, msgrcv, int, void *, size_t, long, int)
UNSUPPORTED(int, msgctl, int, int, struct msqid_ds *)

UNSUPPORTED(key_t, ftok, const char *, int)
UNSUPPORTED(int, shmget, key_t, size_t, int)
UNSUPPORTED(void *, shmat, int, const void *, int)
UNSUPPORTED(int, shmdt, const void *)
UNSUPPORTED(int, shmctl, int, int, struct shmid_ds *)
UNSUPPORTED(int, semget, key_t, int, int)
UNSUPPORTED(int, semop, int, struct sembuf *, size_t)
UNSUPPORTED(int, semctl, int, int, int, ...)

// ---- Code --------------------------------------------------------------------------------------

UNSUPPORTED(void *, dlopen, const char *, int)
UNSUPPORTED(void *, dlsym, void *restrict, const char *restrict)
UNSUPPORTED(int, dlclose, void *)
UNSUPPORTED(char *, dlerror, void)
UNSUPPORTED(int, dladdr, const void *, Dl_info *)
UNSUPPORTED(int, brk, void *)
UNSUPPORTED(int, getcontext, ucontext_t *)
UNSUPPORTED(int, setcontext, const ucontext_t *)
UNSUPPORTED(void, makecontext, ucontext_t *, void (*)(void), int, ...)
UNSUPPORTED(int, swapcontext, ucontext_t *, const ucontext_t *)
UNSUPPORTED(char **, backtrace_symbols, void *const *, int)

// An empty stack is a stack that isn't known.
REPLACEMENT int backtrace(void **addresses, int limit) {
    (void)addresses, (void)limit;
    return 0;
}

REPLACEMENT void backtrace_symbols_fd(void *const *addresses, int count, int file) {
    (void)addresses, (void)count, (void)file;
}
