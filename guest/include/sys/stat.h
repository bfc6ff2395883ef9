// What wasi-libc hides of <sys/stat.h>.
#ifndef ANTECEDE_SYS_STAT_H
#define ANTECEDE_SYS_STAT_H

#include_next <sys/stat.h>

#ifdef __cplusplus
extern "C" {
#endif

mode_t umask(mode_t);
int mkfifo(const char *, mode_t);

#ifdef __cplusplus
}
#endif

#endif
