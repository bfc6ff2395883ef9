// <sys/timerfd.h>, which wasi-libc lacks, and we too: its functions are unsupported.
#ifndef ANTECEDE_SYS_TIMERFD_H
#define ANTECEDE_SYS_TIMERFD_H

#include <time.h>

#define TFD_NONBLOCK 04000
#define TFD_CLOEXEC 02000000
#define TFD_TIMER_ABSTIME 1

#ifdef __cplusplus
extern "C" {
#endif

struct itimerspec;

int timerfd_create(int, int);
int timerfd_settime(int, int, const struct itimerspec *, struct itimerspec *);
int timerfd_gettime(int, struct itimerspec *);

#ifdef __cplusplus
}
#endif

#endif
