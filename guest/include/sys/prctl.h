// <sys/prctl.h> as far as the name of a thread goes.
#ifndef ANTECEDE_SYS_PRCTL_H
#define ANTECEDE_SYS_PRCTL_H

#define PR_SET_NAME 15
#define PR_GET_NAME 16

#ifdef __cplusplus
extern "C" {
#endif

int prctl(int, ...);

#ifdef __cplusplus
}
#endif

#endif
