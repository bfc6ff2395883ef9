// <sys/wait.h>, which wasi-libc lacks; there are no child processes.
#ifndef ANTECEDE_SYS_WAIT_H
#define ANTECEDE_SYS_WAIT_H

#include <signal.h>
#include <stdlib.h>

#define WSTOPPED 2
#define WEXITED 4
#define WCONTINUED 8
#define WNOWAIT 0x1000000

#ifdef __cplusplus
extern "C" {
#endif

typedef enum { P_ALL = 0, P_PID = 1, P_PGID = 2 } idtype_t;
struct rusage;

pid_t wait(int *);
pid_t waitpid(pid_t, int *, int);
pid_t wait3(int *, int, struct rusage *);
pid_t wait4(pid_t, int *, int, struct rusage *);
int waitid(idtype_t, unsigned, siginfo_t *, int);

#ifdef __cplusplus
}
#endif

#endif
