// <fcntl.h> with the commands that duplicate descriptors; guest/libc/files.c.
#ifndef ANTECEDE_FCNTL_H
#define ANTECEDE_FCNTL_H

#include_next <fcntl.h>

#define F_DUPFD 0
#define F_DUPFD_CLOEXEC 1030

#endif
