// <sys/signalfd.h>, which wasi-libc lacks, and we too: its function is unsupported.
#ifndef ANTECEDE_SYS_SIGNALFD_H
#define ANTECEDE_SYS_SIGNALFD_H

#include <signal.h>
#include <stdint.h>

#define SFD_NONBLOCK 04000
#define SFD_CLOEXEC 02000000

struct signalfd_siginfo {
    uint32_t ssi_signo;
    int32_t ssi_errno;
    int32_t ssi_code;
    uint32_t ssi_pid;
    uint32_t ssi_uid;
    uint8_t __pad[108];
};

#ifdef __cplusplus
extern "C" {
#endif

int signalfd(int, const sigset_t *, int);

#ifdef __cplusplus
}
#endif

#endif
