// <sys/sendfile.h>, which wasi-libc lacks, and we too: its function is unsupported.
#ifndef ANTECEDE_SYS_SENDFILE_H
#define ANTECEDE_SYS_SENDFILE_H

#include <unistd.h>

#ifdef __cplusplus
extern "C" {
#endif

ssize_t sendfile(int, int, off_t *, size_t);

#ifdef __cplusplus
}
#endif

#endif
