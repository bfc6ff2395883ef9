// The kernel's names for scheduling; clone is unsupported.
#ifndef ANTECEDE_LINUX_SCHED_H
#define ANTECEDE_LINUX_SCHED_H

#include <sched.h>

#define CLONE_VM 0x100
#define CLONE_FS 0x200
#define CLONE_FILES 0x400
#define CLONE_SIGHAND 0x800
#define CLONE_VFORK 0x4000
#define CLONE_PARENT 0x8000
#define CLONE_THREAD 0x10000
#define CLONE_SYSVSEM 0x40000
#define CLONE_SETTLS 0x80000
#define CLONE_PARENT_SETTID 0x100000
#define CLONE_CHILD_CLEARTID 0x200000
#define CLONE_CHILD_SETTID 0x1000000

#define SCHED_NORMAL SCHED_OTHER

#endif
