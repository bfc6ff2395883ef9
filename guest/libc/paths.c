// Functions that only read a path, or a text, of their caller.

#define _GNU_SOURCE
#include "intercept.h"
#include <arpa/inet.h>
#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

int __real_access(const char *, int);
int __real_chdir(const char *);
int __real_mkdir(const char *, mode_t);
DIR *__real_opendir(const char *);
int __real_remove(const char *);
int __real_rename(const char *, const char *);
int __real_rmdir(const char *);
int __real_truncate(const char *, off_t);
int __real_unlink(const char *);
in_addr_t __real_inet_addr(const char *);
int __real_inet_aton(const char *, struct in_addr *);
int __real_inet_pton(int, const char *restrict, void *restrict);

INTERCEPTOR int access(const char *path, int mode) {
    int result = __real_access(path, mode);
    reads_string(path);
    return result;
}

INTERCEPTOR int chdir(const char *path) {
    int result = __real_chdir(path);
    reads_string(path);
    return result;
}

INTERCEPTOR int mkdir(const char *path, mode_t mode) {
    int result = __real_mkdir(path, mode);
    reads_string(path);
    return result;
}

INTERCEPTOR DIR *opendir(const char *path) {
    DIR *result = __real_opendir(path);
    reads_string(path);
    return result;
}

INTERCEPTOR int remove(const char *path) {
    int result = __real_remove(path);
    reads_string(path);
    return result;
}

INTERCEPTOR int rename(const char *from, const char *to) {
    int result = __real_rename(from, to);
    reads_string(from);
    reads_string(to);
    return result;
}

INTERCEPTOR int rmdir(const char *path) {
    int result = __real_rmdir(path);
    reads_string(path);
    return result;
}

INTERCEPTOR int truncate(const char *path, off_t bytes) {
    int result = __real_truncate(path, bytes);
    reads_string(path);
    return result;
}

INTERCEPTOR int unlink(const char *path) {
    int result = __real_unlink(path);
    reads_string(path);
    return result;
}

// ---- Addresses of the internet ------------------------------------------------------------------

INTERCEPTOR in_addr_t inet_addr(const char *text) {
    in_addr_t result = __real_inet_addr(text);
    reads_string(text);
    return result;
}

INTERCEPTOR int inet_aton(const char *text, struct in_addr *to) {
    int result = __real_inet_aton(text, to);
    reads_string(text);
    if (result) writes(to, sizeof *to);
    return result;
}

INTERCEPTOR int inet_pton(int family, const char *restrict text, void *restrict to) {
    int result = __real_inet_pton(family, text, to);
    reads_string(text);
    size_t bytes = family == AF_INET ? sizeof(struct in_addr) : sizeof(struct in6_addr);
    if (result == 1) writes(to, bytes);
    return result;
}
