// <errno.h> with Linux's other names.
#ifndef ANTECEDE_ERRNO_H
#define ANTECEDE_ERRNO_H

#include_next <errno.h>

#define EDEADLOCK EDEADLK

#endif
