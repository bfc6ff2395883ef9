// <sys/ipc.h>, which wasi-libc lacks; there are no other processes.
#ifndef ANTECEDE_SYS_IPC_H
#define ANTECEDE_SYS_IPC_H

#include <sys/types.h>

typedef int key_t;

#define IPC_CREAT 01000
#define IPC_EXCL 02000
#define IPC_NOWAIT 04000
#define IPC_RMID 0
#define IPC_SET 1
#define IPC_STAT 2
#define IPC_PRIVATE ((key_t)0)

#ifdef __cplusplus
extern "C" {
#endif

key_t ftok(const char *, int);

#ifdef __cplusplus
}
#endif

#endif
