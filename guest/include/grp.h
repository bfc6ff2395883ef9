// <grp.h>, which wasi-libc lacks; there is one group.
#ifndef ANTECEDE_GRP_H
#define ANTECEDE_GRP_H

#define __NEED_size_t
#define __NEED_gid_t
#include <bits/alltypes.h>

struct group {
    char *gr_name;
    char *gr_passwd;
    gid_t gr_gid;
    char **gr_mem;
};

#ifdef __cplusplus
extern "C" {
#endif

struct group *getgrgid(gid_t);
struct group *getgrnam(const char *);
int getgrgid_r(gid_t, struct group *, char *, size_t, struct group **);
int getgrnam_r(const char *, struct group *, char *, size_t, struct group **);

#ifdef __cplusplus
}
#endif

#endif
