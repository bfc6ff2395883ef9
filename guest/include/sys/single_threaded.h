// glibc's hint that a process has one thread; no is always right.
#ifndef ANTECEDE_SYS_SINGLE_THREADED_H
#define ANTECEDE_SYS_SINGLE_THREADED_H

#ifdef __cplusplus
extern "C" {
#endif

extern char __libc_single_threaded;

#ifdef __cplusplus
}
#endif

#endif
