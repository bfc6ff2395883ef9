// expect: clean; native: skip
// Flags of descriptors, events of poll, limits and struct tm as glibc's headers have them, in a
// program that gcc has preprocessed with these.
typedef struct { int __val[2]; } __fsid_t;
typedef long int __time_t;
typedef unsigned long int __rlim_t;
struct pollfd { int fd; short int events; short int revents; };
struct rlimit { __rlim_t rlim_cur; __rlim_t rlim_max; };
struct tm {
    int tm_sec, tm_min, tm_hour, tm_mday, tm_mon, tm_year, tm_wday, tm_yday, tm_isdst;
    long int tm_gmtoff;
    const char *tm_zone;
};
extern void __assert_fail (const char *, const char *, unsigned int, const char *) __attribute__ ((__noreturn__));
extern int pipe2 (int *, int);
extern int fcntl (int, int, ...);
extern int poll (struct pollfd *, unsigned long int, int);
extern long int write (int, const void *, unsigned long int);
extern long int read (int, void *, unsigned long int);
extern int close (int);
extern int getrlimit (int, struct rlimit *);
extern struct tm *gmtime_r (const __time_t *, struct tm *);

static void check (int holds, int line) {
    if (!holds) __assert_fail ("holds", "glibc-files-clean.i", line, "check");
}

static void flags (const int *ends) {
    check (fcntl (ends[0], 3) == 04000, __LINE__);
    check (fcntl (ends[1], 3) == (04000 | 1), __LINE__);
    check (fcntl (ends[0], 4, 0) == 0 && fcntl (ends[0], 3) == 0, __LINE__);
    int other = fcntl (ends[0], 0, 100);
    check (other >= 100 && close (other) == 0, __LINE__);
}

static void events (const int *ends) {
    struct pollfd files[2] = {{ends[0], 1, 0}, {ends[1], 4, 0}};
    check (poll (files, 2, 0) == 1 && !files[0].revents && files[1].revents == 4, __LINE__);
    char byte = 'b';
    check (write (ends[1], &byte, 1) == 1, __LINE__);
    check (poll (files, 1, 0) == 1 && files[0].revents == 1 && files[0].events == 1, __LINE__);
    check (read (ends[0], &byte, 1) == 1, __LINE__);
    check (poll (files, 1, 20) == 0, __LINE__);
    close (ends[1]);
    check (poll (files, 1, -1) == 1 && files[0].revents == 0x10, __LINE__);
    close (ends[0]);
    check (poll (files, 1, 0) == 1 && files[0].revents == 0x20, __LINE__);
}

int main (void) {
    int ends[2];
    check (pipe2 (ends, 04000) == 0, __LINE__);
    flags (ends);
    events (ends);
    struct { struct rlimit limit; int next; } limit = {.next = 5};
    check (getrlimit (7, &limit.limit) == 0 && limit.limit.rlim_cur > 0, __LINE__);
    check (limit.next == 5, __LINE__);
    struct { struct tm time; int next; } then = {.next = 5};
    __time_t zero = 0;
    check (gmtime_r (&zero, &then.time) && then.time.tm_year == 70, __LINE__);
    check (then.next == 5, __LINE__);
    return 0;
}
