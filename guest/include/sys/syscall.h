// The few calls that `syscall` serves (guest/libc/syscall.c), with x86-64's numbers.
#ifndef ANTECEDE_SYS_SYSCALL_H
#define ANTECEDE_SYS_SYSCALL_H

#define SYS_sched_yield 24
#define SYS_getpid 39
#define SYS_gettid 186
#define SYS_tkill 200
#define SYS_futex 202
#define SYS_clock_gettime 228
#define SYS_exit_group 231
#define SYS_tgkill 234
#define SYS_getcpu 309
#define SYS_getrandom 318
#define SYS_membarrier 324

#define __NR_sched_yield SYS_sched_yield
#define __NR_getpid SYS_getpid
#define __NR_gettid SYS_gettid
#define __NR_tkill SYS_tkill
#define __NR_futex SYS_futex
#define __NR_clock_gettime SYS_clock_gettime
#define __NR_exit_group SYS_exit_group
#define __NR_tgkill SYS_tgkill
#define __NR_getcpu SYS_getcpu
#define __NR_getrandom SYS_getrandom
#define __NR_membarrier SYS_membarrier

#endif
