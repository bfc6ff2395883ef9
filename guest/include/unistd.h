// What wasi-libc hides of <unistd.h>. What can't work is declared all the same: a program that
// calls it ends with "unsupported operation" (guest/libc/unsupported.c).
#ifndef ANTECEDE_UNISTD_H
#define ANTECEDE_UNISTD_H

#ifndef _WASI_EMULATED_GETPID
#define _WASI_EMULATED_GETPID
#endif
#include_next <unistd.h>

#define __NEED_size_t
#define __NEED_ssize_t
#define __NEED_pid_t
#define __NEED_uid_t
#define __NEED_gid_t
#define __NEED_off_t
#include <bits/alltypes.h>

// Options of POSIX that hold here, though not on WASI.
#define _POSIX_JOB_CONTROL 1
#define _POSIX_SAVED_IDS 1
#define _POSIX_PRIORITY_SCHEDULING 200809L
#define _POSIX_SEMAPHORES 200809L
#define _POSIX_MESSAGE_PASSING 200809L
#define _POSIX_THREAD_ATTR_STACKADDR 200809L
#define _POSIX_THREAD_PRIORITY_SCHEDULING 200809L
#define _POSIX_THREAD_PRIO_INHERIT 200809L
#define _POSIX_THREAD_PRIO_PROTECT 200809L
#define _POSIX_THREAD_CPUTIME 200809L
#define _POSIX_REENTRANT_FUNCTIONS 1

// glibc's, beyond those of POSIX.
#define _SC_LEVEL1_ICACHE_SIZE 185
#define _SC_LEVEL1_ICACHE_ASSOC 186
#define _SC_LEVEL1_ICACHE_LINESIZE 187
#define _SC_LEVEL1_DCACHE_SIZE 188
#define _SC_LEVEL1_DCACHE_ASSOC 189
#define _SC_LEVEL1_DCACHE_LINESIZE 190
#define _SC_LEVEL2_CACHE_SIZE 191
#define _SC_LEVEL2_CACHE_ASSOC 192
#define _SC_LEVEL2_CACHE_LINESIZE 193
#define _SC_LEVEL3_CACHE_SIZE 194
#define _SC_LEVEL3_CACHE_ASSOC 195
#define _SC_LEVEL3_CACHE_LINESIZE 196
#define _SC_LEVEL4_CACHE_SIZE 197
#define _SC_LEVEL4_CACHE_ASSOC 198
#define _SC_LEVEL4_CACHE_LINESIZE 199

#ifdef _GNU_SOURCE
#define TEMP_FAILURE_RETRY(expression)                                                             \
    (__extension__({                                                                               \
        long __result;                                                                             \
        do __result = (long)(expression);                                                          \
        while (__result == -1L && errno == EINTR);                                                 \
        __result;                                                                                  \
    }))
#endif

#ifdef __cplusplus
extern "C" {
#endif

extern char **environ;

pid_t fork(void);
pid_t vfork(void);
int execve(const char *, char *const[], char *const[]);
int execv(const char *, char *const[]);
int execvp(const char *, char *const[]);
int execvpe(const char *, char *const[], char *const[]);
int execl(const char *, const char *, ...);
int execlp(const char *, const char *, ...);
int execle(const char *, const char *, ...);
int daemon(int, int);

int pipe(int[2]);
int pipe2(int[2], int);
int dup(int);
int dup2(int, int);
int dup3(int, int, int);
int lchown(const char *, uid_t, gid_t);
char *get_current_dir_name(void);
int lockf(int, int, off_t);
int fchdir(int);
int chroot(const char *);
int chown(const char *, uid_t, gid_t);
int fchown(int, uid_t, gid_t);
void sync(void);

unsigned alarm(unsigned);
unsigned ualarm(unsigned, unsigned);
int pause(void);
int usleep(unsigned);

pid_t getppid(void);
pid_t gettid(void);
pid_t getpgrp(void);
pid_t getpgid(pid_t);
pid_t getsid(pid_t);
pid_t setsid(void);
int setpgid(pid_t, pid_t);
int setpgrp(void);
pid_t tcgetpgrp(int);
int tcsetpgrp(int, pid_t);
uid_t getuid(void);
uid_t geteuid(void);
gid_t getgid(void);
gid_t getegid(void);
int setuid(uid_t);
int seteuid(uid_t);
int setgid(gid_t);
int setegid(gid_t);
int setreuid(uid_t, uid_t);
int setregid(gid_t, gid_t);
int setresuid(uid_t, uid_t, uid_t);
int setresgid(gid_t, gid_t, gid_t);
int getresuid(uid_t *, uid_t *, uid_t *);
int getresgid(gid_t *, gid_t *, gid_t *);
int getgroups(int, gid_t[]);
int nice(int);

char *ttyname(int);
int ttyname_r(int, char *, size_t);
char *getpass(const char *);
int brk(void *);
int getdtablesize(void);
long syscall(long, ...);
int getentropy(void *, size_t);

#ifdef __cplusplus
}
#endif

#endif
