// What a program can ask about the system: a Linux machine with four processors and one user.

#define _GNU_SOURCE
#include "format.h"
#include <errno.h>
#include <grp.h>
#include <limits.h>
#include <mqueue.h>
#include <pthread.h>
#include <pwd.h>
#include <sched.h>
#include <semaphore.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>
#include <syslog.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

long __real_sysconf(int);

enum {
    PROCESSORS = 4,
    USER_ID = 1000,
    OPEN_FILES = 1024,
    CLOCK_TICKS = 100,
    STACK_BYTES = 8 << 20,
    MEGABYTES = 1024,
    MINIMUM_STACK_BYTES = 16384,
    REALTIME_SIGNALS = SIGRTMAX - SIGRTMIN + 1,
    PASSWORD_BYTES = 1024,
    CACHE_LINE_BYTES = 64,
};

REPLACEMENT long sysconf(int name) {
    switch (name) {
    case _SC_NPROCESSORS_CONF:
    case _SC_NPROCESSORS_ONLN: return PROCESSORS;
    case _SC_CLK_TCK: return CLOCK_TICKS;
    case _SC_OPEN_MAX: return OPEN_FILES;
    case _SC_THREAD_STACK_MIN: return MINIMUM_STACK_BYTES;
    case _SC_THREAD_KEYS_MAX: return PTHREAD_KEYS_MAX;
    case _SC_THREAD_DESTRUCTOR_ITERATIONS: return PTHREAD_DESTRUCTOR_ITERATIONS;
    case _SC_THREAD_PRIO_INHERIT:
    case _SC_THREAD_PRIO_PROTECT:
    case _SC_PRIORITY_SCHEDULING: return _POSIX_VERSION;
    case _SC_RTSIG_MAX: return REALTIME_SIGNALS;
    case _SC_SEM_VALUE_MAX: return SEM_VALUE_MAX;
    case _SC_MQ_PRIO_MAX: return MQ_PRIO_MAX;
    case _SC_LINE_MAX: return LINE_MAX;
    case _SC_ATEXIT_MAX: return INT_MAX;
    case _SC_GETPW_R_SIZE_MAX:
    case _SC_GETGR_R_SIZE_MAX: return PASSWORD_BYTES;
    // Of caches Linux says 0 for what it doesn't know.
    case _SC_LEVEL1_ICACHE_LINESIZE:
    case _SC_LEVEL1_DCACHE_LINESIZE:
    case _SC_LEVEL2_CACHE_LINESIZE:
    case _SC_LEVEL3_CACHE_LINESIZE: return CACHE_LINE_BYTES;
    case _SC_LEVEL1_ICACHE_SIZE:
    case _SC_LEVEL1_ICACHE_ASSOC:
    case _SC_LEVEL1_DCACHE_SIZE:
    case _SC_LEVEL1_DCACHE_ASSOC:
    case _SC_LEVEL2_CACHE_SIZE:
    case _SC_LEVEL2_CACHE_ASSOC:
    case _SC_LEVEL3_CACHE_SIZE:
    case _SC_LEVEL3_CACHE_ASSOC:
    case _SC_LEVEL4_CACHE_SIZE:
    case _SC_LEVEL4_CACHE_ASSOC:
    case _SC_LEVEL4_CACHE_LINESIZE: return 0;
    case _SC_PHYS_PAGES:
    case _SC_AVPHYS_PAGES: return (MEGABYTES << 20) / getpagesize();
    default: return __real_sysconf(name);
    }
}

REPLACEMENT int getcpu(unsigned *processor, unsigned *node) {
    if (processor) *processor = (unsigned)sched_getcpu();
    if (node) *node = 0;
    return 0;
}

REPLACEMENT int get_nprocs(void) { return PROCESSORS; }

REPLACEMENT int get_nprocs_conf(void) { return PROCESSORS; }

REPLACEMENT int getloadavg(double *averages, int count) {
    for (int i = 0; i < count; i++) averages[i] = 0;
    return count;
}

REPLACEMENT int sysinfo(struct sysinfo *result) {
    *result = (struct sysinfo){
        .uptime = 1,
        .totalram = MEGABYTES,
        .freeram = MEGABYTES,
        .procs = 1,
        .mem_unit = 1 << 20,
    };
    return 0;
}

REPLACEMENT int uname(struct utsname *result) {
    *result = (struct utsname){
        .sysname = "Linux",
        .nodename = "antecede",
        .release = "6.0.0",
        .version = "#1",
        .machine = "wasm32",
    };
    writes(result, sizeof *result);
    return 0;
}

// All time that the program used is virtual time.
REPLACEMENT int getrusage(int who, struct rusage *result) {
    int64_t microseconds = who == RUSAGE_CHILDREN ? 0 : clock();
    *result = (struct rusage){
        .ru_utime = {.tv_sec = microseconds / 1000000, .tv_usec = microseconds % 1000000},
    };
    writes(result, sizeof *result);
    return 0;
}

REPLACEMENT int getrlimit(int which, struct rlimit *result) {
    rlim_t limit = which == RLIMIT_STACK    ? STACK_BYTES
                   : which == RLIMIT_NOFILE ? OPEN_FILES
                                            : RLIM_INFINITY;
    *result = (struct rlimit){limit, limit};
    writes(result, sizeof *result);
    return 0;
}

REPLACEMENT int setrlimit(int which, const struct rlimit *limit) {
    (void)which;
    reads(limit, sizeof *limit);
    return 0;
}

REPLACEMENT int getpriority(int which, unsigned who) {
    (void)which, (void)who;
    return 0;
}

REPLACEMENT int setpriority(int which, unsigned who, int priority) {
    (void)which, (void)who, (void)priority;
    return 0;
}

REPLACEMENT int nice(int increment) { return increment; }

REPLACEMENT int getdtablesize(void) { return OPEN_FILES; }

// ---- Who the process is ------------------------------------------------------------------------

enum { PROCESS_ID = 1000, PARENT_ID = 1 };

REPLACEMENT pid_t getpid(void) { return PROCESS_ID; }

REPLACEMENT pid_t getppid(void) { return PARENT_ID; }

// As on Linux, the main thread's id is the process's.
REPLACEMENT pid_t gettid(void) {
    return PROCESS_ID + antecede_current_thread();
}

REPLACEMENT pid_t getpgrp(void) { return PROCESS_ID; }

REPLACEMENT pid_t getpgid(pid_t process) { return process ? process : PROCESS_ID; }

REPLACEMENT pid_t getsid(pid_t process) { return process ? process : PROCESS_ID; }

REPLACEMENT pid_t setsid(void) { return PROCESS_ID; }

REPLACEMENT int setpgid(pid_t process, pid_t group) {
    (void)process, (void)group;
    return 0;
}

REPLACEMENT uid_t getuid(void) { return USER_ID; }

REPLACEMENT uid_t geteuid(void) { return USER_ID; }

REPLACEMENT gid_t getgid(void) { return USER_ID; }

REPLACEMENT gid_t getegid(void) { return USER_ID; }

static int only_own_id(unsigned id) {
    if (id == USER_ID) return 0;
    errno = EPERM;
    return -1;
}

REPLACEMENT int setuid(uid_t id) { return only_own_id(id); }

REPLACEMENT int seteuid(uid_t id) { return only_own_id(id); }

REPLACEMENT int setgid(gid_t id) { return only_own_id(id); }

REPLACEMENT int setegid(gid_t id) { return only_own_id(id); }

REPLACEMENT int setreuid(uid_t real, uid_t effective) {
    return only_own_id(real) ? -1 : only_own_id(effective);
}

REPLACEMENT int setregid(gid_t real, gid_t effective) {
    return only_own_id(real) ? -1 : only_own_id(effective);
}

REPLACEMENT int setresuid(uid_t real, uid_t effective, uid_t saved) {
    return setreuid(real, effective) ? -1 : only_own_id(saved);
}

REPLACEMENT int setresgid(gid_t real, gid_t effective, gid_t saved) {
    return setregid(real, effective) ? -1 : only_own_id(saved);
}

REPLACEMENT int getresuid(uid_t *real, uid_t *effective, uid_t *saved) {
    *real = *effective = *saved = USER_ID;
    return 0;
}

REPLACEMENT int getresgid(gid_t *real, gid_t *effective, gid_t *saved) {
    *real = *effective = *saved = USER_ID;
    return 0;
}

REPLACEMENT int setpgrp(void) { return 0; }

REPLACEMENT int getgroups(int count, gid_t groups[]) {
    if (count) groups[0] = USER_ID;
    return 1;
}

REPLACEMENT mode_t umask(mode_t mask) {
    static mode_t current = 022;
    mode_t before = current;
    current = mask & 0777;
    return before;
}

REPLACEMENT char *ttyname(int file) {
    (void)file;
    errno = ENOTTY;
    return NULL;
}

REPLACEMENT int ttyname_r(int file, char *to, size_t bytes) {
    (void)file, (void)to, (void)bytes;
    return ENOTTY;
}

static int no_terminal(void) {
    errno = ENOTTY;
    return -1;
}

REPLACEMENT pid_t tcgetpgrp(int file) { return (void)file, no_terminal(); }

REPLACEMENT int tcsetpgrp(int file, pid_t group) { return (void)file, (void)group, no_terminal(); }

REPLACEMENT char *getlogin(void) { return "user"; }

REPLACEMENT int getlogin_r(char *to, size_t bytes) {
    static const char name[] = "user";
    if (bytes < sizeof name) return ERANGE;
    __real_memcpy(to, name, sizeof name);
    writes(to, sizeof name);
    return 0;
}

static struct group *group(void) {
    static char *members[] = {NULL};
    static struct group entry = {"user", "x", USER_ID, members};
    return &entry;
}

REPLACEMENT struct group *getgrgid(gid_t id) { return id == USER_ID ? group() : NULL; }

REPLACEMENT struct group *getgrnam(const char *name) {
    reads_string(name);
    return __real_strcmp(name, group()->gr_name) ? NULL : group();
}

static struct passwd *user(void) {
    static struct passwd entry = {
        .pw_name = "user",
        .pw_passwd = "x",
        .pw_uid = USER_ID,
        .pw_gid = USER_ID,
        .pw_gecos = "",
        .pw_dir = "/",
        .pw_shell = "/bin/sh",
    };
    return &entry;
}

REPLACEMENT struct passwd *getpwuid(uid_t id) { return id == USER_ID ? user() : NULL; }

REPLACEMENT struct passwd *getpwnam(const char *name) {
    reads_string(name);
    return __real_strcmp(name, user()->pw_name) ? NULL : user();
}

REPLACEMENT int tcgetattr(int file, struct termios *result) {
    (void)file, (void)result;
    errno = ENOTTY;
    return -1;
}

REPLACEMENT int tcsetattr(int file, int when, const struct termios *settings) {
    (void)file, (void)when, (void)settings;
    errno = ENOTTY;
    return -1;
}

// ---- The log, which nobody reads ---------------------------------------------------------------

REPLACEMENT void openlog(const char *name, int options, int facility) {
    (void)name, (void)options, (void)facility;
}

REPLACEMENT void vsyslog(int priority, const char *format, va_list arguments) {
    (void)priority;
    reads_string(format);
    declare_printf((struct format){format, 0}, arguments);
}

REPLACEMENT void syslog(int priority, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vsyslog(priority, format, arguments);
    va_end(arguments);
}

REPLACEMENT void closelog(void) {}

REPLACEMENT int setlogmask(int mask) { return mask; }
