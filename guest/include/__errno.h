// errno without hooks: see guest/libc/errno.c.
#ifndef __wasilibc___errno_h
#define __wasilibc___errno_h

#ifdef __cplusplus
extern "C" {
#endif

extern int __llvm_gcov_errno;

#define errno __llvm_gcov_errno

#ifdef __cplusplus
}
#endif

#endif
