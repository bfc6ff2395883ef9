// <mqueue.h> with the names that <fcntl.h> has for it, as on Linux.
#ifndef ANTECEDE_MQUEUE_H
#define ANTECEDE_MQUEUE_H

#include <fcntl.h>
#include_next <mqueue.h>

#ifndef MQ_PRIO_MAX
#define MQ_PRIO_MAX 32768
#endif

#endif
