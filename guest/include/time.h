// What wasi-libc hides of <time.h>.
#ifndef ANTECEDE_TIME_H
#define ANTECEDE_TIME_H

#ifndef _WASI_EMULATED_PROCESS_CLOCKS
#define _WASI_EMULATED_PROCESS_CLOCKS
#endif
#include_next <time.h>
#include <bits/alltypes.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef void *timer_t;
struct sigevent;

void tzset(void);
extern long timezone;
extern int daylight;
extern char *tzname[2];
int stime(const time_t *);
int clock_settime(clockid_t, const struct timespec *);
int clock_getcpuclockid(int, clockid_t *);
int timer_create(clockid_t, struct sigevent *, timer_t *);
int timer_delete(timer_t);
int timer_settime(timer_t, int, const struct itimerspec *, struct itimerspec *);
int timer_gettime(timer_t, struct itimerspec *);
int timer_getoverrun(timer_t);

#ifdef __cplusplus
}
#endif

#endif
