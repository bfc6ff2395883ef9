// glibc's strerror_r in place of POSIX's, where a program asks for GNU's names: it returns the
// message. C++ always does.
#ifndef ANTECEDE_STRING_H
#define ANTECEDE_STRING_H

#ifdef _GNU_SOURCE
#define strerror_r antecede_posix_strerror_r
#endif
#include_next <string.h>
#ifdef __cplusplus
extern "C" {
#endif
void *rawmemchr(const void *, int);
const char *strerrorname_np(int);
const char *strerrordesc_np(int);
const char *sigabbrev_np(int);
const char *sigdescr_np(int);
#ifdef __cplusplus
}
#endif
#ifdef _GNU_SOURCE
#undef strerror_r
#ifdef __cplusplus
extern "C"
#endif
    char *
    strerror_r(int, char *, size_t) __asm__("antecede_gnu_strerror_r");
#endif

#endif
