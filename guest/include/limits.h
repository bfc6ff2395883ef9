// <limits.h> with the limits that WASI has no use for.
#ifndef ANTECEDE_LIMITS_H
#define ANTECEDE_LIMITS_H

#include_next <limits.h>

// Where the C library gives POSIX's limits at all.
#ifdef IOV_MAX
#define PIPE_BUF 4096
#define LINE_MAX 2048
#define LOGIN_NAME_MAX 256
#define MQ_PRIO_MAX 32768
#define RTSIG_MAX 30
#endif

#endif
